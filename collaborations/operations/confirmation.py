"""A collaboration that waits for something outside it begins in the same commit in which that is done."""

from collections.abc import Callable
from datetime import datetime

from collaborations.models import Collaboration
from collaborations.operations.carrying_out import carry_out
from collaborations.operations.locks import locked, require
from collaborations.operations.work import Work
from collaborations.queries.facts import facts_of_collaboration
from collaborations.rules.effects import Moment
from collaborations.rules.planning import Plan, plan_acceptance
from collaborations.rules.states import State
from events.models import AuditEvent


def begin_once(collaboration: Collaboration, done: Callable[[Collaboration], AuditEvent], *, at: datetime) -> bool:
    """Do what was waited for and let the collaboration begin; nothing when it no longer is being activated.

    `done` does it and tells it. Raises Blocked while something stands in the way. Needs both parties' scope.
    """
    fresh = locked(collaboration.pk, collaboration.company_id)
    if fresh.state != State.ACTIVATING:
        return False
    # Made before anything is done, so that the effects are those that were announced.
    plan = beginning_of(fresh)
    require(plan, None)
    carry_out(plan.due(Moment.ON_CONFIRMATION), Work(fresh, done(fresh), None, at))
    return True


def beginning_of(collaboration: Collaboration) -> Plan:
    """What begins when it is confirmed."""
    return plan_acceptance(facts_of_collaboration(collaboration, contact=None), collaboration.terms)
