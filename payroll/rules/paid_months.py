"""Which paid months a change reaches that was made after they were paid."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from common.periods import Month


class Reaches(StrEnum):
    """What of a run rests on the day of a change: its month, its payday, or the days whose deviations it pays."""

    MONTH = "MONTH"
    PAYDAY = "PAYDAY"
    DEVIATIONS = "DEVIATIONS"


class PaidRun(NamedTuple):
    """An approved run, by what changes are held against."""

    month: Month
    payday: date
    deviation_last: date

    def rests_on(self, since: date, reaches: Reaches) -> bool:
        """Whether what applies from a day on applies to anything in the run."""
        last = {
            Reaches.MONTH: self.month.last,
            Reaches.PAYDAY: self.payday,
            Reaches.DEVIATIONS: self.deviation_last,
        }
        return since <= last[reaches]


def months_reached(runs: Iterable[PaidRun], since: date, reaches: Reaches) -> tuple[Month, ...]:
    """The months whose pay would be worked out from what is changed, the earliest first."""
    return tuple(sorted(one.month for one in runs if one.rests_on(since, reaches)))
