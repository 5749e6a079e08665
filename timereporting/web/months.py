"""A month as a calendar that pages show and people choose days in."""

import re
from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404

from common.periods import Month
from common.red_days import red_days
from employment.models import Employee
from timereporting.models import ReturnedDay, TimeEntry, TimeReport
from timereporting.queries import (
    entries_of,
    findings_of,
    hourly_employees,
    report_of,
    returned_days_of,
    scheduled_days_for,
)
from timereporting.rules.findings import Finding, FindingKind

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class DayCell:
    """One day of the calendar."""

    day: date
    inside: bool
    planned: int
    is_red: bool
    is_today: bool
    missing: bool
    entries: list[TimeEntry] = field(default_factory=list)
    returned: ReturnedDay | None = None


@dataclass(frozen=True)
class MonthView:
    """An employee's month: the report, its weeks, and what an attestor would look at."""

    month: Month
    report: TimeReport | None
    weeks: list[list[DayCell]]
    findings: list[Finding]
    planned: Mapping[date, int]
    returned: list[ReturnedDay]

    @property
    def days(self) -> list[date]:
        """The days of the month."""
        return [cell.day for week in self.weeks for cell in week if cell.inside]


def month_view(employee: Employee, month: Month, today: date) -> MonthView:
    """Read an employee's month; a constant number of queries."""
    planned = scheduled_days_for([employee.pk], month.first, month.last).planned[employee.pk]
    entries = list(entries_of([employee.pk], month.first, month.last))
    report = report_of(employee, month)
    returned = returned_days_of(report)
    hourly = employee.pk in hourly_employees(employee.company_id, [employee.pk], month)
    found = findings_of(entries, planned, hourly, today)
    missing = {one.day for one in found if one.kind == FindingKind.MISSING}
    by_day: dict[date, list[TimeEntry]] = defaultdict(list)
    for entry in entries:
        by_day[entry.worked_on].append(entry)
    red = red_days(month.first, month.last)
    back = {one.day: one for one in returned}
    weeks = [
        [
            DayCell(
                day, day.month == month.number, planned.get(day, 0), day in red, day == today, day in missing,
                by_day[day], back.get(day),
            )
            for day in week
        ]
        for week in Calendar().monthdatescalendar(month.year, month.number)
    ]  # fmt: skip
    return MonthView(month, report, weeks, found, planned, returned)


def month_of(text: str | None, today: date) -> Month:
    """The month of `?month=2026-11`, this month when nothing is asked for. Raises Http404 for anything else."""
    if not text:
        return Month.of(today)
    match = _MONTH.fullmatch(text)
    if match is None:
        raise Http404
    return Month(int(match[1]), int(match[2]))
