"""Absence by calendar day: month × 12 / 365 for each day, and a month without work takes exactly the salary.

Usual in agreements for leave of more than five scheduled days and for illness from day fifteen; part of a day counts
by its share. Twelve 365ths a day would take more than the salary in a month of 31 days and leave some of it in a
month of 30: therefore absence on every scheduled day takes no less of the salary than the smallest share of a day
that was missed, and no absence takes more than the largest.
"""

from collections.abc import Sequence
from decimal import Decimal

from common.money import round_to_ore
from payroll.rules.basis import PayslipBasis, Registration, Terms
from payroll.rules.lines import krona_text, paid_line, pay_input, text
from payroll.rules.result import PayslipLine, Unit
from payroll.rules.spells import WHOLE, shares
from payroll.statutory import Figure

DAYS_IN_YEAR = 365
Lines = list[PayslipLine]


def covers_month(basis: PayslipBasis, terms: Terms, registrations: Sequence[Registration]) -> bool:
    """Whether something was missed on every scheduled day of the deviation period, all of it on the same terms."""
    first, last = basis.deviation_first, basis.deviation_last
    planned = {day for day, minutes in basis.planned_minutes if first <= day <= last and minutes}
    is_employed = basis.employed_from <= first and (basis.employed_to is None or basis.employed_to >= last)
    is_whole = is_employed and terms.days_in(first, last) == (last - first).days + 1
    return bool(planned) and is_whole and planned <= {one.day for one in registrations}


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


def within_month(lines: Lines, basis: PayslipBasis, terms: Terms, registrations: Sequence[Registration]) -> Lines:
    """The lines of an absence, or in their place the share of the salary that bounds them."""
    missed, salary = shares(registrations, basis.planned).values(), Decimal(terms.monthly_salary)
    least = min(missed) if covers_month(basis, terms, registrations) else Decimal(0)
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
