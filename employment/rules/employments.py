"""The employments of one person at one employer: they follow on each other and never overlap."""

from collections.abc import Iterable, Sequence
from datetime import date

from employment.rules.periods import ONE_DAY, Period


def joined(employments: Iterable[Period]) -> tuple[Period, ...]:
    """The employments in order; one that begins the day after another ends goes on with it."""
    found: list[Period] = []
    for one in employments:
        if found and found[-1].ends_on is not None and found[-1].ends_on + ONE_DAY == one.starts_on:
            found[-1] = Period(found[-1].starts_on, one.ends_on)
        else:
            found.append(one)
    return tuple(found)


def in_the_way(employments: Sequence[Period], first: date) -> Period | None:
    """The employment that a new one from `first` would overlap: the new one is the last."""
    return next((one for one in reversed(employments) if one.ends_on is None or one.ends_on >= first), None)


def can_be_ended_before(employment: Period, first: date) -> bool:
    """Whether the employment can end the day before `first`."""
    return employment.starts_on < first


def begun_by(employments: Sequence[Period], day: date) -> Period | None:
    """The latest employment that has begun on a day, whether it has ended or not."""
    return next((one for one in reversed(employments) if one.starts_on <= day), None)


def first_other_day(one: Period, other: Period) -> date | None:
    """The first day that is in one of two employments and not in the other; None when they are the same days."""
    if one.starts_on != other.starts_on:
        return min(one.starts_on, other.starts_on)
    if one.ends_on == other.ends_on:
        return None
    return min(day for day in (one.ends_on, other.ends_on) if day is not None) + ONE_DAY
