"""What a company's vacation follows, from a date: the law's own figures unless an agreement gives something else.

Semesterlagen (1977:480) 3 §: vacation year 1 April – 31 March and earning year the twelve months before it; an
agreement may let the two coincide or begin in another month (2 a §). Templates of agreements fill in these fields.
"""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from common.periods import days_between
from common.values import frozen

APRIL = 4


class VacationRule(StrEnum):
    """How vacation pay is worked out: 16 a § or 16 b §."""

    SAME_PAY = "SAME_PAY"
    PERCENTAGE = "PERCENTAGE"


@frozen
class VacationTerms:
    """Rates are shares: 0.0043 is 0.43 %.

    `days` are those of a year at five workdays a week. `variable_day_rate` is what some agreements give of the year's
    variable pay for each day; without it the law's `variable_rate` is divided by the days. `counts_overtime`: whether
    overtime is variable pay that vacation comes on top of; divisors such as 94 and 72 often include it already.
    """

    starts_month: int = APRIL
    is_coinciding: bool = False
    days: Decimal = Decimal(25)
    rule: VacationRule = VacationRule.SAME_PAY
    supplement_rate: Decimal = Decimal("0.0043")
    day_deduction_rate: Decimal = Decimal("0.046")
    variable_rate: Decimal = Decimal("0.12")
    variable_day_rate: Decimal | None = None
    counts_overtime: bool = False
    percentage_rate: Decimal = Decimal("0.12")
    percentage_extra_day: Decimal = Decimal("0.0048")
    advance_days: Decimal = Decimal(0)


@frozen
class Year:
    """A vacation or earning year; `number` is the calendar year in which it begins."""

    first: date
    last: date

    @property
    def number(self) -> int:
        return self.first.year

    @property
    def days(self) -> int:
        """365 or 366."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def each_day(self) -> list[date]:
        """Every day of it."""
        return list(days_between(self.first, self.last))


def year_beginning(number: int, terms: VacationTerms) -> Year:
    """The year that begins in a calendar year."""
    first = date(number, terms.starts_month, 1)
    return Year(first, date(number + 1, terms.starts_month, 1) - timedelta(days=1))


def vacation_year_of(day: date, terms: VacationTerms) -> Year:
    """The vacation year that a day lies in."""
    number = day.year if day.month >= terms.starts_month else day.year - 1
    return year_beginning(number, terms)


def turn_in(first: date, last: date, terms: VacationTerms) -> date | None:
    """The first day of a vacation year that some days reach over; None where they lie in one year."""
    begun = vacation_year_of(last, terms).first
    return begun if first < begun <= last else None


def earning_year_of(vacation_year: Year, terms: VacationTerms) -> Year:
    """Where the days of a vacation year are earned: the year before it, or the same one."""
    return vacation_year if terms.is_coinciding else year_beginning(vacation_year.number - 1, terms)
