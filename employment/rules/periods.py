"""Dated terms: what is in force when, and how a change from a date splits what was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From `starts_on` to `ends_on`, both included; open when `ends_on` is None."""

    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def touches(self, first: date, last: date) -> bool:
        """Whether any day of `first` to `last` lies in the period."""
        return self.starts_on <= last and (self.ends_on is None or first <= self.ends_on)


@dataclass(frozen=True)
class Split:
    """What a change from a date does to the periods there are.

    `replaced` is the index of the period that starts on that very day and is corrected in place, `shortened` the index
    of the one that now ends the day before; `new` is the period of the changed terms. At most one index is set.
    """

    new: Period
    replaced: int | None = None
    shortened: int | None = None


def split_at(periods: Sequence[Period], on: date) -> Split:
    """The change from a date `on`, given periods in order. What was paid before the date is never touched.

    The new period lasts as long as the one it takes over from, or until the next one begins.
    """
    for index, period in enumerate(periods):
        if period.starts_on == on:
            return Split(new=period, replaced=index)
        if period.covers(on):
            return Split(new=Period(on, period.ends_on), shortened=index)
    later = [period.starts_on for period in periods if period.starts_on > on]
    return Split(new=Period(on, min(later) - ONE_DAY if later else None))


def index_on(periods: Sequence[Period], day: date) -> int | None:
    """Which of the periods is in force on a day."""
    return next((index for index, period in enumerate(periods) if period.covers(day)), None)
