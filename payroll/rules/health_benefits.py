"""Benefits for health: insurance of which a share is taxed, and wellness, which is free up to a limit of the year.

11 kap. 18 § and 11 § inkomstskattelagen 1999:1229.
"""

from decimal import Decimal

from common.money import ORE_IN_KRONA
from payroll.rules.basis import PayslipBasis
from payroll.rules.benefit_lines import benefit_line
from payroll.rules.item_lines import line_of
from payroll.rules.lines import krona_text, money_input, text
from payroll.rules.pay_items import GivenLine
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.statutory import Parameters


def by_taxable_share(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """The share of the premium that was entered as taxable; all of it where no share was."""
    premium, share = Decimal(given.amount), given.number("taxable_share")
    inputs = [money_input("premium_paid", given.amount)]
    if not given.detail("taxable_share"):
        return line_of(
            given, quantity=Decimal(1), unit=Unit.NONE, rate=premium, formula=krona_text(premium), inputs=inputs
        )
    inputs.append(Input("taxable_share", text(share), Unit.PER_CENT))
    return benefit_line(given, premium * share / 100, f"{krona_text(premium)} × {text(share)} %", inputs)


def by_wellness(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """Nothing up to the limit; above it all that was given, not only what exceeds the limit. Raises FigureMissing."""
    limit = parameters.figure("wellness_limit")
    taxed = given.amount > limit.value * ORE_IN_KRONA
    shown = krona_text(Decimal(given.amount))
    return line_of(
        given,
        quantity=Decimal(1),
        unit=Unit.NONE,
        rate=Decimal(given.amount if taxed else 0),
        formula=f"{shown} > {text(limit.value)} → {shown}" if taxed else f"{shown} ≤ {text(limit.value)} → 0",
        inputs=[money_input("wellness_of_year", given.amount)],
        figures=[limit],
    )
