"""Tax that is a share of the pay: side income, SINK, A-SINK, and an adjustment in per cent.

Side income: 11 kap. 20 § skatteförfarandelagen (2011:1244). SINK: lagen (1991:586); A-SINK: lagen (1991:591). An
adjustment (jämkning) is the tax agency's decision for one person: 11 and 55 kap. skatteförfarandelagen.
"""

from common.money import ORE_IN_KRONA, Ore, kronor
from payroll.rules.basis import Tax
from payroll.rules.lines import text
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.tax_lines import share_of, tax_line, taxed_in, within
from payroll.statutory import Parameters

SECONDARY_INCOME_FIGURES = ("secondary_income_rate", "secondary_income_free_below")


def secondary_income_tax(taxable: Ore, cash: Ore, parameters: Parameters) -> PayslipLine:
    """The law's share of a side income; nothing of a very small one."""
    rate = parameters.figure("secondary_income_rate")
    is_small = taxable < parameters.value("secondary_income_free_below") * ORE_IN_KRONA
    owed = 0 if is_small else share_of(taxable, rate.value)
    return tax_line(
        "secondary_income_tax",
        "tax_procedure_act.secondary_income",
        within(owed, cash),
        f"{kronor(taxable)} × {text(rate.value * 100)} %",
        taxed_in(taxable, parameters),
        [parameters.figure(name) for name in SECONDARY_INCOME_FIGURES],
    )


def sink_tax(taxable: Ore, cash: Ore, parameters: Parameters) -> PayslipLine:
    """The final tax of somebody who lives abroad. Raises FigureMissing."""
    return _by_figure("sink_tax", "sink_act.rate", "sink_rate", taxable, cash, parameters)


def artist_sink_tax(taxable: Ore, cash: Ore, parameters: Parameters) -> PayslipLine:
    """The final tax of an artist or athlete who lives abroad. Raises FigureMissing."""
    return _by_figure("artist_sink_tax", "artist_sink_act.rate", "artist_sink_rate", taxable, cash, parameters)


def adjusted_tax(tax: Tax, taxable: Ore, cash: Ore, parameters: Parameters) -> PayslipLine:
    """The per cent of the decision, of the whole pay."""
    owed = share_of(taxable, tax.rate / 100)
    inputs = [*taxed_in(taxable, parameters), Input("adjustment_rate", text(tax.rate), Unit.PER_CENT)]
    formula = f"{kronor(taxable)} × {text(tax.rate)} %"
    return tax_line("adjusted_tax", "tax_procedure_act.adjustment", within(owed, cash), formula, inputs)


def _by_figure(rule: str, law: str, name: str, taxable: Ore, cash: Ore, parameters: Parameters) -> PayslipLine:
    rate = parameters.figure(name)
    formula = f"{kronor(taxable)} × {text(rate.value * 100)} %"
    amount = within(share_of(taxable, rate.value), cash)
    return tax_line(rule, law, amount, formula, taxed_in(taxable, parameters), [rate])
