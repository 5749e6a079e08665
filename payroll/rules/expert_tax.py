"""Expert tax: a share of a foreign expert's pay and benefits is neither taxed nor basis for contributions.

Forskarskattenämnden decides, for seven years (11 kap. 22–23 §§ inkomstskattelagen 1999:1229; 2 kap. 12 §
socialavgiftslagen 2000:980).
"""

from dataclasses import replace

from common.money import Ore, round_to_ore
from payroll.rules.basis import Exemption, Tax
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.statutory import Parameters

EXEMPT_SHARE = "expert_exempt_share"


def expert_exempt(tax: Tax, amount: Ore, parameters: Parameters) -> Ore:
    """What of pay and benefits is exempt: nothing without a decision. Raises FigureMissing."""
    if tax.exemption != Exemption.EXPERT:
        return 0
    return round_to_ore(max(amount, 0) * parameters.value(EXEMPT_SHARE))


def knowing_exempt(line: PayslipLine, exempt: Ore, parameters: Parameters) -> PayslipLine:
    """The tax line with what was taken away before the tax was worked out."""
    said = line.explanation
    inputs = (*said.inputs, Input("expert_exempt", str(exempt), Unit.ORE))
    figures = (*said.figures, parameters.figure(EXEMPT_SHARE))
    return replace(line, explanation=replace(said, inputs=inputs, figures=figures))
