"""Hiring somebody again who was employed before, and taking that back."""

from datetime import date
from uuid import UUID

from django.db import transaction

from employment.models import Employee, FormerEmployment
from employment.operations.completion import refresh_completeness
from employment.operations.logins import follow_leaving
from employment.operations.rows import locked_employee
from employment.removal import held_by
from employment.rules.employments import can_be_ended_before, in_the_way
from employment.rules.periods import ONE_DAY, Period
from events.models import AuditEvent
from events.operations import record


class EmploymentOverlaps(ValueError):
    """The new employment would overlap `other`; `can_be_ended` when that one can end the day before."""

    def __init__(self, other: Period, *, can_be_ended: bool) -> None:
        super().__init__(other)
        self.other, self.can_be_ended = other, can_be_ended


class RehiringKept(ValueError):
    """The new employment stays; the text says why."""


@transaction.atomic
def hire_again(
    *,
    employee: Employee,
    first: date,
    last: date | None = None,
    ends_other: bool = False,
    by: UUID | None,
    firm_id: UUID | None = None,
) -> Employee:
    """A new employment from a day; what is agreed goes on until somebody changes it.

    `ends_other`: an employment in the way ends the day before. Raises EmploymentOverlaps.
    """
    locked = locked_employee(employee)
    other, was_to_end_on = in_the_way(locked.employments, first), locked.left_on
    if other is not None:
        is_latest = other.starts_on == locked.hired_on
        can_be_ended = is_latest and can_be_ended_before(other, first)
        if not (ends_other and can_be_ended):
            raise EmploymentOverlaps(other, can_be_ended=can_be_ended)
        locked.left_on = first - ONE_DAY
    former = FormerEmployment.objects.create(
        company_id=locked.company_id,
        employee=locked,
        starts_on=locked.hired_on,
        ends_on=locked.left_on or first - ONE_DAY,
        ended_for_next=other is not None,
        was_to_end_on=was_to_end_on if other else None,
    )
    data = {"number": locked.number, "from": first, "former_to": former.ends_on}
    return _employed(locked, first, last, _record("employment.hired_again", locked, by, firm_id, data))


@transaction.atomic
def take_back_hiring(*, employee: Employee, by: UUID | None, firm_id: UUID | None = None) -> Employee:
    """The employment before is the latest again. Raises RehiringKept for one that anything is held of, or the first."""
    locked = locked_employee(employee)
    former = FormerEmployment.objects.filter(employee=locked).order_by("starts_on").last()
    obstacle = held_by(locked, locked.hired_on)
    if former is None or obstacle:
        raise RehiringKept(obstacle or "")
    former.delete()
    data = {"number": locked.number, "from": locked.hired_on}
    cause = _record("employment.hiring_taken_back", locked, by, firm_id, data)
    last = former.was_to_end_on if former.ended_for_next else former.ends_on
    return _employed(locked, former.starts_on, last, cause)


def _employed(locked: Employee, first: date, last: date | None, cause: AuditEvent) -> Employee:
    locked.hired_on, locked.left_on = first, last
    locked.save(update_fields=["hired_on", "left_on"])
    follow_leaving(employee=locked, cause=cause)
    refresh_completeness(
        company_id=locked.company_id, employee_ids=[locked.pk], by=cause.actor_id, firm_id=cause.firm_id
    )
    return locked


def _record(
    kind: str, employee: Employee, by: UUID | None, firm_id: UUID | None, data: dict[str, object]
) -> AuditEvent:
    return record(kind, by=by, subject=employee, company_id=employee.company_id, firm_id=firm_id, data=data)
