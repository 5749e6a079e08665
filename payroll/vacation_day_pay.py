"""What a day of vacation pays beyond the salary's own supplement, by the year that it lies in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from employment.models import Employee
from payroll.models import PayrollRun
from payroll.parameters import parameters_for
from payroll.rules.vacation_absence import CountedAbsence
from payroll.rules.vacation_again import counted_entries
from payroll.rules.vacation_ledger import GRANTING, Entry, granted_in, typed_day_pay
from payroll.rules.vacation_terms import VacationRule, VacationTerms, earning_year_of, vacation_year_of
from payroll.rules.vacation_value import EarnedPay, day_value
from payroll.statutory import YearNotAvailable
from payroll.vacation_again import counted_since
from payroll.vacation_balances import entries_before, values_by_employee
from payroll.vacation_earning import absence_in, earned_pay_in

TermsOf = Mapping[UUID, VacationTerms]
NOTHING_EXPECTED: Mapping[UUID, Decimal] = {}


class Followed(NamedTuple):
    """A run, and what vacation follows in it: the company's own terms, each employee's, and their workdays a week."""

    run: PayrollRun
    own: VacationTerms
    each: TermsOf
    workdays: Mapping[UUID, Decimal]


def day_pay(
    followed: Followed, employees: Sequence[Employee], day: date, expected: Mapping[UUID, Decimal] = NOTHING_EXPECTED
) -> dict[UUID, dict[str, Any]]:
    """By the percentage rule, or for variable pay: of the vacation year of a day, or the payday's if nothing is known.

    `expected` are paid days of a year that nobody has opened yet.
    """
    run, each = followed.run, followed.each
    year, year_of_payday = (vacation_year_of(one, followed.own).number for one in (day, run.payday))
    accounts = _granting(followed, employees, {year, year_of_payday})
    by_day: dict[date, list[Employee]] = defaultdict(list)
    for one in employees:
        entries = accounts.get(one.pk, [])
        is_known = one.pk in expected or granted_in(entries, year) or typed_day_pay(entries, year) is not None
        by_day[day if is_known and year != year_of_payday else run.payday].append(one)
    found: dict[UUID, dict[str, Any]] = {}
    for on, people in by_day.items():
        earned = earned_pay_of(run.company_id, people, on, followed.own, each)
        number = vacation_year_of(on, followed.own).number
        for one in people:
            entries = accounts.get(one.pk, [])
            value = day_value(
                each[one.pk],
                monthly_salary=0,
                earned=earned[one.pk],
                paid_days=granted_in(entries, number) or expected.get(one.pk, Decimal(0)),
                workdays=followed.workdays[one.pk],
                typed=typed_day_pay(entries, number),
            )
            is_percentage = each[one.pk].rule == VacationRule.PERCENTAGE
            found[one.pk] = {"percentage_day_pay" if is_percentage else "variable_day_pay": value.amount}
    return found


def _granting(followed: Followed, employees: Sequence[Employee], years: set[int]) -> dict[UUID, list[Entry]]:
    """What some years began with; for one year by the same-pay rule only what somebody has typed matters."""
    run = followed.run
    rows = entries_before(run, [one.pk for one in employees])
    rows = rows.filter(cause__in=list(GRANTING), vacation_year__in=years)
    if all(followed.each[one.pk].rule != VacationRule.PERCENTAGE for one in employees) and len(years) == 1:
        rows = rows.filter(amount__isnull=False)
    accounts, since = values_by_employee(rows), counted_since(run.company_id, employees, run.payday)
    return {one: counted_entries(entries, since.get(one)) for one, entries in accounts.items()}


def earned_pay_of(
    company_id: UUID, employees: Sequence[Employee], day: date, terms: VacationTerms, each: TermsOf
) -> dict[UUID, EarnedPay]:
    """Pay of the earning year behind the vacation year of a day; absence matters to the percentage rule alone.

    `terms` are the company's own, `each` what every employee follows.
    """
    year, absence = earning_year_of(vacation_year_of(day, terms), terms), dict[UUID, CountedAbsence]()
    by_percentage = [one.pk for one in employees if each[one.pk].rule == VacationRule.PERCENTAGE]
    if by_percentage:
        with suppress(YearNotAvailable):
            absence = absence_in(company_id, by_percentage, year, parameters_for(day))
    return earned_pay_in(company_id, employees, year, absence, terms)
