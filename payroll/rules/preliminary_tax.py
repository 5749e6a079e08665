"""Preliminary tax of a payment: by table and column, or 30 % of side income; whole kronor, never more than the cash.

Skatteförfarandelagen (2011:1244) 11 kap.; öre are dropped (22 kap. 1 § skatteförfarandeförordningen 2011:1261).
"""

from decimal import Decimal

from common.money import ORE_IN_KRONA, Ore, kronor, truncate_to_krona, whole_kronor
from payroll.rules.basis import Tax, TaxMethod
from payroll.rules.lines import text
from payroll.rules.result import Explanation, Group, Input, PayslipLine, Unit
from payroll.rules.tax_lookup import TaxCell, cell_for, table_source
from payroll.statutory import Parameters

SECONDARY_INCOME_FIGURES = ("secondary_income_rate", "secondary_income_free_below")


def preliminary_tax(tax: Tax, taxable: Ore, cash: Ore, parameters: Parameters) -> PayslipLine:
    """The tax line; its amount is negative or zero. `taxable` is cash pay and benefits, `cash` what can be withheld."""
    if tax.method == TaxMethod.SECONDARY_INCOME:
        return _secondary_income(taxable, cash, parameters)
    cell = cell_for(parameters, tax.table, tax.column, max(whole_kronor(taxable), 0))
    owed = 0 if cell is None else cell.tax_on(whole_kronor(taxable)) * ORE_IN_KRONA
    return _line("preliminary_tax", tax, taxable, _within(owed, cash), _formula(cell, taxable), parameters)


def _secondary_income(taxable: Ore, cash: Ore, parameters: Parameters) -> PayslipLine:
    rate = parameters.figure("secondary_income_rate")
    owed = truncate_to_krona(int(max(taxable, 0) * rate.value))
    if taxable < parameters.value("secondary_income_free_below") * ORE_IN_KRONA:
        owed = 0
    return _line(
        "secondary_income_tax",
        Tax(TaxMethod.SECONDARY_INCOME),
        taxable,
        _within(owed, cash),
        f"{kronor(taxable)} × {text(rate.value * 100)} %",
        parameters,
    )


def _within(owed: Ore, cash: Ore) -> Ore:
    """No more than what is paid out in cash, in whole kronor."""
    return min(owed, truncate_to_krona(max(cash, 0)))


def _formula(cell: TaxCell | None, taxable: Ore) -> str:
    if cell is None:
        return "0"
    if cell.is_per_cent:
        return f"{whole_kronor(taxable)} × {cell.value} %"
    return f"{cell.row.table}:{cell.column}, {cell.row.income_from}–{cell.row.income_to}"


def _line(rule: str, tax: Tax, taxable: Ore, amount: Ore, formula: str, parameters: Parameters) -> PayslipLine:
    by_table = tax.method == TaxMethod.TABLE
    inputs = [Input("taxable_pay", str(taxable), Unit.ORE), Input("income_year", str(parameters.year), Unit.NONE)]
    if by_table:
        inputs.append(Input("tax_table", str(tax.table), Unit.NONE))
        inputs.append(Input("tax_column", str(tax.column), Unit.NONE))
        inputs.append(Input("tax_source", table_source(parameters), Unit.NONE))
    explanation = Explanation(
        rule=rule,
        formula=f"{formula} → {kronor(amount)}",
        inputs=tuple(inputs),
        figures=() if by_table else tuple(parameters.figure(name) for name in SECONDARY_INCOME_FIGURES),
        law="tax_procedure_act.table" if by_table else "tax_procedure_act.secondary_income",
    )
    return PayslipLine(rule, Group.TAX, Decimal(1), Unit.NONE, Decimal(-amount), -amount, explanation)
