"""Which days are free for everybody in a company: the official red days, the eves it chose, and days of its own.

It decides what schedules plan. When banks work and what days are for unsocial hours is not the company's choice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from common.red_days import FRIDAY, official_red_days


class Eve(StrEnum):
    """A day that is no red day by law (1989:253), but free in many companies."""

    TWELFTH_NIGHT = "TWELFTH_NIGHT"
    MAUNDY_THURSDAY = "MAUNDY_THURSDAY"
    EASTER = "EASTER"
    WALPURGIS = "WALPURGIS"
    PENTECOST = "PENTECOST"
    MIDSUMMER = "MIDSUMMER"
    ALL_SAINTS = "ALL_SAINTS"
    CHRISTMAS = "CHRISTMAS"
    NEW_YEAR = "NEW_YEAR"


USUAL = frozenset({Eve.MIDSUMMER, Eve.CHRISTMAS, Eve.NEW_YEAR})
"""What is free where the company has chosen nothing."""
Eves = frozenset[Eve]
DAY = timedelta(days=1)


class Source(StrEnum):
    """Why a day is free."""

    RED = "RED"
    EVE = "EVE"
    OWN = "OWN"


class FreeDay(NamedTuple):
    """A free day; `name` is the company's of its own days, and the key of an eve."""

    day: date
    source: Source
    name: str = ""


@dataclass(frozen=True)
class FreeDays:
    """A company's choice: the eves from a day on, in order of the days, and days of its own with their names."""

    eves: tuple[tuple[date, Eves], ...] = ()
    own: tuple[tuple[date, str], ...] = ()

    def eves_on(self, day: date) -> Eves:
        """The eves that are free by what applies on a day."""
        begun = [eves for starts_on, eves in self.eves if starts_on <= day]
        return begun[-1] if begun else USUAL

    def between(self, first: date, last: date) -> frozenset[date]:
        """The free days from the first to the last day, both included; weekends as such are not among them."""
        return frozenset(one.day for one in self.named(first, last))

    def named(self, first: date, last: date) -> list[FreeDay]:
        """The same with why, by day: the law goes before the company."""
        years = range(first.year, last.year + 1)
        return [one for year in years for one in _of_year(self, year) if first <= one.day <= last]


USUAL_DAYS = FreeDays()


@lru_cache(maxsize=512)
def _of_year(chosen: FreeDays, year: int) -> tuple[FreeDay, ...]:
    own = {day: FreeDay(day, Source.OWN, name) for day, name in chosen.own if day.year == year}
    eves = {day: FreeDay(day, Source.EVE, eve) for day, eve in eves_of(year).items() if eve in chosen.eves_on(day)}
    red = {day: FreeDay(day, Source.RED) for day in official_red_days(year)}
    return tuple(one for _, one in sorted({**own, **eves, **red}.items()))


def eves_of(year: int) -> dict[date, Eve]:
    """The eves of a year by day."""
    red = official_red_days(year)
    good_friday = min(day for day in red if day.month in (3, 4) and day.weekday() == FRIDAY)
    midsummer = next(day for day in red if day.month == 6 and day.day >= 20)
    all_saints = next(day for day in red if (10, 31) <= (day.month, day.day) <= (11, 6))
    return {
        date(year, 1, 5): Eve.TWELFTH_NIGHT,
        good_friday - DAY: Eve.MAUNDY_THURSDAY,
        good_friday + DAY: Eve.EASTER,
        date(year, 4, 30): Eve.WALPURGIS,
        good_friday + 50 * DAY: Eve.PENTECOST,
        midsummer - DAY: Eve.MIDSUMMER,
        all_saints - DAY: Eve.ALL_SAINTS,
        date(year, 12, 24): Eve.CHRISTMAS,
        date(year, 12, 31): Eve.NEW_YEAR,
    }


def written(eves: Iterable[Eve]) -> str:
    """As the choice is kept."""
    return ",".join(sorted(eves))


def read(text: str) -> Eves:
    """A kept choice; what is not known any more is left out."""
    kept = text.split(",")
    return frozenset(eve for eve in Eve if eve in kept)
