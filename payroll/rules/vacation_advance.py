"""Advance vacation: days taken before they were earned are a debt of the employee's (semesterlagen 1977:480, 29 a §).

It is set off against vacation compensation when the employment ends, but not when five years have passed since the
days were taken, nor when it ends for illness, by the employer's breach, or for shortage of work. Not verified.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from common.money import Ore
from common.values import frozen
from payroll.statutory import Figure, Parameters

WAIVED_AFTER = "advance_debt_last_years"


class EndReason(StrEnum):
    """Why an employment ends, as far as the debt is concerned."""

    OTHER = "OTHER"
    ILLNESS = "ILLNESS"
    EMPLOYERS_BREACH = "EMPLOYERS_BREACH"
    SHORTAGE_OF_WORK = "SHORTAGE_OF_WORK"


WAIVING = frozenset({EndReason.ILLNESS, EndReason.EMPLOYERS_BREACH, EndReason.SHORTAGE_OF_WORK})


@frozen
class AdvanceTaken:
    """Days taken in advance on a day, and what they were paid with in öre."""

    on: date
    days: Decimal
    amount: Ore


def debt_on(day: date, taken: Iterable[AdvanceTaken], reason: EndReason, parameters: Parameters) -> Ore:
    """What can be set off when the employment ends on a day. Raises FigureMissing."""
    if reason in WAIVING:
        return 0
    limit = years_before(day, int(parameters.value(WAIVED_AFTER)))
    return sum(one.amount for one in taken if one.on > limit)


def waiting_figure(parameters: Parameters) -> Figure:
    """The figure of after how many years the debt is gone. Raises FigureMissing."""
    return parameters.figure(WAIVED_AFTER)


def years_before(day: date, years: int) -> date:
    """The same day some years before; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
