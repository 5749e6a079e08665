"""Absence by calendar day: month × 12 / 365 for each day, and the whole salary for a whole month.

Usual in agreements for leave of more than five scheduled days and for illness from day fifteen; part of a day counts
by its share. Twelve 365ths a day would take more than the salary in a month of 31 days and leave some of it in a
month of 30: therefore a month without a day of work takes exactly the salary.
"""

from collections.abc import Sequence
from decimal import Decimal

from payroll.rules.basis import PayslipBasis, Registration, Terms
from payroll.rules.lines import krona_text, money_input, paid_line, text
from payroll.rules.result import PayslipLine, Unit
from payroll.rules.spells import WHOLE, shares
from payroll.statutory import Figure

DAYS_IN_YEAR = 365
ORDINARY_WEEK = 5


def works_five_days(basis: PayslipBasis) -> bool:
    """Whether the schedule has five days a week; only then do calendar days and hours weigh the same."""
    return len({day.weekday() for day, minutes in basis.planned_minutes if minutes}) == ORDINARY_WEEK


def share_of_month(basis: PayslipBasis, terms: Terms, registrations: Sequence[Registration]) -> Decimal | None:
    """How much of the deviation period was missed, when something was missed on every scheduled day of it."""
    first, last = basis.deviation_first, basis.deviation_last
    planned = {day: minutes for day, minutes in basis.planned_minutes if first <= day <= last and minutes}
    missed = shares(registrations, basis.planned)
    employed = basis.employed_from <= first and (basis.employed_to is None or basis.employed_to >= last)
    is_covered = employed and terms.days_in(first, last) == (last - first).days + 1
    if not planned or not is_covered or not planned.keys() <= missed.keys():
        return None
    lost = sum((missed[day] * minutes for day, minutes in planned.items()), Decimal(0))
    return lost / sum(planned.values())


def calendar_deduction(
    pay_item: str,
    basis: PayslipBasis,
    terms: Terms,
    registrations: Sequence[Registration],
    *,
    days: Decimal,
    law: str,
    figures: Sequence[Figure] = (),
) -> PayslipLine:
    """Some calendar days of the monthly salary, or the salary itself for a month without a whole day of work."""
    share = share_of_month(basis, terms, registrations)
    salary = Decimal(terms.monthly_salary)
    times = "" if share == WHOLE else f"{text(days if share is None else share)} × "
    return paid_line(
        pay_item,
        quantity=days if share is None else share,
        unit=Unit.DAYS if share is None else Unit.MONTHS,
        rate=-salary * 12 / DAYS_IN_YEAR if share is None else -salary,
        formula=f"−{times}{krona_text(salary)}" + (f" × 12 / {DAYS_IN_YEAR}" if share is None else ""),
        law=law,
        inputs=(money_input("monthly_salary", terms.monthly_salary),),
        figures=figures,
        registrations=registrations,
    )
