"""Lines that a person has decided about: each method of a pay item has its rule, the simplest two are here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from payroll.rules.basis import PayslipBasis
from payroll.rules.lines import krona_text, money_input, paid_line, text
from payroll.rules.pay_items import Basis, GivenLine, Method, PayItem, TaxTreatment
from payroll.rules.result import Group, Input, PayslipLine, Unit
from payroll.statutory import Figure, Parameters

TAXED = (Group.GROSS, Group.BENEFIT)


class Made(NamedTuple):
    """A line with the item that says how it is treated."""

    item: PayItem
    line: PayslipLine


Rule = Callable[[GivenLine, PayslipBasis, Parameters], PayslipLine]


def made_lines(basis: PayslipBasis, parameters: Parameters) -> list[Made]:
    """The lines of all that is given but net deductions, in the order given. Raises FigureMissing."""
    found = [given for given in basis.given if given.item.group != Group.DEDUCTION]
    return [Made(given.item, METHODS[given.item.method](given, basis, parameters)) for given in found]


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
    note = (Input("note", given.note, Unit.NONE),) if given.note else ()
    line = paid_line(
        item.code,
        quantity=quantity,
        unit=unit,
        rate=rate * item.sign,
        formula=f"−{formula}" if item.sign < 0 else formula,
        law=item.law,
        inputs=(*inputs, *note),
        figures=figures,
    )
    why = replace(line.explanation, references=(given.reference,) if given.reference else ())
    return replace(line, group=item.group, label=item.label, account=item.account, explanation=why)


def by_amount(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """The amount that was agreed."""
    inputs = (money_input("agreed_amount", given.amount),)
    rate = Decimal(given.amount)
    return line_of(given, quantity=Decimal(1), unit=Unit.NONE, rate=rate, formula=krona_text(rate), inputs=inputs)


def by_quantity(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """So many, at so much each."""
    price = Decimal(given.amount)
    inputs = (Input("quantity", text(given.quantity), Unit.COUNT), money_input("price_each", given.amount))
    formula = f"{text(given.quantity)} × {krona_text(price)}"
    unit = Unit(given.item.unit) if given.item.unit else Unit.COUNT
    return line_of(given, quantity=given.quantity, unit=unit, rate=price, formula=formula, inputs=inputs)


METHODS: dict[Method, Rule] = {Method.AMOUNT: by_amount, Method.QUANTITY: by_quantity}


def amount_in(made: Sequence[Made], *groups: Group) -> int:
    """The sum of the lines of some groups, in öre."""
    return sum(one.line.amount for one in made if one.item.group in groups)


def one_off_amount(made: Sequence[Made]) -> int:
    """What is taxed as a one-off amount, in öre."""
    return sum(one.line.amount for one in made if one.item.group in TAXED and one.item.tax == TaxTreatment.ONE_OFF)


def outside_contributions(made: Sequence[Made]) -> int:
    """Taxed, but no basis for employer contributions, in öre."""
    return sum(one.line.amount for one in made if one.item.group in TAXED and one.item.contributions == Basis.NOTHING)


def vacation_basis(made: Sequence[Made]) -> int:
    """Variable pay that vacation pay is counted on, in öre."""
    return sum(one.line.amount for one in made if one.item.group == Group.GROSS and one.item.vacation_basis)
