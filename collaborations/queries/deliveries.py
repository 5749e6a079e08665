"""What became of the mails of invitations, and which addresses they do not reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from collaborations.models import Collaboration, Invitation
from collaborations.rules.deliveries import Delivery, delivery
from collaborations.rules.invitations import InvitationState
from common import clock
from events.models import OutboxEffect
from events.queries import effects_of
from events.rules.effect_states import EffectState

MAILED = "collaborations.send_invitation"


@dataclass(frozen=True)
class InvitationRow:
    """One recipient, and what became of the mail that went out last or is on its way."""

    invitation: Invitation
    mail: OutboxEffect | None

    @property
    def delivery(self) -> Delivery | None:
        """Where the mail stands; None when there never was one to send."""
        bounced = self.invitation.bounced_at is not None
        if self.mail is None:
            return Delivery.BOUNCED if bounced else None
        return delivery(EffectState(self.mail.state), attempts=self.mail.attempts, bounced=bounced)

    @property
    def at(self) -> datetime | None:
        """When it happened, or when it is tried next."""
        if self.invitation.bounced_at or self.mail is None:
            return self.invitation.bounced_at
        return self.mail.finished_at or self.mail.next_attempt_at

    @property
    def is_unreached(self) -> bool:
        """Whether somebody has to mend the address before the invitation can be answered."""
        return self.invitation.bounced_at is not None and self.invitation.state == InvitationState.OPEN


def rows_of(collaborations: list[Collaboration]) -> dict[UUID, list[InvitationRow]]:
    """The recipients of each request, in two queries."""
    invitations = list(Invitation.objects.filter(collaboration__in=collaborations).order_by("name", "pk"))
    mails = latest_mails(invitation.pk for invitation in invitations)
    rows: dict[UUID, list[InvitationRow]] = {}
    for invitation in invitations:
        row = InvitationRow(invitation, mails.get(invitation.pk))
        rows.setdefault(invitation.collaboration_id, []).append(row)
    return rows


def latest_mails(invitation_ids: Iterable[UUID]) -> dict[UUID, OutboxEffect]:
    """For each invitation the mail that went out or was tried last, or else the first that is on its way.

    What was due when nobody could answer any longer was never sent, and has no reference.
    """
    unsent = Q(state=EffectState.SENT, external_reference="")
    mails = effects_of(invitation_ids).filter(kind=MAILED).exclude(unsent)
    found: dict[UUID, OutboxEffect] = {}
    for mail in sorted(mails, key=_moment):
        if mail.subject_id not in found or _has_begun(mail):
            found[mail.subject_id] = mail
    return found


def unreached_of(collaboration: Collaboration) -> QuerySet[Invitation]:
    """The invitations whose address no mail reaches."""
    open_ = Invitation.objects.filter(collaboration=collaboration, state=InvitationState.OPEN)
    return open_.filter(bounced_at__isnull=False).order_by("email")


def open_invitations_to(email: str) -> list[tuple[UUID, UUID, UUID]]:
    """Id, firm and company of every invitation to an address that still answers, whoever sent it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM open_invitations_to(%s)", [email])
        return sorted(cursor.fetchall(), key=lambda row: (row[2], row[0]))


def _moment(mail: OutboxEffect) -> datetime:
    return mail.finished_at or mail.next_attempt_at


def _has_begun(mail: OutboxEffect) -> bool:
    return mail.finished_at is not None or mail.attempts > 0 or mail.next_attempt_at <= clock.now()
