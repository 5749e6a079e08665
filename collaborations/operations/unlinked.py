"""What becomes of a collaboration that was made elsewhere: connected to a client, or removed from the list."""

from uuid import UUID

from django.db import transaction

from accounts.models import Firm, User
from advisor.models import Client
from collaborations.models import Collaboration, UnlinkedCollaboration
from collaborations.operations.refusals import OtherTerms, UnlinkedGone
from collaborations.rules.facts import Facts
from collaborations.rules.terms import Terms
from events.operations import record


def taken_unlinked(unlinked_id: UUID, client: Client) -> UnlinkedCollaboration:
    """The row, locked, for the client that it names; needs the firm's scope. Raises UnlinkedGone.

    Called with the company's lock held: whoever connects or removes the same row has then done so, or waits.
    """
    rows = UnlinkedCollaboration.objects.select_for_update().filter(pk=unlinked_id, firm_id=client.firm_id)
    row = rows.filter(corporate_identity_number=client.corporate_identity_number).first()
    if row is None:
        raise UnlinkedGone
    return row


def refuse_other_terms(row: UnlinkedCollaboration, facts: Facts, terms: Terms) -> None:
    """Raises OtherTerms when something else than what was imported would be agreed.

    Where the company's own subscription decides who pays and for how long, it goes on doing so.
    """
    agreed = (row.service, row.variant, row.billing_recipient, row.period_months)
    asked = (terms.offer.service, terms.offer.variant, terms.billing_recipient or "", terms.period_months)
    compared = 2 if facts.included_in else len(agreed)
    if agreed[:compared] != asked[:compared]:
        raise OtherTerms


def record_connected(row: UnlinkedCollaboration, collaboration: Collaboration, by: User) -> None:
    """Tell it, and take the row away: the collaboration has its place now."""
    record(
        "collaborations.connected",
        by=by.pk,
        subject=collaboration,
        firm_id=collaboration.firm_id,
        company_id=collaboration.company_id,
        data={"unlinked": row.pk, **_said(row)},
    )
    row.delete()


@transaction.atomic
def remove_unlinked(*, firm: Firm, unlinked_id: UUID, by: User) -> None:
    """Take a row out of the list. Raises UnlinkedGone."""
    row = UnlinkedCollaboration.objects.select_for_update().filter(pk=unlinked_id, firm=firm).first()
    if row is None:
        raise UnlinkedGone
    data = {**_said(row), "number": row.corporate_identity_number}
    record("collaborations.unlinked_removed", by=by.pk, subject=row, firm_id=firm.pk, data=data)
    row.delete()


def _said(row: UnlinkedCollaboration) -> dict[str, str | None]:
    since = row.agreed_on.isoformat() if row.agreed_on else None
    return {"service": row.service, "variant": row.variant, "agreed_on": since}
