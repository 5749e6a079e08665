"""Entering balances by hand: where an account begins, and corrections of it. Each has a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from common import clock
from common.money import Ore
from employment.models import Employee
from employment.operations.rows import locked_employee
from events.operations import record
from payroll.models import VacationEntry
from payroll.rules.vacation_ledger import Cause
from payroll.rules.vacation_order import DayKind
from payroll.rules.vacation_terms import vacation_year_of
from payroll.vacation_balances import entries_of, vacation_terms_on


class AccountKept(ValueError):
    """The account has been opened already: what is wrong is corrected."""


class AccountNotKept(ValueError):
    """There is no account to correct: it begins with an opening balance."""


@dataclass(frozen=True)
class Opening:
    """What an account begins with: days by kind but saved, saved ones by the year that they are from, a day's pay.

    `day_pay` (öre) is what a day gives for variable pay, or by the percentage rule, this vacation year.
    """

    days: Mapping[DayKind, Decimal]
    saved: Mapping[int, Decimal]
    day_pay: Ore | None = None


@transaction.atomic
def open_account(
    *, employee: Employee, opening: Opening, reason: str, by: UUID | None, firm_id: UUID | None = None
) -> None:
    """Begin an employee's account with what is left today. Raises AccountKept."""
    locked_employee(employee)
    if entries_of(employee.company_id, [employee.pk]).exists():
        raise AccountKept
    given: list[tuple[DayKind, int | None, Decimal]] = [
        *((kind, None, days) for kind, days in opening.days.items()),
        *((DayKind.SAVED, year, days) for year, days in opening.saved.items()),
    ]
    rows = [
        _row(employee, kind, saved_from, days, Cause.OPENING)
        for kind, saved_from, days in given
        if days or kind == DayKind.PAID
    ]
    for row in rows:
        row.reason, row.created_by_id = reason, by
        row.amount = opening.day_pay if row.kind == DayKind.PAID else None  # type: ignore[assignment]
    VacationEntry.objects.bulk_create(rows)
    _record("payroll.vacation_opened", employee, by, firm_id, {row.kind: str(row.days) for row in rows})


@dataclass(frozen=True)
class Correction:
    """Days of a kind that are added (positive) or taken away; saved ones are of a year."""

    kind: DayKind
    days: Decimal
    reason: str
    saved_from: int | None = None


@transaction.atomic
def correct_balance(
    *, employee: Employee, correction: Correction, by: UUID | None, firm_id: UUID | None = None
) -> VacationEntry:
    """Add days of a kind, or take some away. Raises AccountNotKept."""
    locked_employee(employee)
    if not entries_of(employee.company_id, [employee.pk]).exists():
        raise AccountNotKept
    kind, days = correction.kind, correction.days
    row = _row(employee, kind, correction.saved_from, days, Cause.CORRECTION)
    row.reason, row.created_by_id = correction.reason, by
    row.save(force_insert=True)
    _record("payroll.vacation_corrected", employee, by, firm_id, {kind.value: str(days)})
    return row


def _row(employee: Employee, kind: DayKind, saved_from: int | None, days: Decimal, cause: Cause) -> VacationEntry:
    today = clock.today()
    return VacationEntry(
        company_id=employee.company_id,
        employee=employee,
        kind=kind,
        cause=cause,
        days=days,
        vacation_year=vacation_year_of(today, vacation_terms_on(employee.company_id, today)).number,
        saved_from=saved_from if kind == DayKind.SAVED else None,
        on=today,
        created_at=clock.now(),
    )


def _record(kind: str, employee: Employee, by: UUID | None, firm_id: UUID | None, data: dict[str, str]) -> None:
    record(kind, by=by, subject=employee, company_id=employee.company_id, firm_id=firm_id, data=data)
