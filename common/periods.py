"""Months and days as values."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
_MONTH = re.compile(r"(20\d\d)-?(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month of a day."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, self.days)

    @property
    def days(self) -> int:
        """The number of days."""
        return monthrange(self.year, self.number)[1]

    @property
    def next(self) -> "Month":
        return Month.of(self.last + ONE_DAY)

    @property
    def previous(self) -> "Month":
        return Month.of(self.first - ONE_DAY)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"


def month_in(text: str | None) -> Month | None:
    """The month that a text such as 2026-11 names; None for anything else."""
    match = _MONTH.fullmatch(text or "")
    return None if match is None else Month(int(match[1]), int(match[2]))


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def overlap_days(first: date, last: date | None, start: date, end: date) -> int:
    """How many days of [start, end] lie in [first, last]; an open end reaches for ever."""
    latest = end if last is None else min(last, end)
    return max((latest - max(first, start)).days + 1, 0)
