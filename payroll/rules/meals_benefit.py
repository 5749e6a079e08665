"""Free or cheap meals, at the value that the year gives them (61 kap. 3 § inkomstskattelagen 1999:1229)."""

from decimal import Decimal

from common.money import ORE_IN_KRONA
from payroll.rules.basis import PayslipBasis
from payroll.rules.benefit_lines import benefit_line
from payroll.rules.lines import text
from payroll.rules.pay_items import GivenLine
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.statutory import Parameters

VALUES = {"whole_days": "meals_day", "main_meals": "meals_lunch_or_dinner", "breakfasts": "meals_breakfast"}
"""What is counted, and the figure that each is worth."""


def by_meals(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """Whole days, lunches or dinners, and breakfasts of the month. Raises FigureMissing."""
    counted = {name: given.number(name) for name in VALUES if given.number(name)}
    figures = [parameters.figure(VALUES[name]) for name in counted]
    total = sum((number * figure.value for number, figure in zip(counted.values(), figures, strict=True)), Decimal(0))
    parts = [f"{text(number)} × {text(figure.value)}" for number, figure in zip(counted.values(), figures, strict=True)]
    inputs = [Input(name, text(number), Unit.COUNT) for name, number in counted.items()]
    nothing = [Input("main_meals", "0", Unit.COUNT)]
    return benefit_line(given, total * ORE_IN_KRONA, " + ".join(parts) or "0", inputs or nothing, figures)
