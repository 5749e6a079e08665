"""Tax of a payment, in the order of decision: the agency's decision, main employer by table, side income 30 %.

Whole kronor, never more than the cash. Skatteförfarandelagen (2011:1244) 11 kap.; öre are dropped (22 kap. 1 §
skatteförfarandeförordningen 2011:1261).
"""

from dataclasses import replace

from common.money import Ore
from common.values import frozen
from payroll.rules.basis import Tax, TaxMethod
from payroll.rules.expert_tax import expert_exempt, knowing_exempt
from payroll.rules.month_to_date import NOTHING_BEFORE, MonthToDate
from payroll.rules.result import PayslipLine
from payroll.rules.tax_by_amount import extra_tax, fixed_tax, no_tax
from payroll.rules.tax_by_share import adjusted_tax, artist_sink_tax, secondary_income_tax, sink_tax
from payroll.rules.tax_by_table import table_tax
from payroll.rules.tax_exemption import free_of_tax
from payroll.rules.tax_on_one_off import expected_income, one_off_tax
from payroll.statutory import Parameters


@frozen
class Payment:
    """What is taxed at once, in öre: cash pay and benefits, how much of them is a one-off amount, and the cash.

    `earned` is the year's taxable pay before this payment, `month` the month in which it is paid, and `before` what was
    paid earlier in that month.
    """

    taxable: Ore
    cash: Ore
    one_off: Ore = 0
    earned: Ore = 0
    month: int = 12
    before: MonthToDate = NOTHING_BEFORE


def tax_lines(tax: Tax, payment: Payment, parameters: Parameters) -> list[PayslipLine]:
    """The tax, that of a one-off amount, and what the employee has asked for on top. Raises FigureMissing."""
    exempt = expert_exempt(tax, payment.taxable, parameters)
    if exempt:
        lines = _ordinary_and_one_off(tax, _without_exempt(tax, payment, parameters), parameters)
        lines = [knowing_exempt(line, exempt, parameters) for line in lines]
    else:
        free = free_of_tax(tax.exemption, payment.taxable, payment.earned, parameters)
        lines = [free] if free else _ordinary_and_one_off(tax, payment, parameters)
    return [*lines, *extra_tax(tax, payment.cash + sum(line.amount for line in lines))]


def _without_exempt(tax: Tax, payment: Payment, parameters: Parameters) -> Payment:
    """The same share of everything is exempt, of the year's earlier pay too."""
    parts = {name: getattr(payment, name) for name in ("taxable", "one_off", "earned")}
    return replace(payment, **{name: part - expert_exempt(tax, part, parameters) for name, part in parts.items()})


def _ordinary_and_one_off(tax: Tax, payment: Payment, parameters: Parameters) -> list[PayslipLine]:
    """A one-off amount is taxed apart by a main employer who goes by a table; all other methods tax it with the pay."""
    if tax.method != TaxMethod.TABLE or payment.one_off <= 0:
        return [preliminary_tax(tax, payment.taxable, payment.cash, parameters, payment.before)]
    ordinary = payment.taxable - payment.one_off
    lines = [preliminary_tax(tax, ordinary, payment.cash, parameters, payment.before)] if ordinary else []
    left = payment.cash + sum(line.amount for line in lines)
    income = expected_income(tax, payment.earned, ordinary, payment.one_off, payment.month)
    return [*lines, one_off_tax(tax, payment.one_off, income, left, parameters)]


def preliminary_tax(
    tax: Tax, taxable: Ore, cash: Ore, parameters: Parameters, before: MonthToDate = NOTHING_BEFORE
) -> PayslipLine:
    """The tax line; its amount is negative or zero. `taxable` is cash pay and benefits, `cash` what can be withheld.

    What is for a month, the table and a decided amount, is for all that is paid in it. Raises FigureMissing.
    """
    match tax.method:
        case TaxMethod.ADJUSTMENT_RATE:
            return adjusted_tax(tax, taxable, cash, parameters)
        case TaxMethod.ADJUSTMENT_AMOUNT:
            return fixed_tax(tax, taxable, cash, parameters, before.fixed_tax)
        case TaxMethod.SINK:
            return sink_tax(taxable, cash, parameters)
        case TaxMethod.ARTIST_SINK:
            return artist_sink_tax(taxable, cash, parameters)
        case TaxMethod.NO_TAX:
            return no_tax(taxable, parameters)
        case TaxMethod.TABLE:
            return table_tax(tax, taxable, cash, parameters, before)
        case TaxMethod.SECONDARY_INCOME:
            return secondary_income_tax(taxable, cash, parameters)
