"""What is on an employee's payslips besides the pay: added, ended, removed while nothing has been paid of it.

A month that is approved stays as it was: nothing begins, ends or goes away in it.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from common import clock
from common.periods import Month
from employment.models import Employee
from employment.operations.rows import locked_employee
from events.operations import record
from payroll.models import PayLine
from payroll.operations.runs import hold_open_runs
from payroll.queries import first_open_month


@dataclass(frozen=True)
class NewLine:
    """An item of the register or the company's own copy, what there is of it, and in which months (None: on and on).

    `amount` is öre, each for `quantity`.
    """

    item: str
    first: Month
    last: Month | None
    own_item_id: UUID | None = None
    quantity: Decimal = Decimal(1)
    amount: int = 0
    details: dict[str, str] = field(default_factory=dict)
    note: str = ""
    cost_centre: str = ""
    project: str = ""


class MonthApproved(ValueError):
    """The month has an approved payslip; `first_open` is the first that has not."""

    def __init__(self, first_open: Month) -> None:
        super().__init__(f"Months before {first_open} are approved.")
        self.first_open = first_open


@transaction.atomic
def add_pay_line(*, employee: Employee, line: NewLine, by: UUID | None, firm_id: UUID | None = None) -> PayLine:
    """Put a line on the payslips of the months. Raises MonthApproved."""
    locked = locked_employee(employee)
    _refuse_approved(locked, line.first)
    row = PayLine.objects.create(
        company_id=locked.company_id,
        employee=locked,
        item=line.item,
        own_item_id=line.own_item_id,
        quantity=line.quantity,
        amount=line.amount,
        details=line.details,
        note=line.note,
        cost_centre=line.cost_centre,
        project=line.project,
        starts_on=line.first.first,
        ends_on=line.last.last if line.last else None,
        created_by_id=by,
        created_at=clock.now(),
    )
    _record("payroll.pay_line_added", row, by, firm_id)
    return row


@transaction.atomic
def end_pay_line(*, line: PayLine, last: Month, by: UUID | None, firm_id: UUID | None = None) -> PayLine:
    """The last month that the line is on a payslip. Raises MonthApproved."""
    locked_employee(line.employee)
    row = PayLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    _refuse_approved(line.employee, last.next)
    row.ends_on = max(last, Month.of(row.starts_on)).last
    row.save(update_fields=["ends_on"])
    _record("payroll.pay_line_ended", row, by, firm_id)
    return row


@transaction.atomic
def remove_pay_line(*, line: PayLine, by: UUID | None, firm_id: UUID | None = None) -> None:
    """Take away a line of which nothing is approved. Raises MonthApproved."""
    locked_employee(line.employee)
    row = PayLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    _refuse_approved(line.employee, Month.of(row.starts_on))
    _record("payroll.pay_line_removed", row, by, firm_id)
    row.delete()


def _refuse_approved(employee: Employee, month: Month) -> None:
    hold_open_runs(employee.company_id)
    first_open = first_open_month(employee)
    if first_open is not None and month < first_open:
        raise MonthApproved(first_open)


def _record(kind: str, row: PayLine, by: UUID | None, firm_id: UUID | None) -> None:
    data = {
        "number": row.employee.number,
        "item": row.item,
        "from": row.starts_on,
        "to": row.ends_on,
        "kronor": str(row.amount / Decimal(100)),
    }
    record(kind, by=by, subject=row.employee, company_id=row.company_id, firm_id=firm_id, data=data)
