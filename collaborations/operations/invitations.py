"""Making invitations, and the effects that mail them."""

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256

from django.conf import settings

from collaborations.models import Collaboration, Invitation
from collaborations.operations.work import Work
from collaborations.rules.effects import RequestSent
from collaborations.rules.invitations import (
    REMINDER_DAYS,
    InvitationAction,
    InvitationState,
    occasion_after,
    reminder_day,
)
from collaborations.rules.tokens import hash_of, token_for
from common.clock import STOCKHOLM
from events.models import OutboxEffect
from events.operations import effect_of, enqueue, enqueue_all

FIRST = "first"


def token_of(invitation: Invitation) -> str:
    """The secret of an invitation's link; the same each time."""
    key = sha256(b"collaborations.invitations:" + settings.SECRET_KEY.encode()).digest()
    return token_for(key=key, invitation_id=invitation.pk.bytes, salt=bytes(invitation.salt))


def send_request(effect: RequestSent, work: Work) -> None:
    """One invitation for each recipient, mailed now and again while nobody answers."""
    collaboration = work.collaboration
    expires_at = collaboration.expires_at or work.at
    for person in effect.people:
        invitation = Invitation(
            firm_id=collaboration.firm_id,
            company_id=collaboration.company_id,
            collaboration=collaboration,
            user_id=person.user_id,
            name=person.name,
            email=person.email.lower(),
            expires_at=expires_at,
        )
        invitation.token_hash = hash_of(token_of(invitation))
        invitation.save(force_insert=True)
        reminders = {occasion_after(days): on_day(reminder_day(work.on, days), work.at) for days in REMINDER_DAYS}
        mail_invitations(invitation, {FIRST: work.at, **reminders}, work)


def on_day(day: date, at: datetime) -> datetime:
    """The same time of the day in Sweden, on another day."""
    return datetime.combine(day, at.astimezone(STOCKHOLM).time(), STOCKHOLM)


def mail_invitations(invitation: Invitation, occasions: Mapping[str, datetime], work: Work) -> None:
    """Queue the mails for some occasions, none before its time; the same occasion is never mailed twice."""
    enqueue_all(
        effect_of(
            "collaborations.send_invitation",
            dedupe_key=f"invitation:{invitation.pk}:{occasion}",
            cause=work.cause,
            subject_id=invitation.pk,
            not_before=at,
            invitation_id=invitation.pk,
            occasion=occasion,
        )
        for occasion, at in occasions.items()
    )


def postpone_mail(invitation: Invitation, occasion: str, until: datetime) -> None:
    """Queue the mail once more for a later day: the machine was late, and meanwhile a red day had begun."""
    first = OutboxEffect.objects.select_related("cause").get(dedupe_key=f"invitation:{invitation.pk}:{occasion}")
    enqueue(
        "collaborations.send_invitation",
        dedupe_key=f"{first.dedupe_key}:{until.date().isoformat()}",
        cause=first.cause,
        subject_id=invitation.pk,
        not_before=until,
        invitation_id=invitation.pk,
        occasion=occasion,
    )


def close_invitations(collaboration: Collaboration) -> None:
    """Nobody can answer any longer."""
    for invitation in open_invitations(collaboration):
        invitation.apply(InvitationAction.CLOSE)
        invitation.save(update_fields=["state"])


def open_invitations(collaboration: Collaboration) -> list[Invitation]:
    """The invitations that still answer, locked."""
    invitations = Invitation.objects.filter(collaboration=collaboration, state=InvitationState.OPEN)
    return list(invitations.select_for_update().order_by("pk"))
