"""The agreed periods of a collaboration, in calendar months."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count


@dataclass(frozen=True)
class AgreedPeriod:
    """One of the equally long periods that follow each other, both days included."""

    first: date
    last: date


def period_end(starts_on: date, months: int) -> date:
    """The last day of a period: 2026-03-01 and 12 months give 2027-02-28.

    A start on a day that the last month lacks ends the period with that month.
    """
    month = starts_on.month - 1 + months
    year, month = starts_on.year + month // 12, month % 12 + 1
    last = monthrange(year, month)[1]
    if starts_on.day > last:
        return date(year, month, last)
    return date(year, month, starts_on.day) - timedelta(days=1)


def agreed_periods(starts_on: date, months: int) -> Iterator[AgreedPeriod]:
    """The first period and its renewals, without end.

    Each is counted from the very first day, so that a start on the 31st does not drift towards shorter months.
    """
    first = starts_on
    for number in count(1):
        last = period_end(starts_on, number * months)
        yield AgreedPeriod(first, last)
        first = last + timedelta(days=1)


def period_containing(starts_on: date, months: int, day: date) -> AgreedPeriod:
    """The agreed period that a day lies in; a day before the start gives the first."""
    for period in agreed_periods(starts_on, months):
        if day <= period.last:
            return period
    raise AssertionError("Agreed periods never end.")


def periods_beginning(starts_on: date, months: int, first: date, last: date) -> tuple[AgreedPeriod, ...]:
    """The agreed periods whose first day lies in [first, last]."""
    found = []
    for period in agreed_periods(starts_on, months):
        if period.first > last:
            break
        if period.first >= first:
            found.append(period)
    return tuple(found)
