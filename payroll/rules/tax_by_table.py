"""Tax of a main employer's pay: by table and column (11 kap. skatteförfarandelagen 2011:1244)."""

from common.money import ORE_IN_KRONA, Ore, whole_kronor
from payroll.rules.basis import Tax
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.tax_lines import tax_line, taxed_in, within
from payroll.rules.tax_lookup import TaxCell, cell_for, table_source
from payroll.statutory import Parameters


def table_tax(tax: Tax, taxable: Ore, cash: Ore, parameters: Parameters) -> PayslipLine:
    """The tax of the cell that the pay in whole kronor falls in."""
    cell = cell_for(parameters, tax.table, tax.column, max(whole_kronor(taxable), 0))
    owed = 0 if cell is None else cell.tax_on(whole_kronor(taxable)) * ORE_IN_KRONA
    inputs = [
        *taxed_in(taxable, parameters),
        Input("tax_table", str(tax.table), Unit.NONE),
        Input("tax_column", str(tax.column), Unit.NONE),
        Input("tax_source", table_source(parameters), Unit.NONE),
    ]
    law = "tax_procedure_act.table"
    return tax_line("preliminary_tax", law, within(owed, cash), _formula(cell, taxable), inputs)


def _formula(cell: TaxCell | None, taxable: Ore) -> str:
    if cell is None:
        return "0"
    if cell.is_per_cent:
        return f"{whole_kronor(taxable)} × {cell.value} %"
    return f"{cell.row.table}:{cell.column}, {cell.row.income_from}–{cell.row.income_to}"
