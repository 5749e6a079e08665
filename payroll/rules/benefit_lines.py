"""Lines of benefits: a month's value is whole kronor, the rest is dropped."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from common.money import kronor, round_to_ore, truncate_to_krona
from payroll.rules.item_lines import line_of
from payroll.rules.lines import text
from payroll.rules.pay_items import GivenLine
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.statutory import Figure

MONTHS = 12


def benefit_line(
    given: GivenLine, exact: Decimal, formula: str, inputs: Sequence[Input], figures: Sequence[Figure] = ()
) -> PayslipLine:
    """The line of an exact value a month in öre, never below 0."""
    value = max(truncate_to_krona(int(exact)), 0)
    line = line_of(
        given,
        quantity=Decimal(1),
        unit=Unit.NONE,
        rate=Decimal(value),
        formula=formula,
        inputs=inputs,
        figures=figures,
    )
    shown = kronor(round_to_ore(exact))
    if shown == kronor(value):
        return line
    why = replace(line.explanation, formula=f"{formula} = {shown} → {kronor(value)}")
    return replace(line, explanation=why)


def per_cent(share: Decimal) -> str:
    """A share as it is written in a formula."""
    return f"{text(share * 100)} %"
