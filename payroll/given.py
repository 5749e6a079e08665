"""From the lines that people have decided about to the values that the rules take."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from common.periods import Month
from payroll.catalogue import pay_items
from payroll.models import PayItem, PayLine
from payroll.queries import pay_lines_in, repaid_by_line
from payroll.rules.accounts import STANDARD, Accounts
from payroll.rules.loans import PRINCIPAL, REPAID, left_of
from payroll.rules.pay_items import GivenLine, Method
from payroll.rules.pay_items import PayItem as Item


def given_in(
    company_id: UUID, employee_ids: Iterable[UUID], month: Month, accounts: Accounts = STANDARD
) -> dict[UUID, tuple[GivenLine, ...]]:
    """What is given for a month, by employee and in the order of the register: one query, one more for loans."""
    found: dict[UUID, list[GivenLine]] = defaultdict(list)
    order = {code: number for number, code in enumerate(pay_items())}
    rows = sorted(pay_lines_in(company_id, employee_ids, month), key=lambda row: order[row.item])
    owing = {row.employee_id for row in rows if PRINCIPAL in row.details}
    repaid = repaid_by_line(company_id, owing, month) if owing else {}
    for row in rows:
        line = given_of(row, repaid, accounts)
        # What is repaid is no more on the payslip.
        if left_of(line) != 0:
            found[row.employee_id].append(line)
    return {employee_id: tuple(lines) for employee_id, lines in found.items()}


def given_of(row: PayLine, repaid: Mapping[str, int] | None = None, accounts: Accounts = STANDARD) -> GivenLine:
    """One line as the rules take it; `repaid` is what was repaid before, by line."""
    details = dict(row.details)
    if PRINCIPAL in details:
        details[REPAID] = str((repaid or {}).get(str(row.pk), 0))
    return GivenLine(
        item=item_of(row.item, row.own_item, accounts),
        quantity=row.quantity,
        amount=row.amount,
        details=tuple(sorted({**details, **_known(row)}.items())),
        note=row.note,
        reference=str(row.pk),
        cost_centre=row.cost_centre,
        project=row.project,
    )


def _known(row: PayLine) -> dict[str, str]:
    """What the rule of the item needs to know of the employee: the ladder of ITP 1 goes by age."""
    born = row.employee.birth_date
    if pay_items()[row.item].item.method != Method.ITP1 or born is None:
        return {}
    return {"born": str(Month.of(born))}


def item_of(code: str, own: PayItem | None, accounts: Accounts = STANDARD) -> Item:
    """The item of the register, under the company's name and account when it has its own."""
    item = pay_items()[code].item
    if item.account and accounts:
        item = replace(item, account=accounts.of(item.account))
    if own is None:
        return item
    return replace(item, label=own.name, account=own.account or item.account)
