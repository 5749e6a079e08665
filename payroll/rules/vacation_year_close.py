"""The end of a vacation year: what becomes of each day that is left, and what the new year begins with.

Semesterlagen (1977:480) 18 §: of paid days those beyond twenty may be saved; what is left of the twenty is paid out
as compensation (26 §). 19–20 §§: a saved day is taken within five years, else it is paid out. Unpaid days and advance
days that nobody took are gone. In a partial week the twenty are counted in net days.
"""

from collections.abc import Mapping
from decimal import Decimal

from common.values import frozen
from payroll.rules.vacation_earned import EarnedDays
from payroll.rules.vacation_order import NOTHING, DayKind
from payroll.rules.vacation_weeks import FULL_WEEK, net_days
from payroll.statutory import Figure, Parameters

NEVER_SAVED, SAVED_YEARS = "days_never_saved", "saved_days_last_years"


@frozen
class Remaining:
    """What an employee has when the year ends: days by kind, saved ones by the year that they are from.

    `granted` are the paid days that the year began with.
    """

    days: Mapping[DayKind, Decimal]
    saved: Mapping[int, Decimal]
    granted: Decimal


@frozen
class Closed:
    """What closing the year does for one employee; amounts of days, none of them negative but the debt's."""

    saved: Decimal
    paid_out: Decimal
    expired: Mapping[int, Decimal]
    unpaid_gone: Decimal
    advance_gone: Decimal
    new: EarnedDays
    new_advance: Decimal
    figures: tuple[Figure, ...]

    @property
    def expired_days(self) -> Decimal:
        """Saved days that became too old and are paid out."""
        return sum(self.expired.values(), NOTHING)


def close_year(
    year: int,
    remaining: Remaining,
    new: EarnedDays,
    new_advance: Decimal,
    parameters: Parameters,
    workdays: Decimal = FULL_WEEK,
) -> Closed:
    """Close the vacation year that began in `year`. Raises FigureMissing."""
    never, years = parameters.figure(NEVER_SAVED), parameters.figure(SAVED_YEARS)
    left = max(remaining.days.get(DayKind.PAID, NOTHING), NOTHING)
    may_be_saved = max(remaining.granted - net_days(never.value, workdays), NOTHING)
    saved = min(left, may_be_saved)
    expired = {
        from_year: days
        for from_year, days in remaining.saved.items()
        if days > 0 and from_year + int(years.value) <= year
    }
    return Closed(
        saved=saved,
        paid_out=left - saved,
        expired=expired,
        unpaid_gone=max(remaining.days.get(DayKind.UNPAID, NOTHING), NOTHING),
        advance_gone=max(remaining.days.get(DayKind.ADVANCE, NOTHING), NOTHING),
        new=new,
        new_advance=new_advance,
        figures=(never, years),
    )
