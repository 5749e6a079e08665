"""What the firm does with a request that waits: reminding, withdrawing; and its lapse."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from collaborations.models import Collaboration, Invitation
from collaborations.operations.carrying_out import tell
from collaborations.operations.grants import end_preparation
from collaborations.operations.handover import withdraw_agreed
from collaborations.operations.invitations import (
    close_invitations,
    mail_invitations,
    open_invitations,
    token_of,
)
from collaborations.operations.locks import locked
from collaborations.operations.refusals import NobodyReached, RemindedRecently, TooManyReminders
from collaborations.operations.work import Work
from collaborations.queries.people import firm_person
from collaborations.rules.invitations import MAX_MAILS, REMINDER_PAUSE, InvitationAction
from collaborations.rules.states import Action, State
from collaborations.rules.tokens import hash_of
from common.rls import as_system
from events.models import AuditEvent
from events.operations import record
from events.queries import events_of_subject

REASON = "a request belongs to both parties"


@transaction.atomic
def remind(*, collaboration: Collaboration, by: User, at: datetime) -> None:
    """Mail the open invitations again, apart from those that reach nobody.

    Raises TransitionNotAllowed, NobodyReached, RemindedRecently or TooManyReminders.
    """
    with as_system(reason=REASON, firm_id=collaboration.firm_id, company_id=collaboration.company_id):
        fresh = locked(collaboration.pk, collaboration.company_id)
        fresh.apply(Action.REMIND)
        invitations = [one for one in open_invitations(fresh) if one.bounced_at is None]
        if not invitations:
            raise NobodyReached
        if at - _last_mailed(fresh, invitations) < REMINDER_PAUSE:
            raise RemindedRecently
        if any(invitation.sent_number >= MAX_MAILS for invitation in invitations):
            raise TooManyReminders
        work = Work(fresh, _record("reminded", fresh, by.pk), by.pk, at)
        for invitation in invitations:
            invitation.apply(InvitationAction.SEND)
            invitation.sent_number += 1
            invitation.token_hash = hash_of(token_of(invitation))
            invitation.save(update_fields=["state", "sent_number", "token_hash"])
            mail_invitations(invitation, {f"by-hand-{invitation.sent_number}": at}, work)


@transaction.atomic
def withdraw(*, collaboration: Collaboration, by: User, at: datetime) -> None:
    """Take the request back; its links stop answering with the commit. An approved handover is called off.

    Raises TransitionNotAllowed, HandoverDue.
    """
    with as_system(reason=REASON, firm_id=collaboration.firm_id, company_id=collaboration.company_id):
        fresh = locked(collaboration.pk, collaboration.company_id)
        if fresh.state == State.AGREED:
            withdraw_agreed(fresh, by=by, at=at)
            return
        fresh.apply(Action.WITHDRAW)
        fresh.save(update_fields=["state"])
        close_invitations(fresh)
        _record("withdrawn", fresh, by.pk)
        end_preparation(fresh, by=by.pk, at=at, reason="withdrawn")


@transaction.atomic
def expire(*, collaboration: Collaboration, at: datetime) -> None:
    """Let an unanswered request lapse and tell its sender; does nothing when it was answered or is not due."""
    with as_system(reason=REASON, firm_id=collaboration.firm_id, company_id=collaboration.company_id):
        fresh = locked(collaboration.pk, collaboration.company_id)
        if fresh.state != State.REQUESTED or fresh.expires_at is None or fresh.expires_at > at:
            return
        fresh.apply(Action.EXPIRE)
        fresh.save(update_fields=["state"])
        close_invitations(fresh)
        work = Work(fresh, _record("expired", fresh, None), None, at)
        end_preparation(fresh, by=None, at=at, reason="expired")
        tell([firm_person(fresh.requested_by)], work, occasion="expired")


def _last_mailed(collaboration: Collaboration, invitations: list[Invitation]) -> datetime:
    """When the recipients were written to last, also by a mail that still is on its way."""
    reminded = events_of_subject(collaboration.pk).filter(kind="collaborations.reminded")
    asked = [event.occurred_at for event in reminded]
    sent = [invitation.sent_at for invitation in invitations if invitation.sent_at]
    return max((collaboration.requested_at, *asked, *sent))


def _record(kind: str, collaboration: Collaboration, by: UUID | None) -> AuditEvent:
    return record(
        f"collaborations.{kind}",
        by=by,
        subject=collaboration,
        firm_id=collaboration.firm_id,
        company_id=collaboration.company_id,
    )
