"""Time by the clock: shifts as stretches of real minutes, over midnight and over the nights when the clocks change."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from common.values import frozen
from payroll.rules.unsocial_bands import MINUTES_A_DAY

STOCKHOLM = ZoneInfo("Europe/Stockholm")
Stretch = tuple[int, int]
"""From a minute to another, counted from a fixed moment."""


class ShiftKind(StrEnum):
    """What the time is: worked, worked as overtime, or away from what was planned; ill where sick pay may follow."""

    WORKED = "WORKED"
    OVERTIME = "OVERTIME"
    ABSENT = "ABSENT"
    ILL = "ILL"


@frozen
class Shift:
    """Time with clock times, in minutes from the midnight that `day` begins with; after 1440 is the next day.

    `pause` is minutes of break whose time is not known: they are counted in the middle. `away` is minutes of absence
    whose time is not known: they are counted at the end. Of who was ill `away` is what the illness took of the shift.
    """

    day: date
    starts: int
    ends: int
    kind: ShiftKind = ShiftKind.WORKED
    pause: int = 0
    away: int = 0
    reference: str = ""

    @property
    def whole(self) -> Stretch:
        """From beginning to end."""
        return moment(self.day, self.starts), moment(self.day, self.ends)

    def planned(self) -> list[Stretch]:
        """The stretches without the break."""
        first, last = self.whole
        pause = min(self.pause, last - first)
        middle = first + (last - first - pause) // 2
        return [(first, middle), (middle + pause, last)]

    def worked(self) -> list[Stretch]:
        """The stretches that were worked: without break and absence."""
        planned = self.planned()
        return without(planned, [(_end_of(planned, self.away), self.whole[1])]) if self.away else without(planned, [])

    def missed(self) -> list[Stretch]:
        """The stretches that absence has taken."""
        return without(self.planned(), self.worked())

    def taken(self) -> list[Stretch]:
        """What nothing else can be in: all of it, or of an illness during a part of the shift that part."""
        return self.missed() if self.kind == ShiftKind.ILL and self.worked() else [self.whole]


def _end_of(stretches: list[Stretch], away: int) -> int:
    """Where the work ends when the last minutes of it are taken away."""
    for first, last in reversed(stretches):
        if away <= last - first:
            return last - away
        away -= last - first
    return stretches[0][0]


@lru_cache(maxsize=8192)
def moment(day: date, minutes: int) -> int:
    """A clock time as a count of real minutes."""
    on = day + timedelta(days=minutes // MINUTES_A_DAY)
    clock = time(minutes % MINUTES_A_DAY // 60, minutes % 60)
    return int(datetime.combine(on, clock, STOCKHOLM).timestamp()) // 60


def by_the_clock(starts_at: time, ends_at: time) -> tuple[int, int]:
    """Clock times as minutes from midnight; an end that is not after the start is on the next day."""
    starts, ends = (one.hour * 60 + one.minute for one in (starts_at, ends_at))
    return starts, ends if ends > starts else ends + MINUTES_A_DAY


def without(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> list[Stretch]:
    """What is left of stretches when others are taken away."""
    left = [one for one in stretches if one[0] < one[1]]
    for first, last in taken:
        parts = [part for begin, end in left for part in ((begin, min(end, first)), (max(begin, last), end))]
        left = [part for part in parts if part[0] < part[1]]
    return left


def minutes_of(stretches: Iterable[Stretch]) -> int:
    """How long they are together."""
    return sum(last - first for first, last in stretches)
