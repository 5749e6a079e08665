"""The client answers a question about a change: accepting or declining, once; and its lapse."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from collaborations.models import Collaboration, CollaborationChange
from collaborations.models.change import written
from collaborations.operations.carrying_out import carry_out
from collaborations.operations.change_effects import tell_of_change
from collaborations.operations.changes import carry_out_plan, finish, locked_change, on, work_on
from collaborations.operations.locks import require
from collaborations.operations.refusals import ChangeGone, NotTheInvited
from collaborations.queries.changes import answer_outlook_of
from collaborations.queries.people import firm_person, recipients_of
from collaborations.rules.changes import ChangeAction, ChangeState
from collaborations.rules.effects import Moment
from common.rls import as_system

REASON = "an answer changes the data of both parties"


@transaction.atomic
def accept_change(
    *, change: CollaborationChange, by: User, at: datetime, seen: str | None = None
) -> CollaborationChange:
    """Accept for the company: it happens now, or on its day. Raises ChangeGone, NotTheInvited, Blocked, PlanChanged."""
    with as_system(reason=REASON, firm_id=change.firm_id, company_id=change.company_id):
        fresh, collaboration = _open(change, by, at)
        outlook = answer_outlook_of(fresh, collaboration, today=on(at))
        require(outlook.plan, seen)
        fresh.apply(ChangeAction.ACCEPT)
        # What was accepted is the plan from where things stand now, not from where they stood when it was asked.
        fresh.before = written(collaboration.terms, collaboration.assignment_id)
        fresh.answered_by, fresh.answered_at = by, at
        fresh.effective_on = outlook.day or on(at)
        fresh.save()
        work = work_on("change_accepted", fresh, collaboration, by.pk, at)
        if outlook.day is None:
            carry_out_plan(fresh, outlook.plan, collaboration, by.pk, at)
        else:
            carry_out(outlook.plan.due(Moment.NOW), work)
    return fresh


@transaction.atomic
def decline_change(*, change: CollaborationChange, by: User, reason: str, at: datetime) -> CollaborationChange:
    """Decline for the company, with a reason that the firm reads. Raises ChangeGone, NotTheInvited."""
    with as_system(reason=REASON, firm_id=change.firm_id, company_id=change.company_id):
        fresh, collaboration = _open(change, by, at)
        fresh.reason, fresh.answered_by, fresh.answered_at = reason, by, at
        finish(fresh, ChangeAction.DECLINE, at)
        work = work_on("change_declined", fresh, collaboration, by.pk, at)
        tell_of_change((firm_person(fresh.asked_by),), work, occasion="refused_firm")
    return fresh


@transaction.atomic
def expire_change(*, change: CollaborationChange, at: datetime) -> None:
    """Let an unanswered question lapse and tell who asked; does nothing when it was answered or is not due."""
    with as_system(reason=REASON, firm_id=change.firm_id, company_id=change.company_id):
        fresh, collaboration = locked_change(change)
        if fresh.state != ChangeState.WAITING_FOR_CLIENT or fresh.expires_at is None or fresh.expires_at > at:
            return
        finish(fresh, ChangeAction.EXPIRE, at)
        work = work_on("change_expired", fresh, collaboration, None, at)
        tell_of_change((firm_person(fresh.asked_by),), work, occasion="lapsed_firm")


def _open(change: CollaborationChange, by: User, at: datetime) -> tuple[CollaborationChange, Collaboration]:
    fresh, collaboration = locked_change(change)
    waits = fresh.state == ChangeState.WAITING_FOR_CLIENT and fresh.expires_at is not None and fresh.expires_at > at
    if not waits:
        raise ChangeGone
    if by.pk not in {person.user_id for person in recipients_of(fresh.company_id, fresh.firm_id)}:
        raise NotTheInvited
    return fresh, collaboration
