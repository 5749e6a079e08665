"""From when a new price may apply, so that what a past month was billed at never changes."""

from collections.abc import Iterable
from datetime import date

from common.periods import Month


def is_settled(starts_on: date, known: Iterable[date], this_month: Month) -> bool:
    """Whether a price from that day would change a month that has passed and had a price.

    `known` are the days from which the same unit has prices. A past month that lacked a price may still get one.
    """
    return starts_on < this_month.first and any(day <= starts_on for day in known)
