"""What a change of a collaboration would do, and the changes there are."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.employee_groups import EmployeeGroup, groups_of
from accounts.models import User
from accounts.permissions import GrantScope
from accounts.queries import staff_of
from advisor.models import Assignment
from collaborations.models import Collaboration, CollaborationChange
from collaborations.models.change import written
from collaborations.queries.ending import closed_by, people_of
from collaborations.queries.facts import facts_for
from collaborations.queries.people import firm_person, staff_on
from collaborations.rules.change_planning import AssignmentFacts, ChangeFacts, asks_client, first_day_of, plan_change
from collaborations.rules.changes import (
    OPEN_CHANGES,
    ChangeState,
    DayProblem,
    Subject,
    day_problem,
    next_period_on,
    subjects_between,
)
from collaborations.rules.periods import period_end
from collaborations.rules.planning import Plan
from collaborations.rules.states import State
from collaborations.rules.terms import Terms
from common.rls import as_system


@dataclass(frozen=True)
class Proposed:
    """What is chosen: the new terms, the assignment, and from which day; no day: as soon as it can be."""

    terms: Terms
    assignment: Assignment
    day: date | None = None


@dataclass(frozen=True)
class Outlook:
    """What choosing so would mean. `day`: the later day on which it happens, None for at once."""

    plan: Plan
    day: date | None
    day_problem: DayProblem | None
    subjects: frozenset[Subject]
    asks: bool
    """Whether the client has to accept."""
    first_day: date | None = None
    """When the next period begins, for a change that has to wait for it."""


def with_parties(collaboration: Collaboration) -> Collaboration:
    """The collaboration with the firm's side of it, also where the company looks at it."""
    with _both_parties(collaboration):
        rows = Collaboration.objects.select_related("client", "assignment", "firm", "company")
        return rows.get(pk=collaboration.pk)


def groups_to_agree_about(collaboration: Collaboration) -> list[EmployeeGroup]:
    """The company's employee groups, where something can be agreed about them."""
    if not collaboration.terms.offer.does_payroll:
        return []
    with _both_parties(collaboration):
        return groups_of(collaboration.company_id)


def outlook_of(
    collaboration: Collaboration,
    proposed: Proposed,
    *,
    asker: User | None,
    today: date,
    answering: CollaborationChange | None = None,
) -> Outlook:
    """The plan for a change as things stand; `answering`: the question that the client says yes to."""
    with _both_parties(collaboration):
        before, after = collaboration.terms, proposed.terms
        first_day = first_day_of(before, after, _next_period(collaboration, today))
        day = first_day or proposed.day
        later = day if day and day > today else None
        moves = collaboration.assignment_id != proposed.assignment.pk
        facts = _facts(collaboration, proposed, asker, answering)
        return Outlook(
            plan=plan_change(facts, before, after, day=later, answered=answering is not None),
            day=later,
            day_problem=day_problem(proposed.day, first_day=first_day, today=today),
            subjects=subjects_between(before, after, assignment_moves=moves),
            asks=answering is None and asks_client(facts, before, after),
            first_day=first_day,
        )


def answer_outlook_of(change: CollaborationChange, collaboration: Collaboration, *, today: date) -> Outlook:
    """What accepting would do: a day that has passed while the client thought is no day any longer."""
    with _both_parties(collaboration):
        day = change.effective_on if change.effective_on and change.effective_on > today else None
        proposed = Proposed(change.after_terms, assignment_of(change), day)
        return outlook_of(collaboration, proposed, asker=change.asked_by, today=today, answering=change)


def plan_now(change: CollaborationChange, collaboration: Collaboration) -> Plan:
    """What carrying out a decided change would do."""
    with _both_parties(collaboration):
        proposed = Proposed(change.after_terms, assignment_of(change))
        facts = _facts(collaboration, proposed, None, change)
        return plan_change(facts, collaboration.terms, proposed.terms, answered=True)


def is_as_before(change: CollaborationChange, collaboration: Collaboration) -> bool:
    """Whether the collaboration still is what the change was decided for."""
    former = {"group_responsibilities": [], **change.before}
    now: bool = former == written(collaboration.terms, collaboration.assignment_id)
    return now


def open_change_of(collaboration: Collaboration) -> CollaborationChange | None:
    """The change that is decided or asked for; needs the scope of one of the parties."""
    return shown_changes([collaboration.pk], open_only=True).get(collaboration.pk)


def shown_changes(collaboration_ids: Iterable[UUID], *, open_only: bool = False) -> dict[UUID, CollaborationChange]:
    """For each collaboration the change that its card tells of: one to come, or the last if it came to nothing."""
    rows = CollaborationChange.objects.filter(collaboration_id__in=list(collaboration_ids))
    rows = rows.select_related("collaboration", "asked_by", "answered_by")
    latest = {change.collaboration_id: change for change in rows.order_by("asked_at", "pk")}
    told = OPEN_CHANGES if open_only else {*OPEN_CHANGES, ChangeState.FAILED, ChangeState.DECLINED, ChangeState.EXPIRED}
    return {key: change for key, change in latest.items() if change.state in told}


def assignment_of(change: CollaborationChange) -> Assignment:
    """The assignment that the collaboration is to follow; needs the firm's scope."""
    return Assignment.objects.get(pk=change.after["assignment_id"])


def _both_parties(collaboration: Collaboration) -> AbstractContextManager[None]:
    tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    return as_system(reason="the plan of a change needs facts of both parties", **tenant)


def _next_period(collaboration: Collaboration, today: date) -> date | None:
    months, start, free = collaboration.period_months, collaboration.period_starts_on, collaboration.free_until
    if collaboration.period_ends_on is None or start is None or months is None:
        return None
    # What costs nothing at first is billed in periods that are counted from the day on which it costs something.
    ends_on = period_end(free, months) if free and free > start else collaboration.period_ends_on
    return next_period_on(ends_on, months, today)


def _facts(
    collaboration: Collaboration, proposed: Proposed, asker: User | None, planned: CollaborationChange | None
) -> ChangeFacts:
    old, new = collaboration.assignment, proposed.assignment
    parties = facts_for(
        collaboration.client, collaboration.service, assignment=new, contact=None, sender=None,
        apart_from=[collaboration.pk],
    )  # fmt: skip
    others = CollaborationChange.objects.filter(collaboration=collaboration, state__in=OPEN_CHANGES)
    if planned is not None:
        others = others.exclude(pk=planned.pk)
    return ChangeFacts(
        parties=parties,
        old=AssignmentFacts(old.name, staff_on(old), old.pk),
        new=AssignmentFacts(new.name, parties.staff, new.pk),
        state=State(collaboration.state),
        change_open=others.exists(),
        lon_direct_closed=people_of(closed_by(collaboration, GrantScope.LON_DIRECT)),
        own_payroll_closed=people_of(closed_by(collaboration, GrantScope.PAYROLL)),
        asker=firm_person(asker) if asker and _is_staff(asker, collaboration) else None,
    )


def _is_staff(user: User, collaboration: Collaboration) -> bool:
    return staff_of(collaboration.firm_id).filter(pk=user.pk).exists()
