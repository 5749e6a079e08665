"""What is planned on each day: the weekly schedule in force, nothing on red days."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

Hours = tuple[time, time]
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Assigned:
    """A weekly schedule in force from `starts_on` to `ends_on` (open when None): minutes by weekday, Monday 0.

    `hours` says when the day begins and ends, where it is known.
    """

    starts_on: date
    ends_on: date | None
    minutes: Mapping[int, int]
    hours: Mapping[int, Hours] = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        """Whether the schedule is in force on the day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def minutes_between(starts_at: time, ends_at: time) -> int:
    """Minutes from one clock time to the next other one, which is the day after when it is the earlier."""
    start, end = (clock.hour * 60 + clock.minute for clock in (starts_at, ends_at))
    return (end - start) % MINUTES_A_DAY


def planned_minutes(
    assigned: Iterable[Assigned], red_days: Collection[date], first: date, last: date
) -> dict[date, int]:
    """Scheduled minutes of every day from the first to the last."""
    schedules = list(assigned)
    return {day: _planned(schedules, red_days, day) for day in _days(first, last)}


def planned_hours(
    assigned: Iterable[Assigned], red_days: Collection[date], first: date, last: date
) -> dict[date, Hours]:
    """When each scheduled day from the first to the last begins and ends; free days are left out."""
    schedules = list(assigned)
    found = {}
    for day in _days(first, last):
        hours = next((one.hours.get(day.weekday()) for one in schedules if one.covers(day)), None)
        if hours is not None and day not in red_days:
            found[day] = hours
    return found


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _planned(schedules: list[Assigned], red_days: Collection[date], day: date) -> int:
    if day in red_days:
        return 0
    return next((one.minutes.get(day.weekday(), 0) for one in schedules if one.covers(day)), 0)


def weekly_minutes(assigned: Iterable[Assigned], day: date) -> int:
    """The minutes of a week of the schedule in force on a day; 0 without one."""
    return next((sum(one.minutes.values()) for one in assigned if one.covers(day)), 0)
