"""Absence by calendar day: month × 12 / 365 for each day, and a month without work takes exactly the salary.

Usual in agreements for leave of more than five scheduled days and for illness from day fifteen; part of a day counts
by its share. Twelve 365ths a day would take more than the salary in a month of 31 days and leave some of it in a
month of 30: therefore absence on every scheduled day takes no less of the salary than the smallest share of a day
that was missed, and no absence takes more than the largest.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from common.money import kronor, round_to_ore
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


def covers_month(basis: PayslipBasis, terms: Terms, registrations: Sequence[Registration]) -> bool:
    """Whether something was missed on every scheduled day of the deviation period, all of it on the same terms."""
    first, last = basis.deviation_first, basis.deviation_last
    planned = {day for day, minutes in basis.planned_minutes if first <= day <= last and minutes}
    is_employed = basis.employed_from <= first and (basis.employed_to is None or basis.employed_to >= last)
    is_whole = is_employed and terms.days_in(first, last) == (last - first).days + 1
    return bool(planned) and is_whole and planned <= {one.day for one in registrations}


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
    """Some calendar days of the monthly salary, or the salary itself for a month without work."""
    salary = Decimal(terms.monthly_salary)
    line = paid_line(
        pay_item,
        quantity=days,
        unit=Unit.DAYS,
        rate=-salary * 12 / DAYS_IN_YEAR,
        formula=f"−{text(days)} × {krona_text(salary)} × 12 / {DAYS_IN_YEAR}",
        law=law,
        inputs=(money_input("monthly_salary", terms.monthly_salary),),
        figures=figures,
        registrations=registrations,
    )
    return within_month(line, basis, terms, registrations)


def within_month(
    line: PayslipLine, basis: PayslipBasis, terms: Terms, registrations: Sequence[Registration]
) -> PayslipLine:
    """The line, or the share of the salary that bounds it."""
    missed, salary = shares(registrations, basis.planned).values(), terms.monthly_salary
    least = min(missed) if covers_month(basis, terms, registrations) else Decimal(0)
    share = max(least, min(max(missed), -line.amount / Decimal(salary or 1)))
    amount = -round_to_ore(share * salary)
    if amount == line.amount:
        return line
    times = "" if share == WHOLE else f"{text(share)} × "
    formula = f"−{times}{krona_text(Decimal(salary))} = {kronor(amount)}"
    return replace(
        line,
        quantity=share.quantize(line.quantity),
        unit=Unit.MONTHS,
        rate=Decimal(-salary).quantize(line.rate),
        amount=amount,
        explanation=replace(line.explanation, formula=formula),
    )
