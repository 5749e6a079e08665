"""Pay lines as the employee card shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from common.periods import Month
from common.templatetags.format import decimal, kronor
from payroll.catalogue import pay_items
from payroll.models import PayLine
from payroll.pay_item_wording import IN_SHORT, KINDS, REGISTER
from payroll.rules.pay_items import Method
from payroll.web.desk import url
from payroll.web.travel_values import travel_value


@dataclass(frozen=True)
class PayLineRow:
    """One line of the list. `is_paid`: some month of it is approved, so that it can only end."""

    line: PayLine
    name: str
    kind: str
    value: str
    is_paid: bool
    can_end: bool
    end_url: str
    remove_url: str


def rows_of(lines: Iterable[PayLine], audience: str, first_open: Month | None) -> list[PayLineRow]:
    """The lines with their names, values, and what can be done with them."""
    return [_row(line, audience, first_open) for line in lines]


def _row(line: PayLine, audience: str, first_open: Month | None) -> PayLineRow:
    registered = pay_items()[line.item]
    ids = (line.company_id, line.employee_id, line.pk)
    return PayLineRow(
        line=line,
        name=line.own_item.name if line.own_item else str(REGISTER[line.item]),
        kind=str(KINDS[registered.kind]),
        value=_value(line, registered.item.method),
        is_paid=first_open is not None and Month.of(line.starts_on) < first_open,
        can_end=line.ends_on is None or first_open is None or Month.of(line.ends_on) >= first_open,
        end_url=url(audience, "pay_line_end", *ids),
        remove_url=url(audience, "pay_line_remove", *ids),
    )


def _value(line: PayLine, method: str) -> str:
    if method == Method.QUANTITY:
        return f"{decimal(line.quantity)} × {kronor(line.amount)} kr"
    if method == Method.AMOUNT:
        return f"{kronor(line.amount)} kr"
    said = travel_value(line, method)
    if said:
        return said
    amounts = [(name, int(value)) for name, value in sorted(line.details.items())]
    if line.amount:
        amounts.append(("attached_at_most", line.amount))
    return ", ".join(f"{IN_SHORT[name]} {kronor(amount)} kr" for name, amount in amounts)
