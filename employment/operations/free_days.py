"""A company's choice of free days. A day whose deviations are paid for stays as it was."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Company
from common import clock
from employment.free_day_queries import free_days_of
from employment.models import FreeDay, FreeEves
from employment.paid_days import paid_days_of
from employment.rules.free_days import Eves, written
from events.operations import record


class AlreadyPaid(ValueError):
    """The day is paid for in an approved run; `until` is the last that is."""

    def __init__(self, until: date) -> None:
        super().__init__(f"Days until {until} are paid for.")
        self.until = until


class AlreadyFree(ValueError):
    """The day is free as it is."""


@transaction.atomic
def choose_eves(
    *, company_id: UUID, eves: Eves, starts_on: date, by: UUID | None, firm_id: UUID | None = None
) -> FreeEves:
    """Which eves are free from a day on; what was chosen from the same day is replaced. Raises AlreadyPaid."""
    _refuse_paid(company_id, starts_on)
    values = {"eves": written(eves), "created_by_id": by, "created_at": clock.now()}
    row, _made = FreeEves.objects.update_or_create(company_id=company_id, starts_on=starts_on, defaults=values)
    data = {"from": starts_on, "eves": row.eves}
    record("employment.free_eves_chosen", by=by, subject=row, company_id=company_id, firm_id=firm_id, data=data)
    return row


@transaction.atomic
def add_free_day(*, company_id: UUID, day: date, name: str, by: UUID | None, firm_id: UUID | None = None) -> FreeDay:
    """A free day of the company's own. Raises AlreadyPaid, AlreadyFree."""
    _refuse_paid(company_id, day)
    if day in free_days_of(company_id).between(day, day):
        raise AlreadyFree
    row = FreeDay(company_id=company_id, day=day, name=name, created_by_id=by, created_at=clock.now())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise AlreadyFree from None
    _record("employment.free_day_added", row, by, firm_id)
    return row


@transaction.atomic
def remove_free_day(*, free_day: FreeDay, by: UUID | None, firm_id: UUID | None = None) -> None:
    """Work as planned on the day again. Raises AlreadyPaid."""
    _refuse_paid(free_day.company_id, free_day.day)
    row = FreeDay.objects.select_for_update(of=("self",)).filter(pk=free_day.pk).first()
    if row is None:
        return
    _record("employment.free_day_removed", row, by, firm_id)
    row.delete()


def _refuse_paid(company_id: UUID, day: date) -> None:
    """Changes of one company wait for each other, and for an approval that is under way."""
    Company.objects.select_for_update(no_key=True).get(pk=company_id)
    paid = paid_days_of(company_id, holds=True)
    if paid.until is not None and day <= paid.until:
        raise AlreadyPaid(paid.until)


def _record(kind: str, row: FreeDay, by: UUID | None, firm_id: UUID | None) -> None:
    data = {"day": row.day, "name": row.name}
    record(kind, by=by, subject=row, company_id=row.company_id, firm_id=firm_id, data=data)
