"""The agreed period of a collaboration, in calendar months."""

from calendar import monthrange
from datetime import date, timedelta


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
