"""Agreements as payroll takes them: figures for the rules, and who is paid for a part of a month by workdays."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from uuid import UUID

from common.periods import Month, days_between
from common.red_days import is_bank_day
from employment.agreement_queries import AgreementBook
from employment.models import Employee
from employment.models.agreement import PartMonth
from payroll.rules.basis import Agreement, Terms


class Agreements:
    """Versions of agreements as values: one value for all who share a version."""

    def __init__(self, book: AgreementBook) -> None:
        self._book = book
        self._values: dict[UUID, Agreement] = {}

    def on(self, employee_id: UUID, day: date) -> Agreement:
        """What applies to an employee on a day."""
        version = self._book.on(employee_id, day)
        if version.pk not in self._values:
            self._values[version.pk] = Agreement(**{one.name: getattr(version, one.name) for one in fields(Agreement)})
        return self._values[version.pk]


def is_paid_by_workdays(employee: Employee, terms: Sequence[Terms], book: AgreementBook, month: Month) -> bool:
    """Whether the agreement pays a part of the month by workdays, and employment or terms begin or end within it."""
    if book.on(employee.pk, month.last).part_month != PartMonth.WORKDAYS:
        return False
    in_whole = employee.hired_on <= month.first and (employee.left_on is None or employee.left_on >= month.last)
    return not in_whole or any(0 < one.days_in(month.first, month.last) < month.days for one in terms)


def ordinary_workdays(month: Month) -> tuple[date, ...]:
    """Monday to Friday but for red days: the workdays of somebody without a schedule."""
    return tuple(day for day in days_between(month.first, month.last) if is_bank_day(day))
