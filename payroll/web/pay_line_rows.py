"""Pay lines as the employee card shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from common.periods import Month
from common.templatetags.format import decimal, kronor
from employment.models import Employee
from payroll.benefit_forms import BENEFIT_FORMS
from payroll.catalogue import pay_items
from payroll.models import PayLine
from payroll.pay_item_wording import IN_SHORT, KINDS, REGISTER
from payroll.pay_line_preview import amounts_of
from payroll.queries import first_open_month, repaid_by_line
from payroll.rules.loans import PRINCIPAL
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


class Known(NamedTuple):
    """What the values of lines are worked out with: amounts of a month by line, and what was repaid of loans."""

    amounts: Mapping[UUID, int]
    repaid: Mapping[str, int]


def rows_of(employee: Employee, lines: Sequence[PayLine], audience: str, today: date) -> list[PayLineRow]:
    """The lines with their names, values, and what can be done with them."""
    first_open = first_open_month(employee)
    is_lent = any(PRINCIPAL in line.details for line in lines)
    repaid = repaid_by_line(employee.company_id, [employee.pk]) if is_lent else {}
    worked_out = [line for line in lines if pay_items()[line.item].item.method in BENEFIT_FORMS]
    known = Known(amounts_of(employee, worked_out, repaid, first_open or Month.of(today)), repaid)
    return [_row(line, audience, first_open, known) for line in lines]


def _row(line: PayLine, audience: str, first_open: Month | None, known: Known) -> PayLineRow:
    registered = pay_items()[line.item]
    ids = (line.company_id, line.employee_id, line.pk)
    return PayLineRow(
        line=line,
        name=line.own_item.name if line.own_item else str(REGISTER[line.item]),
        kind=str(KINDS[registered.kind]),
        value=_value(line, registered.item.method, known),
        is_paid=first_open is not None and Month.of(line.starts_on) < first_open,
        can_end=line.ends_on is None or first_open is None or Month.of(line.ends_on) >= first_open,
        end_url=url(audience, "pay_line_end", *ids),
        remove_url=url(audience, "pay_line_remove", *ids),
    )


def _value(line: PayLine, method: Method, known: Known) -> str:
    if method in BENEFIT_FORMS:
        return _worked_out(line, known)
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


def _worked_out(line: PayLine, known: Known) -> str:
    """What the line comes to a month, and what is left of a loan."""
    amount = known.amounts.get(line.pk, line.amount)
    if pay_items()[line.item].item.method == Method.WELLNESS:
        return _("%(given)s kr, %(taxed)s kr taxed") % {"given": kronor(line.amount), "taxed": kronor(amount)}
    said = _("%(amount)s kr a month") % {"amount": kronor(amount)}
    principal = int(line.details.get(PRINCIPAL, 0))
    if not principal:
        return said
    left = max(principal - known.repaid.get(str(line.pk), 0), 0)
    rest = _("%(left)s of %(whole)s kr left") % {"left": kronor(left), "whole": kronor(principal)}
    return f"{said}, {rest}"
