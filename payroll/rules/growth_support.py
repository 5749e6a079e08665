"""Växa-stöd: what the employer can have back of the contributions for one of its first employees.

Since the period of January 2026 contributions are declared in full, and the support is applied for month by month
within a year (Skatteverket, Ansök om växa-stöd). So this is a note beside the payslip: it lowers nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from common.money import ORE_IN_KRONA, Ore, kronor, round_to_ore
from common.periods import Month
from common.values import frozen
from payroll.rules.employer_contributions import STANDARD
from payroll.rules.lines import text
from payroll.rules.result import Contribution, Explanation, Input, Unit
from payroll.statutory import Figure, Parameters

REFUNDED_SINCE = date(2026, 1, 1)
"""Before this payday the reduction was made in the declaration itself, with fields of its own."""
HIGHER_SINCE = date(2024, 5, 1)
"""Employments that began before it keep the earlier ceiling."""


class NotKnownWithYouthRate(ValueError):
    """What the support is beside the lowered contributions of the young is not published."""


@frozen
class Support:
    """The months that the employer has the support for somebody, from the first day to the last."""

    first: date
    last: date

    def covers(self, payday: date) -> bool:
        """Whether pay of the day counts: the month of the payment decides."""
        return self.first <= payday <= self.last and payday >= REFUNDED_SINCE


def last_day_of(first: date, months: int) -> date:
    """The last day of so many calendar months in a row."""
    month = Month.of(first)
    for _number in range(months - 1):
        month = month.next
    return month.last


def apply_until(payday: date) -> date:
    """The last day to apply for the support of a month: within a year after it."""
    month = Month.of(payday)
    return Month(month.year + 1, month.number).last


def how_many_at_once(support: Support, others: Iterable[Support]) -> int:
    """Most of the other supports that run on one of its days, with itself counted."""
    met = [one for one in others if one.first <= support.last and one.last >= support.first]
    days = [support.first, *(one.first for one in met if one.first >= support.first)]
    return 1 + max(sum(one.first <= day <= one.last for one in met) for day in days)


def expected_refund(
    contributions: Sequence[Contribution],
    hired_on: date,
    parameters: Parameters,
    before: Sequence[tuple[str, Ore]] = (),
) -> tuple[Ore, Explanation]:
    """What can be applied for of a month's contributions, in öre. Raises FigureMissing, NotKnownWithYouthRate.

    `before` are bases of earlier pay in the month, by group: the ceiling is the month's. Who has lower contributions
    for age already pays no more than what is kept, and gives nothing.
    """
    groups, used = {one.group for one in contributions}, sum(basis for group, basis in before if group == STANDARD)
    if "youth" in groups or any(group == "youth" and basis for group, basis in before):
        raise NotKnownWithYouthRate
    ceiling, kept = _ceiling(hired_on, parameters), parameters.figure("growth_support_kept_rate")
    limit = int(ceiling.value) * ORE_IN_KRONA
    ordinary = [one for one in contributions if one.group == STANDARD]
    basis = min(sum(one.basis for one in ordinary), max(limit - used, 0))
    rate = ordinary[0].rate if ordinary else kept.value
    amount = round_to_ore(basis * (rate - kept.value))
    rates = f"({text(rate * 100)} % − {text(kept.value * 100)} %)"
    formula = f"{text(Decimal(basis) / ORE_IN_KRONA)} × {rates} = {kronor(amount)}"
    inputs: tuple[Input, ...] = (Input("growth_support_basis", str(basis), Unit.ORE),)
    if used:
        inputs = (Input("growth_support_used", str(used), Unit.ORE), *inputs)
    return amount, Explanation("growth_support", formula, inputs, (ceiling, kept), "growth_support")


def _ceiling(hired_on: date, parameters: Parameters) -> Figure:
    is_earlier = hired_on < HIGHER_SINCE
    return parameters.figure("growth_support_earlier_ceiling" if is_earlier else "growth_support_ceiling")
