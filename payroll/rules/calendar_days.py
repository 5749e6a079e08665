"""Absence by calendar day: month × 12 / 365 for each day, and a month without work takes exactly the salary.

Usual in agreements for leave of more than five scheduled days and for illness from day fifteen; part of a day counts
by its share. Twelve 365ths a day would take more than the salary in a month of 31 days and leave some of it in a
month of 30: therefore absence on every scheduled day takes no less of the salary than the smallest share of a day
that was missed, and no absence takes more than the largest.
"""

from collections.abc import Sequence
from decimal import Decimal

from common.money import round_to_ore
from employment.rules.pay_periods import Days
from payroll.rules.basis import PayslipBasis, Registration, Terms
from payroll.rules.lines import krona_text, paid_line, pay_input, text
from payroll.rules.result import PayslipLine, Unit
from payroll.rules.salary_months import is_a_month
from payroll.rules.spells import WHOLE, shares
from payroll.statutory import Figure

DAYS_IN_YEAR = 365
Lines = list[PayslipLine]


def covers_month(basis: PayslipBasis, days: Days, registrations: Sequence[Registration]) -> bool:
    """Whether the days are a whole month of the employment, and something was missed on every scheduled one of them."""
    is_employed = basis.employed_from <= days.first and (basis.employed_to is None or basis.employed_to >= days.last)
    if not is_employed or not is_a_month(days):
        return False
    planned = {day for day, minutes in basis.planned_minutes if days.has(day) and minutes}
    return bool(planned) and planned <= {one.day for one in registrations}


def calendar_deduction(
    pay_item: str,
    terms: Terms,
    registrations: Sequence[Registration],
    *,
    days: Decimal,
    law: str,
    figures: Sequence[Figure] = (),
) -> PayslipLine:
    """Some calendar days of the monthly salary."""
    salary = Decimal(terms.monthly_salary)
    return paid_line(
        pay_item,
        quantity=days,
        unit=Unit.DAYS,
        rate=-salary * 12 / DAYS_IN_YEAR,
        formula=f"−{text(days)} × {krona_text(salary)} × 12 / {DAYS_IN_YEAR}",
        law=law,
        inputs=(pay_input(terms),),
        figures=figures,
        registrations=registrations,
    )


def within_month(
    lines: Lines, basis: PayslipBasis, month: tuple[Terms, Days], registrations: Sequence[Registration]
) -> Lines:
    """The lines of an absence in a month, or in their place the share of the salary that bounds them."""
    terms, days = month
    missed, salary = shares(registrations, basis.planned).values(), Decimal(terms.monthly_salary)
    least = min(missed) if covers_month(basis, days, registrations) else Decimal(0)
    amount = -sum(line.amount for line in lines)
    if round_to_ore(least * salary) <= amount <= round_to_ore(max(missed) * salary):
        return lines
    share = least if amount < least * salary else max(missed)
    explanation = lines[0].explanation
    times = "" if share == WHOLE else f"{text(share)} × "
    return [
        paid_line(
            lines[0].pay_item,
            quantity=share,
            unit=Unit.MONTHS,
            rate=-salary,
            formula=f"−{times}{krona_text(salary)}",
            law=explanation.law,
            inputs=(pay_input(terms),),
            figures=explanation.figures,
            registrations=registrations,
        )
    ]
