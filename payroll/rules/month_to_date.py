"""What was paid before in the month of the payday: tax by table and limits of a month are for all of it together.

The tables say the tax of a month's income (12 kap. 2 § skatteförfarandelagen 2011:1244), an individual's basis for
contributions is declared for the month in whole kronor (26 kap.), and the ceiling of the youth rate is the month's
(SFS 2026:100). So a second payment in a month bears the tax of the sum, less what was taken of the first.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from common.money import Ore
from common.values import frozen
from payroll.rules.result import Contribution, Explanation


@frozen
class MonthToDate:
    """In öre: pay that was taxed by table and its tax, tax by a decided amount, and what contributions were paid on.

    `charged` is to the öre, `bases` in whole kronor for each group.
    """

    by_table: Ore = 0
    table_tax: Ore = 0
    fixed_tax: Ore = 0
    charged: Ore = 0
    bases: tuple[tuple[str, Ore], ...] = ()

    def basis_of(self, group: str) -> Ore:
        """What a group's rate was paid on."""
        return sum(basis for name, basis in self.bases if name == group)


NOTHING_BEFORE = MonthToDate()


class EarlierPayslip(NamedTuple):
    """A payslip with payday in the month: its taxed pay, its contributions, and each tax line with its tax."""

    taxable_pay: Ore
    contributions: Sequence[Contribution]
    taxes: Sequence[tuple[Explanation, Ore]]


def month_to_date(payslips: Iterable[EarlierPayslip]) -> MonthToDate:
    """The sums of what the payslips say."""
    known = list(payslips)
    taxes = [tax for one in known for tax in one.taxes]
    by_table = [(explanation, tax) for explanation, tax in taxes if explanation.rule == "preliminary_tax"]
    return MonthToDate(
        by_table=sum(_number(explanation, "taxable_pay") for explanation, _tax in by_table),
        table_tax=sum(tax for _explanation, tax in by_table),
        fixed_tax=sum(tax for explanation, tax in taxes if explanation.rule == "fixed_tax"),
        charged=sum(_charged(one) for one in known),
        bases=tuple((each.group, each.basis) for one in known for each in one.contributions if each.basis),
    )


def _charged(payslip: EarlierPayslip) -> Ore:
    """What contributions were paid on, to the öre: nothing where the pay was free of them."""
    paid = [one.explanation for one in payslip.contributions if one.basis]
    if not paid:
        return 0
    outside, settled = _number(paid[0], "outside_contributions"), _number(paid[0], "earned_this_year")
    return payslip.taxable_pay - outside + settled


def _number(explanation: Explanation, name: str) -> Ore:
    return next((int(one.value) for one in explanation.inputs if one.name == name), 0)
