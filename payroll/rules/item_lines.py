"""Making lines of pay items: what every method's rule starts from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from payroll.rules.accounts import Accounts
from payroll.rules.basis import PayslipBasis
from payroll.rules.lines import paid_line
from payroll.rules.pay_items import GivenLine, PayItem
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.statutory import Figure, Parameters


class Made(NamedTuple):
    """A line with the item that says how it is treated."""

    item: PayItem
    line: PayslipLine


Rule = Callable[[GivenLine, PayslipBasis, Parameters], PayslipLine]
Split = Callable[[GivenLine, PayslipBasis, Parameters], list[Made]]
"""A rule that makes several lines, each of an item of its own: a part that is free of tax and one that is not."""


def line_of(
    given: GivenLine,
    *,
    quantity: Decimal,
    unit: Unit,
    rate: Decimal,
    formula: str,
    inputs: Sequence[Input] = (),
    figures: Sequence[Figure] = (),
) -> PayslipLine:
    """A line of the item: quantity × rate, rounded to the öre once; taken from the pay where the item says so."""
    item = given.item
    texts = (("note", given.note), ("cost_centre", given.cost_centre), ("project", given.project))
    said = tuple(Input(name, value, Unit.NONE) for name, value in texts if value)
    line = paid_line(
        item.code,
        quantity=quantity,
        unit=unit,
        rate=rate * item.sign,
        formula=f"−{formula}" if item.sign < 0 else formula,
        law=item.law,
        inputs=(*inputs, *said),
        figures=figures,
    )
    why = replace(line.explanation, references=(given.reference,) if given.reference else ())
    return replace(
        line,
        group=item.group,
        label=item.label,
        account=item.account,
        explanation=why,
        cost_centre=given.cost_centre,
        project=given.project,
    )


def posted_as_the_company_does(made: Iterable[Made], given: GivenLine, accounts: Accounts) -> list[Made]:
    """Lines that a rule makes of items of its own get the company's account; the given item has it already."""
    found = list(made)
    if not accounts:
        return found
    return [one if one.item.code == given.item.code else _posted(one, accounts) for one in found]


def _posted(one: Made, accounts: Accounts) -> Made:
    account = accounts.of(one.item.account)
    return Made(replace(one.item, account=account), replace(one.line, account=account))
