"""Who may take back an end that is decided for a later day."""

from collaborations.rules.terms import BillingRecipient


def may_cancel_end(decided_by: BillingRecipient, party: BillingRecipient) -> bool:
    """Only the party that decided it: nobody is kept in a collaboration that they have left."""
    return decided_by is party
