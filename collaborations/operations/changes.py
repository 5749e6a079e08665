"""Changing an active collaboration: at once, on a later day, or when the client has accepted.

A run that is being calculated does not stand in the way: who may approve or deliver it is asked when they do it.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from collaborations.models import Collaboration, CollaborationChange
from collaborations.models.change import written
from collaborations.operations.activation import refuse_terms
from collaborations.operations.carrying_out import carry_out
from collaborations.operations.change_effects import CHANGED, tell_of_change
from collaborations.operations.grants import follow_grants
from collaborations.operations.locks import locked, require
from collaborations.operations.refusals import ChangeGone, DayRefused, ForeignChoice, MayNotChange, NothingToChange
from collaborations.operations.work import Work
from collaborations.queries.changes import Outlook, Proposed, is_as_before, outlook_of, plan_now
from collaborations.queries.ending import parties_of
from collaborations.queries.people import firm_person
from collaborations.rules.changes import TERMS_CHANGED, ChangeAction, ChangeState, Role, may_change
from collaborations.rules.effects import Moment
from collaborations.rules.planning import INVITATION_DAYS, Plan
from collaborations.rules.terms import BillingRecipient
from common.clock import STOCKHOLM
from common.rls import as_system
from events.operations import record

REASON = "a change concerns both parties"


@transaction.atomic
def change(
    *,
    collaboration: Collaboration,
    proposed: Proposed,
    by: User,
    role: Role,
    at: datetime,
    seen: str | None = None,
) -> CollaborationChange:
    """Carry out, schedule or ask for a change; `seen` is the digest of the plan that was shown.

    Raises MayNotChange, NothingToChange, ForeignChoice, TermsRefused, DayRefused, Blocked or PlanChanged, and has
    then changed nothing.
    """
    with as_system(reason=REASON, **_tenant(collaboration)):
        fresh = locked(collaboration.pk, collaboration.company_id)
        refuse_terms(proposed.terms)
        if proposed.assignment.client_id != fresh.client_id:
            raise ForeignChoice
        outlook = outlook_of(fresh, proposed, asker=by, today=on(at))
        _refuse(outlook, role, included=bool(fresh.included_in))
        require(outlook.plan, seen)
        planned = _planned(fresh, proposed, outlook, by, role, at)
        if outlook.asks or outlook.day is not None:
            planned.save(force_insert=True)
            work = work_on("change_asked" if outlook.asks else "change_decided", planned, fresh, by.pk, at)
            carry_out(outlook.plan.due(Moment.NOW), work)
        else:
            carry_out_plan(planned, outlook.plan, fresh, by.pk, at)
    return planned


@transaction.atomic
def cancel_change(*, change: CollaborationChange, by: User, role: Role, at: datetime) -> CollaborationChange:
    """What was decided or asked for does not come; for whoever may decide it. Raises MayNotChange, ChangeGone."""
    with as_system(reason=REASON, **_tenant(change)):
        fresh, collaboration = locked_change(change)
        if not fresh.is_open:
            raise ChangeGone
        if not may_change(role, fresh.subjects):
            raise MayNotChange
        asked = fresh.state == ChangeState.WAITING_FOR_CLIENT
        finish(fresh, ChangeAction.CANCEL, at)
        work = work_on("change_withdrawn" if asked else "change_cancelled", fresh, collaboration, by.pk, at)
        staff, _client, administrators = parties_of(collaboration)
        tell_of_change(staff, work, occasion="cancelled_firm")
        tell_of_change(administrators, work, occasion="cancelled_client")
    return fresh


@transaction.atomic
def change_when_due(*, change: CollaborationChange, at: datetime) -> None:
    """Carry out a decided change whose day has come; what stands in its way is told instead."""
    with as_system(reason=REASON, **_tenant(change)):
        fresh, collaboration = locked_change(change)
        due = fresh.effective_on is not None and fresh.effective_on <= on(at)
        if fresh.state == ChangeState.PENDING and due:
            carry_out_or_fail(fresh, collaboration, by=None, at=at)


def carry_out_or_fail(
    change: CollaborationChange, collaboration: Collaboration, *, by: UUID | None, at: datetime
) -> None:
    """The plan is made anew: people may have come and gone, and something may have come in between."""
    plan = plan_now(change, collaboration)
    codes = [str(blocker.code) for blocker in plan.blockers]
    if not is_as_before(change, collaboration):
        codes.append(TERMS_CHANGED)
    if not codes:
        carry_out_plan(change, plan, collaboration, by, at)
        return
    change.reason = ",".join(codes)
    finish(change, ChangeAction.FAIL, at)
    work = work_on("change_failed", change, collaboration, by, at)
    tell_of_change((firm_person(change.asked_by),), work, occasion=f"failed_{change.party.lower()}")


def locked_change(change: CollaborationChange) -> tuple[CollaborationChange, Collaboration]:
    """The change and its collaboration as they stand once the company's lock is held."""
    collaboration = locked(change.collaboration_id, change.company_id)
    rows = CollaborationChange.objects.select_related("asked_by").select_for_update(of=("self",))
    fresh = rows.get(pk=change.pk)
    fresh.collaboration = collaboration
    return fresh, collaboration


