"""What is taken from the pay after tax, in order: attachment of earnings first, then what the employee has agreed to.

An attachment leaves the reserved amount of the Enforcement Authority's decision untouched (7 kap. utsökningsbalken
1981:774) and goes before everything else; what was agreed is taken as far as the pay is enough. Expenses that are paid
back are not pay and are left alone.
"""

from dataclasses import replace
from decimal import Decimal

from common.money import Ore, kronor
from payroll.rules.basis import PayslipBasis
from payroll.rules.given_lines import METHODS
from payroll.rules.item_lines import Made, line_of
from payroll.rules.lines import krona_text, money_input
from payroll.rules.pay_items import GivenLine, Method
from payroll.rules.result import Group, PayslipLine, Unit
from payroll.statutory import Parameters

CUT = " → "
"""Stands in the formula of a deduction that the pay was not enough for, before what was taken."""


def net_deductions(basis: PayslipBasis, after_tax: Ore, parameters: Parameters) -> list[Made]:
    """The lines, each no more than what is left of the pay after tax."""
    found = sorted(
        (given for given in basis.given if given.item.group == Group.DEDUCTION), key=lambda given: given.item.order
    )
    made, left = [], max(after_tax, 0)
    for given in found:
        if given.item.method == Method.ATTACHMENT:
            line = attachment(given, left)
        else:
            line = at_most(left, METHODS[given.item.method](given, basis, parameters))
        left += line.amount
        made.append(Made(given.item, line))
    return made


def attachment(given: GivenLine, left: Ore) -> PayslipLine:
    """What exceeds the reserved amount, up to the most that the decision says; `amount` 0 is no such limit."""
    reserved, most = given.money("reserved_amount"), given.amount
    over = max(left - reserved, 0)
    taken = min(over, most) if most else over
    formula = f"{krona_text(Decimal(left))} − {krona_text(Decimal(reserved))}"
    if taken < over:
        formula = f"{formula}, {krona_text(Decimal(taken))}"
    inputs = [money_input("left_of_pay", left), money_input("reserved_amount", reserved)]
    if most:
        inputs.append(money_input("attached_at_most", most))
    return line_of(
        given,
        quantity=Decimal(1),
        unit=Unit.NONE,
        rate=Decimal(taken),
        formula=f"({formula})" if left > reserved else "0",
        inputs=inputs,
    )


def at_most(left: Ore, line: PayslipLine) -> PayslipLine:
    """The line, taking no more than what is left of the pay."""
    if -line.amount <= left:
        return line
    why = replace(line.explanation, formula=f"{line.explanation.formula}{CUT}{kronor(-left)}")
    return replace(line, quantity=Decimal(1), unit=Unit.NONE, rate=Decimal(-left), amount=-left, explanation=why)
