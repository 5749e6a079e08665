"""Who may take back an end that is decided for a later day."""

from collaborations.rules.ending import may_cancel_end
from collaborations.rules.terms import BillingRecipient


def test_an_end_is_cancelled_by_the_party_that_decided_it_and_by_nobody_else() -> None:
    pairs = [(decided, asks) for decided in BillingRecipient for asks in BillingRecipient]
    assert [pair for pair in pairs if may_cancel_end(*pair)] == [(party, party) for party in BillingRecipient]
