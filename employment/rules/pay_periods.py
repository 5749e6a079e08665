"""Which days a month's pay contains deviations of, and in which periods time is reported for it.

Time is reported in one period a month, named by the month that it ends in. It ends on the company's cut-off day, and
for who is paid by the hour, and where there is no cut-off day, with the month; it begins on the day after the period
before. So the periods of everybody lie end to end, also when the cut-off day is changed: then one is longer or shorter.

A run is for the salary of a month. It is paid in that month, or in arrears: in the month after. Salaries come with the
deviations of the month's own period or of the one before, hours always with those of the month before the payday.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from common.periods import ONE_DAY, Month

HIGHEST_CUT_OFF_DAY = 28
"""The last day that every month has; whoever wants a later one has the month's last day."""


class Days(NamedTuple):
    """The days from the first to the last; none when the last is the day before the first."""

    first: date
    last: date

    @property
    def is_empty(self) -> bool:
        """Whether there are no days."""
        return self.last < self.first

    def has(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last

    @property
    def number(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1

    @property
    def is_month(self) -> bool:
        """Whether the days are those of a calendar month."""
        month = Month.of(self.first)
        return (self.first, self.last) == (month.first, month.last)


@dataclass(frozen=True)
class CutOffs:
    """The day of the month that periods end on, None for the month's last.

    `earlier` are the days that applied up to and including a month, the oldest first.
    """

    day: int | None = None
    earlier: tuple[tuple[Month, int | None], ...] = ()

    @property
    def are_month_ends(self) -> bool:
        """Whether every period is, and always was, a calendar month."""
        return self.day is None and all(day is None for _until, day in self.earlier)

    def day_in(self, month: Month) -> int | None:
        """The cut-off day of a month."""
        return next((day for until, day in self.earlier if month <= until), self.day)

    def last_of(self, month: Month) -> date:
        """The last day of the period that is named by the month."""
        day = self.day_in(month)
        return month.last if day is None else month.first.replace(day=day)

    def changed(self, day: int | None, since: Month | None) -> "CutOffs":
        """Another day from a month on; from the beginning when there is no such month."""
        if since is None:
            return CutOffs(day)
        kept = tuple(one for one in self.earlier if one[0] < since.previous)
        return CutOffs(day, (*kept, (since.previous, self.day_in(since.previous))))


MONTH_ENDS = CutOffs()


def period_of(month: Month, cut_offs: CutOffs, hourly: Container[Month] = ()) -> Days:
    """The days that are reported in a month's period by somebody who is paid by the hour in some months."""
    before = month.previous
    former = before.last if before in hourly else cut_offs.last_of(before)
    return Days(former + ONE_DAY, month.last if month in hourly else cut_offs.last_of(month))


def month_of_period(day: date, cut_offs: CutOffs, hourly: Container[Month] = ()) -> Month:
    """The month whose period a day is reported in."""
    month = Month.of(day)
    return month if day <= period_of(month, cut_offs, hourly).last else month.next


@dataclass(frozen=True)
class PayRule:
    """What the company has chosen: deviations of the salary's own period, salaries in arrears, and its cut-off days."""

    is_current: bool = False
    is_in_arrears: bool = False
    cut_offs: CutOffs = MONTH_ENDS

    def paid_in(self, month: Month) -> Month:
        """The month in which the salary of a month is paid."""
        return month.next if self.is_in_arrears else month

    def salary_paid_in(self, month: Month) -> Month:
        """The month whose salary is paid in a month."""
        return month.previous if self.is_in_arrears else month

    def last_period(self, month: Month) -> Month:
        """The month whose period is the last that the salary of a month contains."""
        return month if self.is_current else month.previous


class Paid(NamedTuple):
    """The days of a run: whose deviations salaries contain, and whose hours are paid."""

    deviations: Days
    hours: Days


def paid_with(month: Month, rule: PayRule, before: Paid | None = None) -> Paid:
    """The days of the run for the salary of a month: those since the run `before`, of the month before, or one period.

    After a change of the rule there may be more days than a period has, or none.
    """
    period, worked = rule.last_period(month), rule.paid_in(month).previous
    usual = rule.cut_offs.last_of(period.previous) + ONE_DAY
    return Paid(
        _until(rule.cut_offs.last_of(period), before.deviations.last + ONE_DAY if before else usual),
        _until(worked.last, before.hours.last + ONE_DAY if before else worked.first),
    )


def _until(last: date, first: date) -> Days:
    return Days(first, max(last, first - ONE_DAY))


Kept = Sequence[tuple[str, int | None]]


def stored(cut_offs: CutOffs) -> Kept:
    """The earlier cut-off days as they are kept."""
    return [(str(until), day) for until, day in cut_offs.earlier]


def read(day: int | None, earlier: Kept) -> CutOffs:
    """The cut-off days from what is kept."""
    return CutOffs(day, tuple((Month.of(date.fromisoformat(f"{until}-01")), former) for until, former in earlier))
