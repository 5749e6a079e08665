"""Which registrations of a day stand beside a new one of the same kind, and which it takes the place of."""

from collections.abc import Iterable
from datetime import time
from typing import Protocol, TypeVar

from timereporting.rules.durations import MINUTES_IN_DAY

WHOLE_DAY = (0, 2 * MINUTES_IN_DAY)


class Clocked(Protocol):
    """Something with clock times, or None where only its length is known."""

    @property
    def starts_at(self) -> time | None:
        """When it begins."""

    @property
    def ends_at(self) -> time | None:
        """When it ends, on the next day where that is not after the beginning."""


C = TypeVar("C", bound=Clocked)


def replaced_by(new: Clocked | None, there: Iterable[C]) -> list[C]:
    """Those of the same day and kind that a new one replaces: where clock times overlap, or where any are unknown."""
    first, last = _reach(new)
    return [one for one in there if _reach(one)[0] < last and first < _reach(one)[1]]


def _reach(one: Clocked | None) -> tuple[int, int]:
    """From when to when by the clock, in minutes of the day; nobody knows where hours without clock times lie."""
    if one is None or one.starts_at is None or one.ends_at is None:
        return WHOLE_DAY
    start, end = (clock.hour * 60 + clock.minute for clock in (one.starts_at, one.ends_at))
    return start, end if end > start else end + MINUTES_IN_DAY
