"""Sums of a year from before, checked against the totals of the system that they come from."""

from collections.abc import Iterable

from common.money import Ore
from common.values import frozen


@frozen
class Opening:
    """What was paid in the year so far, in öre, and the comp balance in minutes."""

    gross_pay: Ore = 0
    benefits: Ore = 0
    preliminary_tax: Ore = 0
    net_pay: Ore = 0
    comp_minutes: int = 0

    def __bool__(self) -> bool:
        return any((self.gross_pay, self.benefits, self.preliminary_tax, self.net_pay, self.comp_minutes))


def sum_of(openings: Iterable[Opening]) -> Opening:
    """All of them together."""
    found = list(openings)
    return Opening(
        sum(one.gross_pay for one in found),
        sum(one.benefits for one in found),
        sum(one.preliminary_tax for one in found),
        sum(one.net_pay for one in found),
        sum(one.comp_minutes for one in found),
    )
