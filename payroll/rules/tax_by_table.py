"""Tax of a main employer's pay: by table and column (11 kap. skatteförfarandelagen 2011:1244)."""

from common.money import ORE_IN_KRONA, Ore, kronor, whole_kronor
from payroll.rules.basis import Tax
from payroll.rules.month_to_date import NOTHING_BEFORE, MonthToDate
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.tax_lines import TAKEN, TAXED, tax_line, taxed_in, within
from payroll.rules.tax_lookup import TaxCell, cell_for, table_source
from payroll.statutory import Parameters


def table_tax(
    tax: Tax, taxable: Ore, cash: Ore, parameters: Parameters, before: MonthToDate = NOTHING_BEFORE
) -> PayslipLine:
    """The tax of the cell that the month's pay in whole kronor falls in, less what was taken before in the month."""
    income = whole_kronor(before.by_table + taxable)
    cell = cell_for(parameters, tax.table, tax.column, max(income, 0))
    owed = 0 if cell is None else max(cell.tax_on(income) * ORE_IN_KRONA - before.table_tax, 0)
    inputs = [
        *taxed_in(taxable, parameters),
        Input("tax_table", str(tax.table), Unit.NONE),
        Input("tax_column", str(tax.column), Unit.NONE),
        Input("tax_source", table_source(parameters), Unit.NONE),
    ]
    formula = _formula(cell, income)
    if before.by_table:
        inputs += [Input(TAXED, str(before.by_table), Unit.ORE), Input(TAKEN, str(before.table_tax), Unit.ORE)]
        formula += f" − {kronor(before.table_tax)}"
    return tax_line("preliminary_tax", "tax_procedure_act.table", within(owed, cash), formula, inputs)


def _formula(cell: TaxCell | None, income: int) -> str:
    if cell is None:
        return "0"
    if cell.is_per_cent:
        return f"{income} × {cell.value} %"
    return f"{cell.row.table}:{cell.column}, {cell.row.income_from}–{cell.row.income_to}"
