"""Tax of a payment, in the order of decision: the agency's decision, main employer by table, side income 30 %.

Whole kronor, never more than the cash. Skatteförfarandelagen (2011:1244) 11 kap.; öre are dropped (22 kap. 1 §
skatteförfarandeförordningen 2011:1261).
"""

from common.money import Ore
from payroll.rules.basis import Tax, TaxMethod
from payroll.rules.result import PayslipLine
from payroll.rules.tax_by_amount import extra_tax, fixed_tax, no_tax
from payroll.rules.tax_by_share import adjusted_tax, artist_sink_tax, secondary_income_tax, sink_tax
from payroll.rules.tax_by_table import table_tax
from payroll.rules.tax_exemption import free_of_tax
from payroll.statutory import Parameters


def tax_lines(tax: Tax, taxable: Ore, cash: Ore, earned: Ore, parameters: Parameters) -> list[PayslipLine]:
    """The tax, and what the employee has asked for on top; `earned` is the year's pay before this one."""
    free = free_of_tax(tax.exemption, taxable, earned, parameters)
    line = preliminary_tax(tax, taxable, cash, parameters) if free is None else free
    return [line, *extra_tax(tax, cash + line.amount)]


def preliminary_tax(tax: Tax, taxable: Ore, cash: Ore, parameters: Parameters) -> PayslipLine:
    """The tax line; its amount is negative or zero. `taxable` is cash pay and benefits, `cash` what can be withheld.

    Raises FigureMissing.
    """
    match tax.method:
        case TaxMethod.ADJUSTMENT_RATE:
            return adjusted_tax(tax, taxable, cash, parameters)
        case TaxMethod.ADJUSTMENT_AMOUNT:
            return fixed_tax(tax, taxable, cash, parameters)
        case TaxMethod.SINK:
            return sink_tax(taxable, cash, parameters)
        case TaxMethod.ARTIST_SINK:
            return artist_sink_tax(taxable, cash, parameters)
        case TaxMethod.NO_TAX:
            return no_tax(taxable, parameters)
        case TaxMethod.TABLE:
            return table_tax(tax, taxable, cash, parameters)
        case TaxMethod.SECONDARY_INCOME:
            return secondary_income_tax(taxable, cash, parameters)
