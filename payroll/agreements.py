"""Agreements as payroll takes them: figures for the rules, and who is paid for a part of a month by workdays."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from common.periods import Month, days_between
from employment.agreement_queries import AgreementBook
from employment.models import AgreementVersion, Employee
from employment.models.agreement import PartMonth, UnsocialOverlap
from employment.rules.employments import joined
from payroll.rules.basis import Agreement, Terms
from payroll.rules.shifts import by_the_clock
from payroll.rules.unsocial_bands import Band, Measure, UnsocialHours

SATURDAY = 5
FIGURES = [one.name for one in fields(Agreement) if one.name != "unsocial"]


class Agreements:
    """Versions of agreements as values: one value for all who share a version."""

    def __init__(self, book: AgreementBook) -> None:
        self._book = book
        self._values: dict[UUID, Agreement] = {}

    def on(self, employee_id: UUID, day: date) -> Agreement:
        """What applies to an employee on a day."""
        version = self._book.on(employee_id, day)
        if version.pk not in self._values:
            figures = {name: getattr(version, name) for name in FIGURES}
            self._values[version.pk] = Agreement(**figures, unsocial=_unsocial_hours(version))
        return self._values[version.pk]


def _unsocial_hours(version: AgreementVersion) -> UnsocialHours | None:
    """What the version says of unsocial hours; None where it says nothing."""
    if not version.unsocial_bands:
        return None
    return UnsocialHours(
        agreement=version.agreement.name,
        starts_on=version.starts_on,
        bands=tuple(band_of(one) for one in version.unsocial_bands),
        by_order=version.unsocial_overlap == UnsocialOverlap.FIRST,
        with_overtime=version.unsocial_with_overtime,
        by_schedule=version.unsocial_by_schedule,
    )


def band_of(said: dict[str, Any]) -> Band:
    """A band of an agreement as the rules take it."""
    starts, ends = by_the_clock(*(time.fromisoformat(said[name]) for name in ("from", "to")))
    return Band(said["name"], tuple(said["days"]), starts, ends, Measure(said["measure"]), Decimal(said["value"]))


def is_paid_by_workdays(employee: Employee, terms: Sequence[Terms], book: AgreementBook, month: Month) -> bool:
    """Whether the agreement pays a part of the month by workdays, and employment or terms begin or end within it."""
    if book.on(employee.pk, month.last).part_month != PartMonth.WORKDAYS:
        return False
    in_whole = any(one.covers(month.first) and one.covers(month.last) for one in joined(employee.employments))
    return not in_whole or any(0 < one.days_in(month.first, month.last) < month.days for one in terms)


def ordinary_workdays(month: Month, free: Collection[date]) -> tuple[date, ...]:
    """Monday to Friday but for free days: the workdays of somebody without a schedule."""
    return tuple(day for day in days_between(month.first, month.last) if day.weekday() < SATURDAY and day not in free)
