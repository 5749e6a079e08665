"""Ending a collaboration, at once or after a last day: access closes with the commit, data stays."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from collaborations.models import Collaboration
from collaborations.operations.carrying_out import carry_out, tell
from collaborations.operations.invitations import close_invitations
from collaborations.operations.locks import locked, require
from collaborations.operations.refusals import EndedByOther, IsHandedOver, LastDayPassed
from collaborations.operations.work import Work, after
from collaborations.queries.ending import end_plan_of, parties_of
from collaborations.rules.after_end import AfterEnd
from collaborations.rules.effects import Moment
from collaborations.rules.ending import may_cancel_end
from collaborations.rules.planning import Plan
from collaborations.rules.states import Action, State
from collaborations.rules.terms import BillingRecipient
from common.clock import STOCKHOLM
from common.rls import as_system
from events.operations import record

REASON = "ending closes access on both sides"
DECIDED = ("ends_on", "ended_by", "ended_by_party", "end_reason", "after_end")


@transaction.atomic
def end(
    *,
    collaboration: Collaboration,
    by: User,
    party: BillingRecipient,
    reason: str,
    at: datetime,
    seen: str | None = None,
    after_end: AfterEnd = AfterEnd.READ_ONLY,
) -> Collaboration:
    """End at once, for the firm or for the client. Raises TransitionNotAllowed, PlanChanged."""
    with as_system(reason=REASON, **_tenant(collaboration)):
        fresh = locked(collaboration.pk, collaboration.company_id)
        plan = end_plan_of(fresh, after_end=after_end)
        fresh.apply(Action.END)
        require(plan, seen)
        fresh.after_end = after_end
        _end(fresh, by, party, reason, at)
        data = {"party": party, "after_end": after_end}
        cause = record("collaborations.ended", by=by.pk, subject=fresh, data=data, **_tenant(fresh))
        carry_out(plan.effects, Work(fresh, cause, by.pk, at))
    return fresh


@transaction.atomic
def schedule_end(
    *,
    collaboration: Collaboration,
    by: User,
    party: BillingRecipient,
    reason: str,
    last_day: date,
    at: datetime,
    seen: str | None = None,
    after_end: AfterEnd = AfterEnd.READ_ONLY,
) -> Collaboration:
    """Let the collaboration end after a last day. Raises LastDayPassed, TransitionNotAllowed, PlanChanged."""
    with as_system(reason=REASON, **_tenant(collaboration)):
        fresh = locked(collaboration.pk, collaboration.company_id)
        if last_day < at.astimezone(STOCKHOLM).date():
            raise LastDayPassed
        plan = end_plan_of(fresh, last_day, after_end)
        fresh.apply(Action.SCHEDULE_END)
        require(plan, seen)
        fresh.ends_on, fresh.ended_by, fresh.ended_by_party, fresh.end_reason = last_day, by, party, reason
        fresh.after_end = after_end
        fresh.save(update_fields=["state", *DECIDED])
        data = {"party": party, "day": last_day, "after_end": after_end}
        cause = record("collaborations.end_scheduled", by=by.pk, subject=fresh, data=data, **_tenant(fresh))
        carry_out(plan.due(Moment.NOW), Work(fresh, cause, by.pk, at))
    return fresh


@transaction.atomic
def cancel_end(*, collaboration: Collaboration, by: User, party: BillingRecipient, at: datetime) -> Collaboration:
    """The party that decided it goes on, while the last day has not passed.

    Raises IsHandedOver, EndedByOther, TransitionNotAllowed.
    """
    with as_system(reason=REASON, **_tenant(collaboration)):
        fresh = locked(collaboration.pk, collaboration.company_id)
        _refuse_unless_own(fresh, party)
        fresh.apply(Action.CANCEL_END)
        fresh.ends_on, fresh.ended_by, fresh.ended_by_party, fresh.end_reason = None, None, "", ""
        fresh.after_end = ""
        fresh.save(update_fields=["state", *DECIDED])
        cause = record("collaborations.end_cancelled", by=by.pk, subject=fresh, data={"party": party}, **_tenant(fresh))
        work = Work(fresh, cause, by.pk, at)
        staff, _client, administrators = parties_of(fresh)
        tell(staff, work, occasion="end_cancelled_firm")
        tell(administrators, work, occasion="end_cancelled_client")
    return fresh


@transaction.atomic
def end_when_due(*, collaboration: Collaboration, last_day: date, at: datetime) -> None:
    """End the collaboration if this still is its last day and the day has passed."""
    with as_system(reason=REASON, **_tenant(collaboration)):
        fresh = locked(collaboration.pk, collaboration.company_id)
        if fresh.state != State.ENDING or fresh.ends_on != last_day or at < after(last_day):
            return
        if fresh.after_end != AfterEnd.HANDED_OVER:  # otherwise the new firm begins in the same transaction
            come_to_end(fresh, end_plan_of(fresh), at=at)


def come_to_end(fresh: Collaboration, plan: Plan, *, at: datetime) -> None:
    """Carry out an end that was decided for a day that has passed; in its lock and scope."""
    fresh.apply(Action.END)
    _end(fresh, fresh.ended_by, BillingRecipient(fresh.ended_by_party), fresh.end_reason, at)
    data = {"party": fresh.ended_by_party, "day": fresh.ends_on, "after_end": fresh.after_end}
    cause = record("collaborations.ended", by=None, subject=fresh, data=data, **_tenant(fresh))
    carry_out(plan.effects, Work(fresh, cause, None, at))


def _refuse_unless_own(fresh: Collaboration, party: BillingRecipient) -> None:
    if fresh.state != State.ENDING:
        return
    if fresh.is_handed_over:
        raise IsHandedOver
    decided_by = BillingRecipient(fresh.ended_by_party)
    if not may_cancel_end(decided_by, party):
        raise EndedByOther(decided_by)


def _tenant(collaboration: Collaboration) -> dict[str, UUID]:
    return {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}


def _end(collaboration: Collaboration, by: User | None, party: BillingRecipient, reason: str, at: datetime) -> None:
    """It may have begun while this waited for the lock: the end never lies before the beginning."""
    values: dict[str, Any] = {
        "ended_at": max(at, collaboration.activated_at or at),
        "ended_by": by,
        "ended_by_party": party,
        "end_reason": reason,
    }
    for name, value in values.items():
        setattr(collaboration, name, value)
    collaboration.save(update_fields=["state", "after_end", *values])
    close_invitations(collaboration)
