"""What an attestor should look at before approving: everything else is as planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from timereporting.rules.quick_choices import EXTRA, QuickChoice, is_absence

MINUTES_IN_DAY = 24 * 60
# Arbetstidslagen (1982:673) 8 §: at most 50 hours of overtime a calendar month.
OVERTIME_A_MONTH = 50 * 60
# 13 §: eleven hours of rest a day, so at most thirteen of work.
LONGEST_DAY = 13 * 60


class FindingKind(StrEnum):
    """What was found."""

    MISSING = "MISSING"
    OUTSIDE_SCHEDULE = "OUTSIDE_SCHEDULE"
    MORE_THAN_PLANNED = "MORE_THAN_PLANNED"
    LONG_DAY = "LONG_DAY"
    MUCH_OVERTIME = "MUCH_OVERTIME"
    SEVERAL_ABSENCES = "SEVERAL_ABSENCES"


@dataclass(frozen=True)
class Entry:
    """A registration as the findings see it."""

    day: date
    choice: QuickChoice
    minutes: int


@dataclass(frozen=True)
class Finding:
    """One thing to look at; `day` is None when it concerns the whole period. `minutes` is how much, where it counts."""

    kind: FindingKind
    day: date | None
    minutes: int = 0


def findings(
    entries: Sequence[Entry], planned: Mapping[date, int], *, reports_hours: bool, until: date
) -> list[Finding]:
    """Findings of a report, by day. Days after `until` cannot be missing yet; only hourly staff report every day."""
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        by_day.setdefault(entry.day, []).append(entry)
    found = []
    for day in sorted({*planned, *by_day}):
        found += _of_day(day, by_day.get(day, []), planned.get(day, 0), reports_hours and day <= until)
    overtime = sum(entry.minutes for entry in entries if entry.choice in EXTRA)
    if overtime > OVERTIME_A_MONTH:
        found.append(Finding(FindingKind.MUCH_OVERTIME, None, overtime))
    return found


def _of_day(day: date, entries: list[Entry], planned: int, must_report: bool) -> list[Finding]:
    absence = sum(entry.minutes for entry in entries if is_absence(entry.choice))
    worked = sum(entry.minutes for entry in entries if entry.choice == QuickChoice.HOURS_WORKED)
    extra = sum(entry.minutes for entry in entries if entry.choice in EXTRA)
    found = []
    if must_report and planned and not entries:
        found.append(Finding(FindingKind.MISSING, day))
    if planned == 0 and worked:
        found.append(Finding(FindingKind.OUTSIDE_SCHEDULE, day, worked))
    if planned and absence > planned:
        found.append(Finding(FindingKind.MORE_THAN_PLANNED, day, absence))
    if len({entry.choice for entry in entries if is_absence(entry.choice)}) > 1:
        found.append(Finding(FindingKind.SEVERAL_ABSENCES, day))
    at_work = (worked or max(planned - absence, 0)) + extra
    if at_work > LONGEST_DAY:
        found.append(Finding(FindingKind.LONG_DAY, day, at_work))
    return found
