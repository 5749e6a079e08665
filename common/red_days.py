"""Swedish public holidays and the eves that are free in practice."""

from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _of_year(year: int) -> frozenset[date]:
    found = holidays.country_holidays(
        "SE",
        years=year,
        categories=(holidays.PUBLIC, holidays.constants.DE_FACTO),
        include_sundays=False,
    )
    return frozenset(found)


def red_days(first: date, last: date) -> frozenset[date]:
    """Red days from the first to the last day, both included; Saturdays and Sundays are not among them as such."""
    return frozenset(day for year in range(first.year, last.year + 1) for day in _of_year(year) if first <= day <= last)


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
