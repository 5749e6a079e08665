"""Days of people who do not work five days a week: the law's days are gross, what is taken is net.

Semesterlagen (1977:480) 9 §: vacation is counted in workdays. Net = gross × workdays a week / 5, rounded up to whole
days in the employee's favour; a net day is worth as much more as it is rarer, so that the year's pay is the same.
"""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal

from payroll.rules.lines import text

FULL_WEEK = Decimal(5)


def workdays_in(week: Mapping[int, int]) -> Decimal:
    """How many days of a week's schedule (minutes by weekday) are worked; five when nothing is planned."""
    worked = sum(1 for minutes in week.values() if minutes)
    return Decimal(worked) if worked else FULL_WEEK


def whole_days(days: Decimal) -> Decimal:
    """Part of a day is a day (7 §)."""
    return days.to_integral_value(rounding=ROUND_CEILING)


def net_days(gross: Decimal, workdays: Decimal) -> Decimal:
    """Days to take of a person who works `workdays` a week."""
    return gross if workdays == FULL_WEEK else whole_days(gross * workdays / FULL_WEEK)


def of_net_day(of_gross_day: Decimal, workdays: Decimal) -> Decimal:
    """What a net day is worth when a gross day is worth that."""
    return of_gross_day * FULL_WEEK / workdays


def net_formula(gross: Decimal, workdays: Decimal) -> str:
    """The way from gross to net days in figures; nothing for a five-day week."""
    if workdays == FULL_WEEK:
        return ""
    return f"{text(gross)} × {text(workdays)} / 5 → {text(net_days(gross, workdays))}"
