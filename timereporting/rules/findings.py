"""What an attestor should look at before approving: everything else is as planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from employment.rules.periods import Period
from timereporting.rules.finding_kinds import Entry, Finding, FindingKind
from timereporting.rules.quick_choices import EXTRA, OVERTIME, QuickChoice, is_absence
from timereporting.rules.rest import overlaps, short_rests
from timereporting.rules.schedules import Hours

# Arbetstidslagen (1982:673) 8 §: at most 50 hours of overtime a calendar month.
OVERTIME_A_MONTH = 50 * 60
ALWAYS = Period(date.min)
# 13 §: eleven hours of rest a day, so at most thirteen of work.
LONGEST_DAY = 13 * 60


@dataclass(frozen=True)
class Expected:
    """What a report is held against: scheduled minutes and hours by day, and the days of the employment.

    Only those who `report_hours` can miss a day, and none after `until`.
    """

    planned: Mapping[date, int]
    reports_hours: bool
    until: date
    hours: Mapping[date, Hours] = field(default_factory=dict)
    employments: Sequence[Period] = (ALWAYS,)

    def employed_on(self, day: date) -> bool:
        """Whether the day lies in the employment."""
        return any(one.covers(day) for one in self.employments)


def findings(entries: Sequence[Entry], expected: Expected) -> list[Finding]:
    """Findings of a report, by day; those of the whole period come last."""
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        by_day.setdefault(entry.day, []).append(entry)
    found = []
    for day in sorted({*expected.planned, *by_day}):
        found += _of_day(day, by_day.get(day, []), expected)
    found += overlaps(entries) + short_rests(entries, expected.planned, expected.hours)
    found.sort(key=lambda one: one.day or date.max)
    overtime = sum(entry.minutes for entry in entries if entry.choice in OVERTIME)
    if overtime > OVERTIME_A_MONTH:
        found.append(Finding(FindingKind.MUCH_OVERTIME, None, overtime))
    return found


def _of_day(day: date, entries: list[Entry], expected: Expected) -> list[Finding]:
    if not expected.employed_on(day):
        return [Finding(FindingKind.OUTSIDE_EMPLOYMENT, day)] if entries else []
    planned = expected.planned.get(day, 0)
    if planned and not entries:
        is_missing = expected.reports_hours and day <= expected.until
        return [Finding(FindingKind.MISSING, day)] if is_missing else []
    absence = sum(entry.minutes for entry in entries if is_absence(entry.choice))
    worked = sum(entry.minutes for entry in entries if entry.choice == QuickChoice.HOURS_WORKED)
    extra = sum(entry.minutes for entry in entries if entry.choice in EXTRA)
    at_work = (worked or max(planned - absence, 0)) + extra
    tests = (
        (FindingKind.OUTSIDE_SCHEDULE, planned == 0 and worked > 0, worked),
        (FindingKind.MORE_THAN_PLANNED, planned > 0 and absence > 0 and absence + worked > planned, absence + worked),
        (FindingKind.MORE_HOURS, planned > 0 and absence == 0 and worked > planned, worked - planned),
        (FindingKind.SEVERAL_ABSENCES, len({one.choice for one in entries if is_absence(one.choice)}) > 1, 0),
        (FindingKind.LONG_DAY, at_work > LONGEST_DAY, at_work),
    )
    return [Finding(kind, day, minutes) for kind, applies, minutes in tests if applies]
