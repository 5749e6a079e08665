"""Red days, eves and the days of the great holidays, as agreements on unsocial hours tell them apart."""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import holidays


class SpecialDay(StrEnum):
    """What a day is besides its weekday; a day can be several of these."""

    RED = "RED"
    EVE = "EVE"
    MAJOR = "MAJOR"


# Days from Easter Sunday; the other holidays go by their date or by their eve.
EASTER = (-2, -1, 0, 1)
PENTECOST = 49
NEW_YEAR_AND_CHRISTMAS = ((1, 1), (12, 24), (12, 25), (12, 26), (12, 31))
FRIDAY = 4


@cache
def _of_year(year: int) -> dict[date, frozenset[SpecialDay]]:
    red = frozenset(holidays.country_holidays("SE", years=year, include_sundays=False))
    eves = frozenset(holidays.country_holidays("SE", years=year, categories=(holidays.constants.DE_FACTO,)))
    major = _major(year, red, eves)
    kinds = ((SpecialDay.RED, red), (SpecialDay.EVE, eves), (SpecialDay.MAJOR, major))
    return {day: frozenset(kind for kind, days in kinds if day in days) for day in red | eves | major}


def _major(year: int, red: frozenset[date], eves: frozenset[date]) -> frozenset[date]:
    """Easter from Good Friday, Pentecost, Midsummer, Christmas and New Year, with the days between."""
    good_friday = min(day for day in red if day.month in (3, 4) and day.weekday() == FRIDAY)
    easter_sunday = good_friday + timedelta(days=2)
    midsummer_eve = next(day for day in eves if day.month == 6)
    return frozenset(
        {
            *(easter_sunday + timedelta(days=number) for number in (*EASTER, PENTECOST)),
            midsummer_eve,
            midsummer_eve + timedelta(days=1),
            *(date(year, month, day) for month, day in NEW_YEAR_AND_CHRISTMAS),
        }
    )


def special_days(first: date, last: date) -> dict[date, frozenset[SpecialDay]]:
    """The special days from the first to the last, both included."""
    found = [_of_year(year) for year in range(first.year, last.year + 1)]
    return {day: kinds for days in found for day, kinds in sorted(days.items()) if first <= day <= last}
