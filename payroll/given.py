"""From the lines that people have decided about to the values that the rules take."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from common.periods import Month
from payroll.catalogue import pay_items
from payroll.models import PayItem, PayLine
from payroll.queries import pay_lines_in
from payroll.rules.pay_items import GivenLine, Method
from payroll.rules.pay_items import PayItem as Item


def given_in(company_id: UUID, employee_ids: Iterable[UUID], month: Month) -> dict[UUID, tuple[GivenLine, ...]]:
    """What is given for a month, by employee and in the order of the register: one query."""
    found: dict[UUID, list[GivenLine]] = defaultdict(list)
    order = {code: number for number, code in enumerate(pay_items())}
    for row in sorted(pay_lines_in(company_id, employee_ids, month), key=lambda row: order[row.item]):
        found[row.employee_id].append(given_of(row))
    return {employee_id: tuple(lines) for employee_id, lines in found.items()}


def given_of(row: PayLine) -> GivenLine:
    """One line as the rules take it."""
    return GivenLine(
        item=item_of(row.item, row.own_item),
        quantity=row.quantity,
        amount=row.amount,
        details=tuple(sorted({**row.details, **_known(row)}.items())),
        note=row.note,
        reference=str(row.pk),
    )


def _known(row: PayLine) -> dict[str, str]:
    """What the rule of the item needs to know of the employee: the ladder of ITP 1 goes by age."""
    born = row.employee.birth_date
    if pay_items()[row.item].item.method != Method.ITP1 or born is None:
        return {}
    return {"born": str(Month.of(born))}


def item_of(code: str, own: PayItem | None) -> Item:
    """The item of the register, under the company's name and account when it has its own."""
    item = pay_items()[code].item
    if own is None:
        return item
    return replace(item, label=own.name, account=own.account or item.account)
