"""Which month's salary absence is taken from, in a pay that contains more days than a month has.

A pay contains the deviations of a month, a calendar month or one from a cut-off day to the next: all leave in it takes
at most the salary of a month. After a change of the cut-off day a pay may contain more days. What is missed in each
calendar month is then taken from that month's salary, so that each gives at most its own.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from common.periods import ONE_DAY, Month
from employment.rules.pay_periods import HIGHEST_CUT_OFF_DAY, Days
from payroll.rules.basis import PayslipBasis, Registration, Terms
from payroll.rules.spells import Spell, shares

ByMonth = dict[tuple[Terms, Days], list[Registration]]


def is_a_month(days: Days) -> bool:
    """Whether days are a calendar month, or those from a day of a month to the same day of the next."""
    before = days.first - ONE_DAY
    if Month.of(before).next != Month.of(days.last):
        return False
    both_end = (before, days.last) == (Month.of(before).last, Month.of(days.last).last)
    return before.day == days.last.day <= HIGHEST_CUT_OFF_DAY or both_end


@lru_cache(maxsize=1024)
def months_of(days: Days) -> tuple[Days, ...]:
    """The days themselves where they are a month or fewer, otherwise what they have of each calendar month."""
    before = days.first - ONE_DAY
    following = Month.of(before).next
    longest = following.last if before == Month.of(before).last else _same_day(before, following)
    if days.last <= longest:
        return (days,)
    months = [Month.of(days.first)]
    while months[-1] != Month.of(days.last):
        months.append(months[-1].next)
    return tuple(Days(max(days.first, one.first), min(days.last, one.last)) for one in months)


def _same_day(day: date, month: Month) -> date:
    return month.first.replace(day=min(day.day, month.days))


def month_of(basis: PayslipBasis, terms: Terms, day: date) -> Days:
    """The days, of those that the pay contains on the terms, whose leave takes at most a month's salary with a day."""
    first, last = max(basis.deviation_first, terms.starts_on), basis.deviation_last
    held = Days(first, last if terms.ends_on is None else min(last, terms.ends_on))
    return next((one for one in months_of(held) if one.has(day)), held)


def by_month(basis: PayslipBasis, terms: Terms, registrations: Sequence[Registration]) -> ByMonth:
    """Registrations on the same terms, by day, as the months' salaries that they are taken from."""
    groups = groupby(registrations, lambda one: month_of(basis, terms, one.day))
    return {(terms, days): list(found) for days, found in groups}


def days_before(basis: PayslipBasis, day: date, counted: int) -> int:
    """How many of the days that count with a day of absence belong to the month's salary before its own."""
    terms = basis.terms_on(day)
    if terms is None:
        return 0
    first = month_of(basis, terms, day).first
    is_first_month = first == max(basis.deviation_first, terms.starts_on)
    return 0 if is_first_month else max(counted - (day - first).days - 1, 0)


def calendar_days(spell: Spell, basis: PayslipBasis) -> dict[date, Decimal]:
    """Calendar days of a spell: each registered day with the days off before it, by its share.

    Days off of the month before count with the last day that was missed in it.
    """
    before = None
    counted: dict[date, Decimal] = {}
    for day, share in shares(spell.registrations, basis.planned).items():
        if before is None:
            counted[day] = share
        else:
            earlier = days_before(basis, day, (day - before).days)
            counted[before] += share * earlier
            counted[day] = share * ((day - before).days - earlier)
        before = day
    return counted
