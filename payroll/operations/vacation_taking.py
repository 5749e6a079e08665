"""What an approved run means for the account of vacation: the days of its payslips, and what it has paid in money."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from accounts.models import User
from common.money import round_to_ore
from employment.models import Employee
from employment.queries import employees_of, employment_terms_on
from payroll.models import PayrollRun, Payslip, VacationEntry
from payroll.rules.vacation_ledger import Cause, balances_of
from payroll.rules.vacation_order import DayKind, take, take_oldest
from payroll.rules.vacation_terms import VacationTerms, vacation_year_of
from payroll.rules.vacation_value import day_value
from payroll.vacation_at_hand import earned_pay_of, payouts_before
from payroll.vacation_balances import entries_before, vacation_terms_for, vacation_terms_on, values_by_employee


def account_for_vacation(*, run: PayrollRun, by: User, at: datetime) -> None:
    """Write what the run took and paid, for those of whom an account is kept; part of the approval."""
    slips = Payslip.objects.filter(run=run)
    taken = dict(slips.filter(vacation_days_taken__gt=0).values_list("employee_id", "vacation_days_taken"))
    known = set(entries_before(run, taken).order_by().values_list("employee_id", flat=True).distinct())
    rows = _taken_rows(run, {one: days for one, days in taken.items() if one in known}) if known else []
    rows += [_settled(row, run) for row in payouts_before(run, slips.values_list("employee_id", flat=True))]
    for row in rows:
        row.created_by, row.created_at = by, at
    VacationEntry.objects.bulk_create(rows)


def _taken_rows(run: PayrollRun, taken: Mapping[UUID, Decimal]) -> list[VacationEntry]:
    terms = vacation_terms_on(run.company_id, run.payday)
    accounts = values_by_employee(entries_before(run, taken))
    rows = [
        _row(run, one, terms, kind, days, saved_from)
        for one, number in taken.items()
        for kind, saved_from, days in _spread(number, balances_of(accounts[one]).days, balances_of(accounts[one]).saved)
    ]
    _value_advance([row for row in rows if row.kind == DayKind.ADVANCE], run, terms)
    return rows


def _spread(
    number: Decimal, days: Mapping[DayKind, Decimal], saved: Mapping[int, Decimal]
) -> list[tuple[DayKind, int | None, Decimal]]:
    """Kind, year of saved days, and how many; what no kind has room for is taken of the unpaid."""
    taken = take(number, days)
    found: list[tuple[DayKind, int | None, Decimal]] = []
    for kind, part in taken.days.items():
        if kind == DayKind.SAVED:
            found += [(kind, year, of_year) for year, of_year in take_oldest(part, saved).items()]
        else:
            found.append((kind, None, part))
    return found + ([(DayKind.UNPAID, None, taken.beyond)] if taken.beyond else [])


def _row(
    run: PayrollRun, employee_id: UUID, terms: VacationTerms, kind: DayKind, days: Decimal, saved_from: int | None
) -> VacationEntry:
    return VacationEntry(
        company_id=run.company_id,
        employee_id=employee_id,
        kind=kind,
        cause=Cause.TAKEN,
        days=-days,
        vacation_year=vacation_year_of(run.deviation_last, terms).number,
        saved_from=saved_from,
        on=run.payday,
        run=run,
    )


def _value_advance(rows: Sequence[VacationEntry], run: PayrollRun, terms: VacationTerms) -> None:
    """What days in advance were paid with, which the employee owes (29 a §)."""
    people: list[Employee] = list(employees_of(run.company_id).filter(pk__in={row.employee_id for row in rows}))
    if not people:
        return
    pay = employment_terms_on(run.company_id, [one.pk for one in people], run.payday)
    agreed = vacation_terms_for(run.company_id, [one.pk for one in people], run.payday)
    earned = earned_pay_of(run.company_id, people, run.payday, terms, agreed)
    for row in rows:
        salary = (pay[row.employee_id].monthly_salary or 0) if row.employee_id in pay else 0
        own = agreed[row.employee_id]
        value = day_value(own, monthly_salary=salary, earned=earned[row.employee_id], paid_days=own.days)
        row.amount = round_to_ore(-row.days * value.exact)


def _settled(row: VacationEntry, run: PayrollRun) -> VacationEntry:
    return VacationEntry(
        company_id=row.company_id,
        employee_id=row.employee_id,
        kind=row.kind,
        cause=Cause.SETTLED,
        days=Decimal(0),
        vacation_year=row.vacation_year,
        saved_from=row.saved_from,
        on=run.payday,
        run=run,
        about=row.pk,
    )
