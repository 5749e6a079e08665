"""What an approved run means for the account of vacation: the days of its payslips, and what it has paid in money."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from accounts.models import User
from common.money import round_to_ore
from employment.models import Employee
from employment.queries import employees_of, employment_terms_on
from payroll.basis import bases_for
from payroll.deviations import reach_of
from payroll.models import PayrollRun, Payslip, VacationEntry
from payroll.rules.vacation import days_before_turn, vacation_days
from payroll.rules.vacation_ledger import Cause, balances_of
from payroll.rules.vacation_order import DayKind, Taken, take, take_oldest, take_over_turn
from payroll.rules.vacation_terms import VacationTerms, turn_in, vacation_year_of, year_beginning
from payroll.rules.vacation_value import day_value
from payroll.vacation_at_hand import payouts_before
from payroll.vacation_balances import entries_before, vacation_terms_for, vacation_terms_on, values_by_employee
from payroll.vacation_day_pay import earned_pay_of

Spread = list[tuple[DayKind, int | None, Decimal]]
"""Kind, year of saved days, and how many."""


def account_for_vacation(*, run: PayrollRun, by: User, at: datetime) -> None:
    """Write what the run took and paid, for those of whom an account is kept; part of the approval."""
    slips = Payslip.objects.filter(run=run)
    names = ("vacation_days_taken", "vacation_days_before_turn")
    taken = {one: days for one, *days in slips.filter(vacation_days_taken__gt=0).values_list("employee_id", *names)}
    known = set(entries_before(run, taken).order_by().values_list("employee_id", flat=True).distinct())
    rows = _taken_rows(run, {one: Decimal(taken[one][0]) for one in known}) if known else []
    rows += [_settled(row, run) for row in payouts_before(run, slips.values_list("employee_id", flat=True))]
    for row in rows:
        row.created_by, row.created_at = by, at
    VacationEntry.objects.bulk_create(rows)


def _taken_rows(run: PayrollRun, taken: Mapping[UUID, Decimal]) -> list[VacationEntry]:
    terms = vacation_terms_on(run.company_id, run.payday)
    accounts = values_by_employee(entries_before(run, taken))
    over_turn = _over_turn(run, list(taken), terms)
    number, rows = vacation_year_of(run.deviation_last, terms).number, []
    for one, days in taken.items():
        balances = balances_of(accounts[one])
        parts = over_turn.get(one) or [(number, take(days, balances.days))]
        saved = dict(balances.saved)
        for year, part in parts:
            for kind, saved_from, of_kind in _spread(part, saved):
                rows.append(_row(run, one, year, kind, of_kind, saved_from))
                if saved_from is not None:
                    saved[saved_from] -= of_kind
    _value_advance([row for row in rows if row.kind == DayKind.ADVANCE], run, terms)
    return rows


def _over_turn(run: PayrollRun, ids: Sequence[UUID], terms: VacationTerms) -> dict[UUID, list[tuple[int, Taken]]]:
    """The days of those whose deviations reach over a turn of the year, by the year that they are taken from."""
    if turn_in(*reach_of(run), terms) is None:
        return {}
    found = {}
    for basis in bases_for(run, list(employees_of(run.company_id).filter(pk__in=ids))):
        known, turn = basis.vacation, basis.vacation_turn
        if known is not None and known.new_year is not None and turn is not None:
            before = days_before_turn(basis)
            after = vacation_days(basis) - before
            old, beyond, new = take_over_turn(before, after, known.by_kind, known.new_year.by_kind)
            number = vacation_year_of(turn, terms).number
            found[UUID(basis.employee_id)] = [(number - 1, old), (number, beyond), (number, new)]
    return found


def _spread(taken: Taken, saved: Mapping[int, Decimal]) -> Spread:
    """What no kind has room for is taken of the unpaid."""
    found: Spread = []
    for kind, part in taken.days.items():
        if kind == DayKind.SAVED:
            found += [(kind, year, of_year) for year, of_year in take_oldest(part, saved).items()]
        else:
            found.append((kind, None, part))
    return found + ([(DayKind.UNPAID, None, taken.beyond)] if taken.beyond else [])


def _row(
    run: PayrollRun, employee_id: UUID, year: int, kind: DayKind, days: Decimal, saved_from: int | None
) -> VacationEntry:
    return VacationEntry(
        company_id=run.company_id,
        employee_id=employee_id,
        kind=kind,
        cause=Cause.TAKEN,
        days=-days,
        vacation_year=year,
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
    earned = {
        year: earned_pay_of(run.company_id, people, min(run.payday, year_beginning(year, terms).last), terms, agreed)
        for year in {row.vacation_year for row in rows}
    }
    for row in rows:
        salary = (pay[row.employee_id].monthly_salary or 0) if row.employee_id in pay else 0
        own, of_year = agreed[row.employee_id], earned[row.vacation_year][row.employee_id]
        value = day_value(own, monthly_salary=salary, earned=of_year, paid_days=own.days)
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
