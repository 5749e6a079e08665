"""Schedules and reported time for tests."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from accounts.models import Company, User
from accounts.operations.arrangements import arrange
from accounts.permissions import Party, TimeMode
from common.rls import as_system
from employment.models import Employee
from timereporting.models import EntrySource, TimeEntry, WorkSchedule
from timereporting.operations.registrations import register
from timereporting.operations.schedules import Day, assign_schedule, save_schedule
from timereporting.rules.durations import Span
from timereporting.rules.quick_choices import QuickChoice

OFFICE_HOURS = tuple(Day(weekday, time(8), time(17), 60) for weekday in range(5))


def make_schedule(company: Company, name: str = "Kontorstid", days: Iterable[Day] = OFFICE_HOURS) -> WorkSchedule:
    """Monday to Friday, 8–17 with an hour of break, unless other days are given."""
    with as_system(reason="test data", company_id=company.pk):
        return save_schedule(company_id=company.pk, name=name, days=list(days), by=None)


def give_schedule(employee: Employee, schedule: WorkSchedule, *, on: date | None = None) -> None:
    """Let the employee work by the schedule."""
    with as_system(reason="test data", company_id=employee.company_id):
        assign_schedule(employee=employee, schedule=schedule, on=on or employee.hired_on, by=None)


def make_arrangement(
    company: Company,
    time_mode: TimeMode = TimeMode.EMPLOYEES_REGISTER,
    groups: dict[str, dict[str, Any]] | None = None,
) -> None:
    """What firm and client agreed, without a collaboration behind it."""
    tasks = ("schedules", "time_registration", "time_approval", "payroll_approval", "salary_payment")
    with as_system(reason="test data", company_id=company.pk):
        agreed: dict[str, str] = dict.fromkeys(tasks, Party.FIRM)
        arrange(company_id=company.pk, time_mode=time_mode, responsibilities=agreed, groups=groups or {})


def make_entries(
    employee: Employee,
    days: Iterable[date],
    choice: QuickChoice,
    by: User,
    minutes: int | None = None,
    span: Span | None = None,
) -> list[TimeEntry]:
    """Registrations by the employee."""
    source = EntrySource.EMPLOYEE
    with as_system(reason="test data", company_id=employee.company_id):
        return register(
            employee=employee, days=days, choice=choice, minutes=minutes, span=span, source=source, by=by
        ).entries
