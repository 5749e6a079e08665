"""What somebody's days of a vacation year are taken to be until an opening balance is entered.

Semesterlagen (1977:480) 4, 7 and 8 §§, from the day of hire alone: nobody has said what was saved, taken or lost before
the payroll came here. Days in advance are those that the terms give who has not earned all.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from payroll.rules.lines import text
from payroll.rules.vacation_earned import Employed, is_hired_late, paid_days
from payroll.rules.vacation_ledger import Cause, Entry
from payroll.rules.vacation_order import NOTHING, DayKind, take
from payroll.rules.vacation_terms import VacationTerms, Year, earning_year_of, vacation_year_of
from payroll.rules.vacation_weeks import net_days, net_formula


class Taking(NamedTuple):
    """The days that a payslip says were taken, up to its last day of deviations.

    `before_turn` are those of them in the vacation year before that of the last day.
    """

    last: date
    days: Decimal
    before_turn: Decimal = NOTHING


def taken_in_year(year: Year, taken: Iterable[Taking], terms: VacationTerms) -> list[tuple[date, Decimal]]:
    """What was taken of a vacation year: each day of the year that it lies in (semesterlagen 3 §)."""
    found = []
    for one in taken:
        if one.last in year:
            found.append((one.last, one.days - one.before_turn))
        elif one.before_turn and vacation_year_of(one.last, terms).number == year.number + 1:
            found.append((year.last, one.before_turn))
    return [(on, days) for on, days in found if days]


def assumed_entries(
    employed: Employed, year: Year, terms: VacationTerms, days_hired_late: Decimal | None, taken: Iterable[Taking] = ()
) -> list[Entry]:
    """What the account would say of the year. `days_hired_late`: of who is hired after August, None when not known."""
    on = max(year.first, employed.begun)
    days, formula = _days(employed, year, terms, days_hired_late)
    found = [
        Entry(kind, Cause.ASSUMED, number, year.number, on, formula=formula if kind == DayKind.PAID else "")
        for kind, number in days.items()
        if number or kind == DayKind.PAID
    ]
    left = dict(days)
    for last, number in taken_in_year(year, taken, terms):
        spread = take(number, left)
        parts = dict(spread.days)
        if spread.beyond:
            parts[DayKind.PAID] = parts.get(DayKind.PAID, NOTHING) + spread.beyond
        for kind, part in parts.items():
            left[kind] -= part
            found.append(Entry(kind, Cause.TAKEN, -part, year.number, last))
    return found


def _days(
    employed: Employed, year: Year, terms: VacationTerms, days_hired_late: Decimal | None
) -> tuple[dict[DayKind, Decimal], str]:
    """Net days by kind, and the way to the paid ones in figures."""
    whole_year = terms.days
    if days_hired_late is not None and is_hired_late(employed, year, terms):
        whole_year = days_hired_late
    earning_year = earning_year_of(year, terms)
    earning = employed.days_in(earning_year.first, earning_year.last)
    gross = paid_days(terms.days, earning, earning_year.days)
    paid = net_days(gross if terms.is_coinciding else min(gross, whole_year), employed.workdays)
    unearned = max(net_days(whole_year, employed.workdays) - paid, NOTHING)
    advance = min(terms.advance_days, unearned)
    net = net_formula(gross, employed.workdays)
    formula = f"{text(terms.days)} × {earning} / {earning_year.days} → {text(gross)}" + (f"; {net}" if net else "")
    return {DayKind.PAID: paid, DayKind.ADVANCE: advance, DayKind.UNPAID: unearned - advance}, formula
