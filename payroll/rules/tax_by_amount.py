"""Tax that somebody has named in kronor: a decided amount, no tax at all, and what the employee asked for on top.

Decisions are the tax agency's (10, 11 and 55 kap. skatteförfarandelagen 2011:1244); more is the employee's own wish.
"""

from common.money import Ore, kronor
from payroll.rules.basis import Tax
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.tax_lines import TAKEN, tax_line, taxed_in, within
from payroll.statutory import Parameters


def fixed_tax(tax: Tax, taxable: Ore, cash: Ore, parameters: Parameters, taken: Ore = 0) -> PayslipLine:
    """The same amount of every month's pay, as far as the pay is enough; less what was `taken` before in the month."""
    inputs = [*taxed_in(taxable, parameters), Input("adjustment_amount", str(tax.amount), Unit.ORE)]
    formula = str(kronor(tax.amount))
    if taken:
        inputs.append(Input(TAKEN, str(taken), Unit.ORE))
        formula += f" − {kronor(taken)}"
    owed = max(tax.amount - taken, 0)
    return tax_line("fixed_tax", "tax_procedure_act.adjustment", within(owed, cash), formula, inputs)


def no_tax(taxable: Ore, parameters: Parameters) -> PayslipLine:
    """Nothing, as the tax agency has decided."""
    return tax_line("no_tax", "tax_procedure_act.no_tax", 0, str(kronor(taxable)), taxed_in(taxable, parameters))


def extra_tax(tax: Tax, left: Ore) -> list[PayslipLine]:
    """What the employee has asked for on top, of what is `left` to be paid out; no line where nothing was asked."""
    if not tax.extra:
        return []
    inputs = [Input("extra_tax_asked", str(tax.extra), Unit.ORE), Input("left_of_pay", str(left), Unit.ORE)]
    law = "tax_procedure_act.extra"
    return [tax_line("extra_tax", law, within(tax.extra, left), str(kronor(tax.extra)), inputs)]
