"""The list of vacation as a table: the same cells for CSV and XLSX."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from common.money import kronor
from common.spreadsheets import Cell
from payroll.rules.vacation_order import DayKind
from payroll.vacation_status import CompanyVacation, Status


def table_head() -> list[str]:
    """The columns."""
    return [
        _("Employee number"),
        _("Name"),
        _("Day"),
        _("Paid days left"),
        _("Saved days left"),
        _("Days in advance left"),
        _("Unpaid days left"),
        _("Taken this year"),
        _("Being earned"),
        _("Value of a day"),
        _("Vacation liability"),
        _("Employer contributions"),
        _("Together"),
        _("Balance is assumed"),
    ]


def table_rows(vacation: CompanyVacation) -> Iterator[list[Cell]]:
    """Every employee, in the order of the page."""
    for status in vacation.rows:
        yield _cells(vacation, status)


def _cells(vacation: CompanyVacation, status: Status) -> list[Cell]:
    liability = status.liability
    days = [status.balances.of(kind) for kind in (DayKind.PAID, DayKind.SAVED, DayKind.ADVANCE, DayKind.UNPAID)]
    return [
        status.employee.number,
        status.employee.full_name,
        vacation.day,
        *days,
        status.taken,
        status.earning,
        kronor(status.value.amount) if status.value else None,
        kronor(liability.amount) if liability else None,
        kronor(liability.contributions) if liability else None,
        kronor(liability.total) if liability else None,
        _("yes") if status.is_assumed else _("no"),
    ]
