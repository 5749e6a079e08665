"""Clock times held against each other: registrations that overlap, and nights with too little rest."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from timereporting.rules.durations import moments_of
from timereporting.rules.finding_kinds import Entry, Finding, FindingKind
from timereporting.rules.quick_choices import QuickChoice, is_absence
from timereporting.rules.schedules import Hours

# Arbetstidslagen (1982:673) 13 §: at least eleven hours of rest without a break in every period of 24 hours.
SHORTEST_REST = 11 * 60
Stretch = tuple[datetime, datetime]


def overlaps(entries: Sequence[Entry]) -> list[Finding]:
    """Pairs of registrations whose clock times overlap, on the day of the later one."""
    timed = sorted((*stretch, entry.day, entry.choice) for entry in entries if (stretch := _stretch(entry)))
    found = []
    for number, (_start, end, _day, choice) in enumerate(timed):
        for later, until, day, other in timed[number + 1 :]:
            if later < end:
                found.append(Finding(FindingKind.OVERLAP, day, _minutes(later, min(end, until)), (choice, other)))
    return found


def short_rests(entries: Sequence[Entry], planned: Mapping[date, int], hours: Mapping[date, Hours]) -> list[Finding]:
    """Days that begin less than eleven hours after the day before ended, with the minutes of rest between them."""
    work = _work(entries, planned, hours)
    found = []
    for day in sorted(work):
        before = work.get(day - timedelta(days=1))
        if before is not None:
            rest = _minutes(before[1], work[day][0])
            if 0 <= rest < SHORTEST_REST:
                found.append(Finding(FindingKind.SHORT_REST, day, rest))
    return found


def _work(entries: Sequence[Entry], planned: Mapping[date, int], hours: Mapping[date, Hours]) -> dict[date, Stretch]:
    """When work began and ended each day, as far as clock times tell: as reported, else as scheduled."""
    away: dict[date, int] = {}
    for entry in entries:
        if is_absence(entry.choice):
            away[entry.day] = away.get(entry.day, 0) + entry.minutes
    reported = {entry.day for entry in entries if entry.choice == QuickChoice.HOURS_WORKED}
    work = {
        day: moments_of(day, *span)
        for day, span in hours.items()
        if day not in reported and away.get(day, 0) < max(planned.get(day, 0), 1)
    }
    for entry in entries:
        stretch = _stretch(entry)
        if stretch and not is_absence(entry.choice):
            known = work.get(entry.day, stretch)
            work[entry.day] = (min(known[0], stretch[0]), max(known[1], stretch[1]))
    return work


def _stretch(entry: Entry) -> Stretch | None:
    if entry.starts_at is None or entry.ends_at is None:
        return None
    return moments_of(entry.day, entry.starts_at, entry.ends_at)


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() // 60)
