"""Tax of a one-off amount from the main employer: a per cent by the income that the year is expected to come to.

11 kap. 2 § skatteförfarandelagen (2011:1244) and the tax agency's yearly tables for one-off amounts. The expected
income is what the payer knows: what was paid this year, the ordinary pay of this month for each month that is left,
and the one-off amount itself.
"""

from decimal import Decimal

from common.money import ORE_IN_KRONA, Ore, whole_kronor
from payroll.rules.basis import Tax
from payroll.rules.lines import krona_text, text
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.tax_lines import share_of, tax_line, within
from payroll.statutory import Parameters

MONTHS = 12


def expected_income(tax: Tax, earned: Ore, ordinary: Ore, one_off: Ore, month_of_payday: int) -> Ore:
    """The year's taxable income: what the employee has stated, or what was paid and what is left of the year."""
    if tax.expected_income:
        return tax.expected_income
    return earned + ordinary * (MONTHS + 1 - month_of_payday) + one_off


def one_off_tax(tax: Tax, one_off: Ore, income: Ore, cash: Ore, parameters: Parameters) -> PayslipLine:
    """The line; `income` is the expected income of the year. Raises FigureMissing where the column has no table."""
    table = parameters.one_off_table(tax.column)
    band = table.band_for(whole_kronor(income))
    amount = within(share_of(one_off, Decimal(band.per_cent) / 100), cash)
    inputs = [
        Input("one_off_amount", str(one_off), Unit.ORE),
        Input("expected_income", str(income // ORE_IN_KRONA * ORE_IN_KRONA), Unit.ORE),
        Input("income_year", str(parameters.year), Unit.NONE),
        Input("one_off_column", str(tax.column), Unit.NONE),
        Input("tax_source", table.source, Unit.NONE),
    ]
    formula = f"{krona_text(Decimal(one_off))} × {text(Decimal(band.per_cent))} %"
    return tax_line("one_off_tax", "tax_procedure_act.one_off", amount, formula, inputs)
