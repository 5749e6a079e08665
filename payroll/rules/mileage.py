"""Mileage: so much for ten kilometres is free of tax by kind of car, what is paid above it is pay.

12 kap. 27 § inkomstskattelagen (1999:1229).
"""

from decimal import Decimal

from common.money import ORE_IN_KRONA
from payroll.rules.basis import PayslipBasis
from payroll.rules.item_lines import Made, line_of
from payroll.rules.lines import krona_text, money_input, text
from payroll.rules.pay_items import GivenLine
from payroll.rules.result import Input, Unit
from payroll.rules.travel_items import MILEAGE_TAXABLE
from payroll.statutory import Parameters


def mileage(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> list[Made]:
    """The line of what is free and the line of what is not; `amount` 0 is what is free. Raises FigureMissing."""
    figure = parameters.figure(given.item.code)
    most = figure.value * ORE_IN_KRONA
    paid = Decimal(given.amount) or most
    free = min(paid, most)
    inputs = (Input("distance_mil", text(given.quantity), Unit.COUNT), money_input("paid_per_mil", int(paid)))
    line = line_of(
        given,
        quantity=given.quantity,
        unit=Unit.COUNT,
        rate=free,
        formula=f"{text(given.quantity)} × {krona_text(free)}",
        inputs=inputs,
        figures=(figure,),
    )
    if paid == free:
        return [Made(given.item, line)]
    part = given.part(MILEAGE_TAXABLE, given.quantity, int(paid - free))
    rest = line_of(
        part,
        quantity=given.quantity,
        unit=Unit.COUNT,
        rate=paid - free,
        formula=f"{text(given.quantity)} × ({krona_text(paid)} − {krona_text(free)})",
        inputs=inputs,
        figures=(figure,),
    )
    return [Made(given.item, line), Made(MILEAGE_TAXABLE, rest)]
