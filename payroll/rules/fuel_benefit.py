"""Fuel that the employer pays for private driving in a benefit car (61 kap. 10 § inkomstskattelagen 1999:1229).

It is taxed at 120 % of the market value. Employer contributions are counted on the market value less what the employee
has paid for it: field 018 / 1.2 less field 098 of the employer's declaration.
"""

from collections.abc import Sequence
from decimal import Decimal

from common.money import Ore, round_to_ore
from payroll.rules.basis import PayslipBasis
from payroll.rules.item_lines import Made, line_of
from payroll.rules.lines import krona_text, money_input, text
from payroll.rules.pay_items import Basis, GivenLine
from payroll.rules.result import PayslipLine, Unit
from payroll.statutory import Parameters

PAYMENT = "fuel_payment"


def by_fuel(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """The market value of the month, times what the law says. Raises FigureMissing."""
    factor = parameters.figure("fuel_factor")
    value = Decimal(given.amount)
    return line_of(
        given,
        quantity=Decimal(1),
        unit=Unit.NONE,
        rate=value * factor.value,
        formula=f"{krona_text(value)} × {text(factor.value)}",
        inputs=[money_input("market_value", given.amount)],
        figures=[factor],
    )


def fuel_outside_contributions(made: Sequence[Made], deducted: Sequence[Made], parameters: Parameters) -> Ore:
    """How much of the taxed fuel is no basis for employer contributions, in öre; `deducted` are net deductions.

    Raises FigureMissing.
    """
    taxed = sum(one.line.amount for one in made if one.item.contributions == Basis.FUEL)
    if not taxed:
        return 0
    paid = -sum(one.line.amount for one in deducted if one.item.code == PAYMENT)
    market_value = round_to_ore(Decimal(taxed) / parameters.value("fuel_factor"))
    return taxed - max(market_value - paid, 0)
