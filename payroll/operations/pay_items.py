"""A company's own pay items: copies of the register's under another name and account."""

from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction

from common import clock
from events.operations import record
from payroll.models import PayItem


class Look(NamedTuple):
    """Name and account (empty: that of the standard item)."""

    name: str
    account: str = ""


class NameTaken(ValueError):
    """The company has a pay item of that name."""


@transaction.atomic
def copy_pay_item(*, company_id: UUID, code: str, look: Look, by: UUID | None, firm_id: UUID | None = None) -> PayItem:
    """A copy of an item of the register. Raises NameTaken."""
    item = PayItem(company_id=company_id, based_on=code, created_at=clock.now(), **look._asdict())
    _save(item)
    data = {"name": look.name}
    record("payroll.pay_item_copied", by=by, subject=item, company_id=company_id, firm_id=firm_id, data=data)
    return item


@transaction.atomic
def change_pay_item(*, item: PayItem, look: Look, by: UUID | None, firm_id: UUID | None = None) -> PayItem:
    """Another name or account, for payslips that are calculated from now on. Raises NameTaken."""
    row = PayItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    data = {"name": look.name, "former": row.name}
    row.name, row.account = look
    _save(row)
    record("payroll.pay_item_changed", by=by, subject=row, company_id=row.company_id, firm_id=firm_id, data=data)
    return row


@transaction.atomic
def retire_pay_item(*, item: PayItem, by: UUID | None, firm_id: UUID | None = None) -> None:
    """Not offered any more; lines that have it go on."""
    row = PayItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if row.retired_at is not None:
        return
    row.retired_at = clock.now()
    row.save(update_fields=["retired_at"])
    data = {"name": row.name}
    record("payroll.pay_item_retired", by=by, subject=row, company_id=row.company_id, firm_id=firm_id, data=data)


def _save(item: PayItem) -> None:
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as error:
        raise NameTaken(item.name) from error
