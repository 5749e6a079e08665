"""Addresses that no mail reaches: the invitation is marked and its sender told, so that somebody mends it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from collaborations.models import Invitation
from collaborations.operations.carrying_out import tell
from collaborations.operations.locks import locked
from collaborations.operations.work import Work
from collaborations.queries.deliveries import open_invitations_to
from collaborations.queries.people import firm_person
from collaborations.rules.invitations import InvitationState
from common.rls import as_system
from events.operations import record

REASON_LENGTH = 300


@transaction.atomic
def note_bounce(*, email: str, reason: str, at: datetime) -> int:
    """Mark every open invitation to the address, whichever firm sent it; returns how many were marked now."""
    marked = 0
    for invitation_id, firm_id, company_id in open_invitations_to(email):
        with as_system(reason="a mail provider knows no tenants", firm_id=firm_id, company_id=company_id):
            marked += mark_bounced(invitation_id=invitation_id, company_id=company_id, reason=reason, at=at)
    return marked


@transaction.atomic
def mark_bounced(*, invitation_id: UUID, company_id: UUID, reason: str, at: datetime) -> bool:
    """Mark one invitation and tell its sender; False when it no longer waits, or was marked before.

    The scope of both parties is open.
    """
    collaboration_id = Invitation.objects.values_list("collaboration_id", flat=True).get(pk=invitation_id)
    collaboration = locked(collaboration_id, company_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    if invitation.state != InvitationState.OPEN or invitation.bounced_at is not None:
        return False
    invitation.bounced_at = at
    invitation.bounce_reason = " ".join(reason.split())[:REASON_LENGTH]
    invitation.save(update_fields=["bounced_at", "bounce_reason"])
    cause = record(
        "collaborations.undeliverable",
        by=None,
        subject=collaboration,
        firm_id=collaboration.firm_id,
        company_id=company_id,
        data={"invitation": invitation.pk},
    )
    tell([firm_person(collaboration.requested_by)], Work(collaboration, cause, None, at), occasion="undeliverable")
    return True
