"""Making schedules and giving them to employees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from employment.models import Employee
from employment.operations.completion import refresh_completeness
from events.operations import record
from timereporting.models import ScheduleAssignment, WorkSchedule, WorkScheduleDay


@dataclass(frozen=True)
class Day:
    """A weekday's hours; Monday is 0."""

    weekday: int
    starts_at: time
    ends_at: time
    break_minutes: int = 0


@transaction.atomic
def save_schedule(
    *, company_id: UUID, name: str, days: Sequence[Day], by: User | None, schedule: WorkSchedule | None = None
) -> WorkSchedule:
    """Make a schedule, or give one new days. Raises IntegrityError when the name is taken."""
    is_changed = schedule is not None
    if schedule is None:
        schedule = WorkSchedule.objects.create(company_id=company_id, name=name)
    else:
        schedule.name = name
        schedule.save(update_fields=["name"])
        WorkScheduleDay.objects.filter(schedule=schedule).delete()
    WorkScheduleDay.objects.bulk_create(
        WorkScheduleDay(
            company_id=company_id,
            schedule=schedule,
            weekday=day.weekday,
            starts_at=day.starts_at,
            ends_at=day.ends_at,
            break_minutes=day.break_minutes,
        )
        for day in days
    )
    record(
        "timereporting.schedule_saved", by=by.pk if by else None, subject=schedule, company_id=company_id,
        data={"name": name, "is_changed": is_changed},
    )  # fmt: skip
    return schedule


@transaction.atomic
def assign_schedule(*, employee: Employee, schedule: WorkSchedule, on: date, by: User | None) -> ScheduleAssignment:
    """Let a schedule apply from a date; what applied before ends the day before, what was to come is replaced."""
    made = _put(employee.company_id, employee, schedule.pk, on)
    record(
        "timereporting.schedule_assigned", by=by.pk if by else None, subject=made, company_id=employee.company_id,
        data={"employee": employee.pk, "schedule": schedule.pk, "from": on},
    )  # fmt: skip
    refresh_completeness(company_id=employee.company_id, employee_ids=[employee.pk], by=by.pk if by else None)
    return made


@transaction.atomic
def give_schedules(*, company_id: UUID, chosen: Mapping[Employee, tuple[UUID, date]]) -> None:
    """Let each employee work by the schedule chosen, from the day chosen, as a part of what the caller records."""
    assigned = set(ScheduleAssignment.objects.filter(employee__in=chosen).values_list("employee_id", flat=True))
    first = [
        ScheduleAssignment(company_id=company_id, employee=employee, schedule_id=schedule_id, starts_on=on)
        for employee, (schedule_id, on) in chosen.items()
        if employee.pk not in assigned
    ]
    ScheduleAssignment.objects.bulk_create(first, batch_size=500)
    for employee, (schedule_id, on) in chosen.items():
        if employee.pk in assigned:
            _put(company_id, employee, schedule_id, on)
    refresh_completeness(company_id=company_id, employee_ids=[one.pk for one in chosen], by=None)


def _put(company_id: UUID, employee: Employee, schedule_id: UUID, on: date) -> ScheduleAssignment:
    assignments = ScheduleAssignment.objects.filter(employee=employee)
    assignments.filter(starts_on__gte=on).delete()
    assignments.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)).update(ends_on=on - timedelta(days=1))
    return ScheduleAssignment.objects.create(
        company_id=company_id, employee=employee, schedule_id=schedule_id, starts_on=on
    )
