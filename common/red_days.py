"""Swedish public holidays and the eves that are free in practice."""

from datetime import date, timedelta
from functools import cache

import holidays

FRIDAY = 4


@cache
def official_red_days(year: int) -> frozenset[date]:
    """The public holidays of the law (1989:253), without Sundays as such."""
    return frozenset(holidays.country_holidays("SE", years=year, include_sundays=False))


def name_of_red_day(day: date, language: str) -> str:
    """What an official red day is called, in Swedish or English."""
    return _names(day.year, "sv" if language.startswith("sv") else "en_US").get(day, "")


@cache
def _names(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("SE", years=year, include_sundays=False, language=language))


@cache
def _of_year(year: int) -> frozenset[date]:
    found = holidays.country_holidays(
        "SE",
        years=year,
        categories=(holidays.PUBLIC, holidays.constants.DE_FACTO),
        include_sundays=False,
    )
    return frozenset(found)


def is_bank_day(day: date) -> bool:
    """Whether banks work: not Saturday, Sunday or a red day."""
    return day.weekday() < 5 and day not in _of_year(day.year)


def bank_day_on_or_after(day: date) -> date:
    """The day itself, or the nearest bank day after it."""
    while not is_bank_day(day):
        day += timedelta(days=1)
    return day


def bank_day_on_or_before(day: date) -> date:
    """The day itself, or the nearest bank day before it."""
    while not is_bank_day(day):
        day -= timedelta(days=1)
    return day
