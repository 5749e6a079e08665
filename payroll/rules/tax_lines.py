"""A tax line: whole kronor, never more than the cash, with its reason."""

from collections.abc import Sequence
from decimal import Decimal

from common.money import Ore, kronor, truncate_to_krona
from payroll.rules.result import Explanation, Group, Input, PayslipLine, Unit
from payroll.statutory import Figure, Parameters

TAXED, TAKEN = "taxed_this_month", "tax_taken_this_month"
"""What a tax line names, where the month's tax is for more than the payment: the pay before it, and its tax."""


def within(owed: Ore, cash: Ore) -> Ore:
    """No more than what is paid out in cash, in whole kronor."""
    return min(owed, truncate_to_krona(max(cash, 0)))


def share_of(taxable: Ore, share: Decimal) -> Ore:
    """A share of the pay in whole kronor; öre are dropped."""
    return truncate_to_krona(int(max(taxable, 0) * share))


def taxed_in(taxable: Ore, parameters: Parameters) -> list[Input]:
    """What every tax line is worked out from."""
    return [Input("taxable_pay", str(taxable), Unit.ORE), Input("income_year", str(parameters.year), Unit.NONE)]


def tax_line(
    rule: str, law: str, amount: Ore, formula: str, inputs: Sequence[Input], figures: Sequence[Figure] = ()
) -> PayslipLine:
    """The line of `amount` in tax, which is taken from the pay."""
    explanation = Explanation(
        rule=rule,
        formula=f"{formula} → {kronor(amount)}",
        inputs=tuple(inputs),
        figures=tuple(figures),
        law=law,
    )
    return PayslipLine(rule, Group.TAX, Decimal(1), Unit.NONE, Decimal(-amount), -amount, explanation)
