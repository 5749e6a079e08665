"""Paying what is left of vacation when an employment ends; it comes with the next run, and is undone until then."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from common import clock
from employment.models import Employee
from employment.operations.rows import locked_employee
from employment.rules.periods import ONE_DAY
from events.operations import record
from payroll.models import VacationEntry
from payroll.operations.vacation_rows import explained, take_back
from payroll.parameters import parameters_for
from payroll.rules.vacation_advance import AdvanceTaken, EndReason
from payroll.rules.vacation_compensation import Compensation, compensation
from payroll.rules.vacation_ledger import Cause, Entry, is_compensated
from payroll.rules.vacation_order import DayKind
from payroll.vacation_balances import entries_of
from payroll.vacation_status import CompanyVacation, Status, vacation_of_company

ASSUMED = "Antaget när anställningen slutade"


class NotEnding(ValueError):
    """The employment has no last day, or its pay is not known."""


class AlreadyCompensated(ValueError):
    """What was left has been decided already."""


class AlreadyPaid(ValueError):
    """The compensation is on an approved payslip, or there is none."""


def last_day_of(employee: Employee) -> date:
    """The last day of the latest employment that has one. Raises NotEnding."""
    ends = [one.ends_on for one in employee.employments if one.ends_on is not None]
    if not ends:
        raise NotEnding
    return ends[-1]


class Ending(NamedTuple):
    """Where the vacation stands on the last day, and what it comes to."""

    vacation: CompanyVacation
    status: Status
    result: Compensation


def ending_of(employee: Employee, reason: EndReason) -> Ending:
    """What would be paid. Raises NotEnding, YearNotAvailable, FigureMissing."""
    last = last_day_of(employee)
    vacation = vacation_of_company(employee.company_id, last, only=employee.pk, known_by=_known_by(employee, last))
    status = next(iter(vacation.rows), None)
    if status is None or status.value is None:
        raise NotEnding
    result = compensation(
        last,
        paid=status.balances.of(DayKind.PAID),
        saved=status.balances.of(DayKind.SAVED),
        earning=status.earned_at_end,
        exact=status.earning,
        value=status.value,
        advance=[_advance(one) for one in status.account.entries if _is_advance(one)],
        reason=reason,
        parameters=parameters_for(last),
        running=status.running,
    )
    return Ending(vacation, status, result)


@transaction.atomic
def compensate(*, employee: Employee, reason: EndReason, by: UUID | None, firm_id: UUID | None = None) -> Ending:
    """Decide what is paid with the next run. Raises NotEnding, AlreadyCompensated."""
    locked_employee(employee)
    ending = ending_of(employee, reason)
    entries = ending.status.account.entries
    if is_compensated(entries):
        raise AlreadyCompensated
    rows = [*_opened(ending), *_ended(ending)]
    for row in rows:
        row.created_by_id, row.created_at = by, clock.now()
    VacationEntry.objects.bulk_create(rows)
    data = {"reason": reason.value, "days": str(ending.result.days)}
    _record("payroll.vacation_compensated", employee, by, firm_id, data)
    return ending


@transaction.atomic
def undo_compensation(*, employee: Employee, by: UUID | None, firm_id: UUID | None = None) -> None:
    """Take the decision back while no payslip has paid it. Raises AlreadyPaid."""
    locked_employee(employee)
    rows = compensation_rows(employee)
    if not rows:
        raise AlreadyPaid
    VacationEntry.objects.bulk_create(take_back(rows, by=by, at=clock.now()))
    _record("payroll.vacation_compensation_undone", employee, by, firm_id, {})


def compensation_rows(employee: Employee) -> list[VacationEntry]:
    """The rows of the latest decision, where it has neither been paid nor taken back."""
    rows = list(entries_of(employee.company_id, [employee.pk]))
    paid = {row.about for row in rows if row.cause == Cause.SETTLED}
    taken_back = {row.about for row in rows if row.cause == Cause.COMPENSATED and row.about is not None}
    decided = [row for row in rows if row.cause == Cause.COMPENSATED and row.about is None]
    standing = [row for row in decided if row.pk not in taken_back]
    latest = max((row.on for row in standing), default=None)
    open_rows = [row for row in standing if row.on == latest]
    return [] if any(row.pk in paid for row in open_rows) else open_rows


def _opened(ending: Ending) -> list[VacationEntry]:
    """What was assumed becomes the opening of the account."""
    if not ending.status.is_assumed:
        return []
    days = {DayKind.PAID: Decimal(0), **ending.status.balances.days}
    kinds = [kind for kind, number in days.items() if number or kind == DayKind.PAID]
    rows = [_row(ending, kind, Cause.OPENING, days[kind], None) for kind in kinds]
    for row in rows:
        row.reason = ASSUMED
    return rows


def _ended(ending: Ending) -> list[VacationEntry]:
    """Every balance becomes nothing; the money stands on the row of the paid days."""
    balances = ending.status.balances
    paid = _row(ending, DayKind.PAID, Cause.COMPENSATED, -balances.of(DayKind.PAID), None)
    paid.amount, paid.explanation = ending.result.amount, explained(ending.result.paid_out)
    saved = [
        _row(ending, DayKind.SAVED, Cause.COMPENSATED, -days, year) for year, days in sorted(balances.saved.items())
    ]
    rest = [
        _row(ending, kind, Cause.COMPENSATED, -balances.of(kind), None)
        for kind in (DayKind.ADVANCE, DayKind.UNPAID)
        if balances.of(kind)
    ]
    return [paid, *saved, *rest]


def _row(ending: Ending, kind: DayKind, cause: Cause, days: Decimal, saved_from: int | None) -> VacationEntry:
    employee = ending.status.employee
    return VacationEntry(
        company_id=employee.company_id,
        employee=employee,
        kind=kind,
        cause=cause,
        days=days,
        vacation_year=ending.vacation.year.number,
        saved_from=saved_from,
        on=last_day_of(employee),
    )


def _known_by(employee: Employee, last: date) -> date:
    """The account counts as it is today, but for what belongs to a later employment."""
    later = [one.starts_on - ONE_DAY for one in employee.employments if one.starts_on > last]
    return max(last, min([clock.today(), *later]))


def _is_advance(entry: Entry) -> bool:
    return entry.kind == DayKind.ADVANCE and entry.cause == Cause.TAKEN and entry.amount is not None


def _advance(entry: Entry) -> AdvanceTaken:
    return AdvanceTaken(entry.on, -entry.days, entry.amount or 0)


def _record(kind: str, employee: Employee, by: UUID | None, firm_id: UUID | None, data: dict[str, str]) -> None:
    record(kind, by=by, subject=employee, company_id=employee.company_id, firm_id=firm_id, data=data)