def finish(change: CollaborationChange, action: ChangeAction, at: datetime) -> None:
    """It is over, and came to nothing. Raises TransitionNotAllowed."""
    change.apply(action)
    change.finished_at = at
    change.save()


def _refuse(outlook: Outlook, role: Role, *, included: bool) -> None:
    if not outlook.subjects:
        raise NothingToChange
    if not may_change(role, outlook.subjects, included=included):
        raise MayNotChange
    if outlook.day_problem is not None:
        raise DayRefused(outlook.day_problem)


def _planned(
    collaboration: Collaboration, proposed: Proposed, outlook: Outlook, by: User, role: Role, at: datetime
) -> CollaborationChange:
    state = ChangeState.WAITING_FOR_CLIENT if outlook.asks else ChangeState.PENDING
    return CollaborationChange(
        firm_id=collaboration.firm_id,
        company_id=collaboration.company_id,
        collaboration=collaboration,
        before=written(collaboration.terms, collaboration.assignment_id),
        after=written(proposed.terms, proposed.assignment.pk),
        effective_on=outlook.day if outlook.asks else outlook.day or on(at),
        state=state.value,
        expires_at=at + timedelta(days=INVITATION_DAYS) if outlook.asks else None,
        party=BillingRecipient.CLIENT if role is Role.CLIENT else BillingRecipient.FIRM,
        asked_by=by,
        asked_at=at,
    )


def carry_out_plan(
    change: CollaborationChange, plan: Plan, collaboration: Collaboration, by: UUID | None, at: datetime
) -> None:
    """The effects set the terms in memory, so that they are saved together, as the constraints want them."""
    change.apply(ChangeAction.CARRY_OUT)
    change.finished_at = at
    change.save()
    work = work_on("changed", change, collaboration, by, at)
    carry_out(plan.due(Moment.NOW), work)
    collaboration.save(update_fields=CHANGED)
    # An employee group may have a row of its own now, also where nobody gains or loses anything by it.
    follow_grants(collaboration, by=by, on=on(at), reason=str(work.cause.kind))


def work_on(
    kind: str, change: CollaborationChange, collaboration: Collaboration, by: UUID | None, at: datetime
) -> Work:
    """Work on a change, with the event that causes what follows."""
    cause = record(
        f"collaborations.{kind}",
        by=by,
        subject=collaboration,
        data={"change": change.pk, "subjects": sorted(change.subjects)},
        **_tenant(change),
    )
    return Work(collaboration, cause, by, at, change=change)


def on(at: datetime) -> date:
    """The date in Sweden."""
    return at.astimezone(STOCKHOLM).date()


def _tenant(row: Collaboration | CollaborationChange) -> dict[str, UUID]:
    return {"firm_id": row.firm_id, "company_id": row.company_id}
