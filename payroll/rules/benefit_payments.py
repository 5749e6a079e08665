"""What the employee pays for a benefit from the net pay lowers its value (61 kap. inkomstskattelagen 1999:1229).

The value is lowered before the tax is known, so a payment that the pay then is not enough for is refused: somebody has
to decide what to do, or the benefit would go untaxed.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from common.money import Ore, kronor
from payroll.rules.item_lines import Made
from payroll.rules.lines import krona_text, money_input
from payroll.rules.pay_items import GivenLine
from payroll.rules.result import PayslipLine, Unit

PAID_FOR_WITH = {"car_benefit": "car_payment", "meals_benefit": "meals_payment"}
PAID = "paid_for_benefit"


class PaymentNotCovered(ValueError):
    """The pay is not enough for what the employee pays for a benefit."""


def less_payments(made: Sequence[Made], given: Sequence[GivenLine]) -> list[Made]:
    """The lines, benefits less what is paid for them, never below 0."""
    left = {code: _agreed(given, code) for code in PAID_FOR_WITH.values()}
    lowered = []
    for one in made:
        payment = PAID_FOR_WITH.get(one.item.code, "")
        paid = min(left[payment], one.line.amount) if payment else 0
        if paid:
            left[payment] -= paid
        lowered.append(one._replace(line=_less(one.line, paid)) if paid else one)
    return lowered


def refuse_uncovered(made: Sequence[Made], deducted: Sequence[Made]) -> None:
    """Raises PaymentNotCovered where less was deducted than a benefit was lowered by."""
    for benefit, payment in PAID_FOR_WITH.items():
        lowered = sum(_paid(one.line) for one in made if one.item.code == benefit)
        if lowered > -sum(one.line.amount for one in deducted if one.item.code == payment):
            raise PaymentNotCovered(payment)


def _agreed(given: Sequence[GivenLine], code: str) -> Ore:
    return sum(one.amount for one in given if one.item.code == code)


def _less(line: PayslipLine, paid: Ore) -> PayslipLine:
    amount, why = line.amount - paid, line.explanation
    before = why.formula.removesuffix(f" = {kronor(line.amount)}")
    written = f"{before} − {krona_text(Decimal(paid))} = {kronor(amount)}"
    why = replace(why, formula=written, inputs=(*why.inputs, money_input(PAID, paid)))
    return replace(line, quantity=Decimal(1), unit=Unit.NONE, rate=Decimal(amount), amount=amount, explanation=why)


def _paid(line: PayslipLine) -> Ore:
    return next((int(one.value) for one in line.explanation.inputs if one.name == PAID), 0)
