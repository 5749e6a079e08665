"""The comp balance: overtime that was to be leave, by the agreement's factor, less the comp leave that was taken."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from timereporting.rules.quick_choices import TO_COMP, QuickChoice

FactorOf = Callable[[date, QuickChoice], Decimal]
IN_COMP = TO_COMP | {QuickChoice.COMP_LEAVE}
"""What moves the balance."""


@dataclass(frozen=True)
class Movement:
    """One registration and what it does to the balance, in minutes; `factor` is None for leave.

    Without a choice it is what somebody came here with.
    """

    day: date
    choice: QuickChoice | None
    minutes: int
    factor: Decimal | None
    change: int
    balance: int


def movements(
    registered: Iterable[tuple[date, QuickChoice, int]],
    factor_of: FactorOf,
    before: Iterable[tuple[date, int]] = (),
) -> list[Movement]:
    """What was there `before`, then every movement by day, what is earned before what is taken, in whole minutes."""
    found: list[Movement] = []
    balance = 0
    for day, minutes in before:
        balance += minutes
        found.append(Movement(day, None, minutes, None, minutes, balance))
    for day, choice, minutes in sorted(registered, key=lambda one: (one[0], one[1] not in TO_COMP, one[1])):
        factor = factor_of(day, choice) if choice in TO_COMP else None
        change = -minutes if factor is None else int((minutes * factor).quantize(Decimal(1), ROUND_HALF_UP))
        balance += change
        found.append(Movement(day, choice, minutes, factor, change, balance))
    return found
