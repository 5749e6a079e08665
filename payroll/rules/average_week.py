"""The average week of somebody who is paid by the hour: hours really worked in the weeks before the illness.

Lagen (1991:1047) om sjuklön 6 § speaks of an average week and not of how it is counted. An agreement (or practice)
names a number of weeks; where hours are known for a shorter time, the week of the schedule is taken.
"""

from datetime import date, timedelta
from typing import NamedTuple

from payroll.rules.basis import PayForm, PayslipBasis, Terms

DAYS_A_WEEK = 7


class AverageWeek(NamedTuple):
    """The weeks from the first day to the last, and the minutes that were worked in them."""

    first: date
    last: date
    weeks: int
    minutes: int

    @property
    def is_known(self) -> bool:
        """Whether there is anything to count an average of."""
        return self.minutes > 0


def average_week(day: date, terms: Terms, basis: PayslipBasis) -> AverageWeek | None:
    """The weeks before an illness that begins on a day; None where the agreement goes by the schedule, or by a salary.

    Without minutes where the hours are known for a shorter time than the weeks.
    """
    weeks = basis.agreement.qualifying_weeks
    if not weeks or terms.pay_form != PayForm.HOURLY:
        return None
    first, last = day - timedelta(days=weeks * DAYS_A_WEEK), day - timedelta(days=1)
    known = basis.hours_before
    if known is None or known.since > first:
        return AverageWeek(first, last, weeks, 0)
    return AverageWeek(first, last, weeks, sum(number for on, number in known.minutes if first <= on <= last))
