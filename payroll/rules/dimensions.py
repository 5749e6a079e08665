"""Cost centres and projects: where the cost of a payslip belongs, to the öre.

A line's own cost centre or project goes before that of the employee's split, each by itself. What nobody gave a place
follows what it is counted on: contributions the taxed pay, the tax on pensions the premiums. Only what the result of
the year is made of is followed up: accounts of debts, tax and money have no dimensions.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from common.money import Ore, split_by_largest_remainder
from employment.rules.cost_splits import Share
from payroll.rules.result import Group, PayslipLine, PayslipResult

OF_THE_RESULT = frozenset("345678")
"""First digits of accounts of income and cost in the BAS chart."""
TAX_ON_PREMIUMS = "special_payroll_tax"
HUNDREDTHS = 100


class Dimensions(NamedTuple):
    """Codes; empty where there is none."""

    cost_centre: str = ""
    project: str = ""


NOWHERE = Dimensions()
Weights = Mapping[Dimensions, int]


def is_divided(result: PayslipResult) -> bool:
    """Whether anything of the payslip belongs to a cost centre or a project."""
    return bool(result.shares) or any(line.cost_centre or line.project for line in result.lines)


def carries_dimensions(account: str) -> bool:
    """Whether the account is one of income or cost."""
    return account[:1] in OF_THE_RESULT


def divided(amount: Ore, weights: Weights) -> list[tuple[Dimensions, Ore]]:
    """The amount by dimensions; the sum is the amount."""
    places = sorted(weights)
    parts = split_by_largest_remainder(amount, [weights[one] for one in places])
    return list(zip(places, parts, strict=True))


def weights_of(shares: Sequence[Share], own: Dimensions = NOWHERE) -> dict[Dimensions, int]:
    """Hundredths of a per cent by dimensions; everything nowhere without a split and anything of one's own."""
    if not shares:
        return {own: 1}
    found: dict[Dimensions, int] = {}
    for share in shares:
        place = Dimensions(own.cost_centre or share.cost_centre, own.project or share.project)
        found[place] = found.get(place, 0) + int(share.percent * HUNDREDTHS)
    return found


def weights_of_line(line: PayslipLine, result: PayslipResult) -> Weights:
    """Where a line of the payslip belongs."""
    if line.pay_item == TAX_ON_PREMIUMS:
        premiums = (one for one in result.lines if one.group == Group.COST and one.pay_item != TAX_ON_PREMIUMS)
        return _as(premiums, result)
    return weights_of(result.shares, Dimensions(line.cost_centre, line.project))


def weights_of_contributions(result: PayslipResult) -> Weights:
    """As the taxed pay of the payslip."""
    return _as((one for one in result.lines if one.group in (Group.GROSS, Group.BENEFIT)), result)


def _as(lines: Iterable[PayslipLine], result: PayslipResult) -> Weights:
    """As some lines together; as the split where they come to nothing, or less than nothing in one place."""
    found: dict[Dimensions, int] = {}
    for line in lines:
        for place, part in divided(line.amount, weights_of_line(line, result)):
            found[place] = found.get(place, 0) + part
    if any(part < 0 for part in found.values()) or not any(found.values()):
        return weights_of(result.shares)
    return found
