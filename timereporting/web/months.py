"""A period as a calendar that pages show and people choose days in."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.http import Http404

from common.periods import Month, days_between
from employment.free_day_queries import free_days_of
from employment.free_day_wording import name_of
from employment.models import Employee
from employment.rules.pay_periods import Days
from timereporting.models import ReturnedDay, TimeEntry, TimeReport
from timereporting.models.time_entry import QUICK_CHOICES
from timereporting.periods import period_in
from timereporting.queries import contents_of, hourly_in, report_of, returned_days_of, scheduled_days_for, sums_of
from timereporting.rules.finding_kinds import Finding, FindingKind
from timereporting.rules.quick_choices import QuickChoice
from timereporting.rules.schedules import Hours

_MONTH = re.compile(r"(20\d\d)-(0?[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class DayCell:
    """One day of the calendar; `state` is returned, missing, absent, extra, or empty."""

    day: date
    inside: bool
    employed: bool
    planned: int
    free_as: str
    """What the day is called where it is free for everybody; empty for other days."""
    is_today: bool
    missing: bool
    entries: list[TimeEntry] = field(default_factory=list)
    returned: ReturnedDay | None = None
    names_month: bool = False
    """Whether the day says its month: the first of each month in a period that is not a calendar month."""

    @property
    def tone(self) -> str:
        """The colour of the day's state."""
        if self.returned:
            return "amber"
        if self.missing:
            return "red"
        return "blue" if self.entries else ""

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """What is registered on the day, by name, and how many minutes of it."""
        return [(str(dict(QUICK_CHOICES)[choice]), minutes) for choice, minutes in sums_of(self.entries).items()]


@dataclass(frozen=True)
class MonthView:
    """An employee's period, named by a month: the report, its weeks, and what an attestor would look at."""

    month: Month
    period: Days
    report: TimeReport | None
    weeks: list[list[DayCell]]
    findings: list[Finding]
    planned: Mapping[date, int]
    returned: list[ReturnedDay]
    reports_hours: bool

    @property
    def cells(self) -> list[DayCell]:
        """The days of the period."""
        return [cell for week in self.weeks for cell in week if cell.inside]

    @property
    def days(self) -> list[date]:
        """The dates of the period."""
        return [cell.day for cell in self.cells]

    @property
    def missing(self) -> list[date]:
        """Days that should have been reported by now."""
        return [cell.day for cell in self.cells if cell.missing]

    @property
    def entries(self) -> list[TimeEntry]:
        """Every registration, by day."""
        return [entry for cell in self.cells for entry in cell.entries]

    @property
    def minutes_worked(self) -> int:
        """Hours that were reported, in minutes."""
        return sum(entry.minutes for entry in self.entries if entry.quick_choice == QuickChoice.HOURS_WORKED)

    def week_of(self, day: date) -> list[DayCell]:
        """The week that a day of the period lies in."""
        return next(week for week in self.weeks if any(cell.day == day for cell in week))


def month_view(employee: Employee, month: Month, today: date) -> MonthView:
    """Read an employee's period of a month; a constant number of queries."""
    report = report_of(employee, month)
    period = Days(report.starts_on, report.ends_on) if report else period_in(employee, month)
    content = contents_of(employee.company_id, {employee: period}, until=today)[employee.pk]
    returned = returned_days_of(report)
    by_day: dict[date, list[TimeEntry]] = defaultdict(list)
    for entry in content.entries:
        by_day[entry.worked_on].append(entry)
    missing = {one.day for one in content.findings if one.kind == FindingKind.MISSING}
    free = {one.day: name_of(one) for one in free_days_of(employee.company_id).named(*period)}
    back = {one.day: one for one in returned}
    named = set() if period.is_month else {period.first, Month.of(period.last).first}
    weeks = [
        [
            DayCell(
                day, period.has(day), day in content.planned, content.planned.get(day, 0), free.get(day, ""),
                day == today, day in missing, by_day[day], back.get(day), day in named,
            )
            for day in week
        ]
        for week in _weeks(period)
    ]  # fmt: skip
    hourly = employee.pk in hourly_in(employee.company_id, {employee.pk: period})
    return MonthView(month, period, report, weeks, content.findings, content.planned, returned, hourly)


def _weeks(period: Days) -> list[list[date]]:
    """The whole weeks that the days lie in."""
    monday = period.first - timedelta(days=period.first.weekday())
    days = list(days_between(monday, period.last + timedelta(days=6 - period.last.weekday())))
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def hours_on(employee: Employee, day: date) -> Hours | None:
    """When the employee's day begins and ends by the schedule; None on a free day."""
    return scheduled_days_for(employee.company_id, [employee.pk], day, day).hours[employee.pk].get(day)


def month_of(text: str | None) -> Month | None:
    """The month of `?month=2026-11`, None when nothing is asked for. Raises Http404 for anything else."""
    if not text:
        return None
    match = _MONTH.fullmatch(text)
    if match is None:
        raise Http404
    return Month(int(match[1]), int(match[2]))
