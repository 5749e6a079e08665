"""In which order a person's days are taken, and what of them is at hand.

Paid days of the year first, then saved ones (the oldest first), then advance, and unpaid days last: the order that
payroll programs use. Semesterlagen (1977:480) 20 § says only that saved days come after the year's own. Not verified.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from common.values import frozen

NOTHING = Decimal(0)


class DayKind(StrEnum):
    """What kind of vacation day it is."""

    PAID = "PAID"
    SAVED = "SAVED"
    ADVANCE = "ADVANCE"
    UNPAID = "UNPAID"


ORDER = (DayKind.PAID, DayKind.SAVED, DayKind.ADVANCE, DayKind.UNPAID)
WITH_PAY = frozenset({DayKind.PAID, DayKind.SAVED, DayKind.ADVANCE})


@frozen
class Taken:
    """How taken days are spread over the kinds; `beyond` are those that no kind has room for."""

    days: Mapping[DayKind, Decimal]
    beyond: Decimal = NOTHING

    @property
    def with_pay(self) -> Decimal:
        """Days that give vacation pay."""
        return sum((number for kind, number in self.days.items() if kind in WITH_PAY), NOTHING)


def take(days: Decimal, at_hand: Mapping[DayKind, Decimal]) -> Taken:
    """Spread days over what is at hand."""
    spread = dict[DayKind, Decimal]()
    left = days
    for kind in ORDER:
        part = min(left, max(at_hand.get(kind, NOTHING), NOTHING))
        if part:
            spread[kind] = part
            left -= part
    return Taken(spread, left)


def take_over_turn(
    before: Decimal, after: Decimal, at_hand: Mapping[DayKind, Decimal], of_new_year: Mapping[DayKind, Decimal]
) -> tuple[Taken, Taken, Taken]:
    """Days on both sides of the turn of the vacation year: of the old year, those beyond it, and of the new year.

    Days before the turn are taken of what is `at_hand` without the new year's, and only beyond that of the new year's;
    days after it of the new year's own and of the saved days that are left.
    """
    old = take(before, at_hand)
    beyond = take(old.beyond, of_new_year)
    left = {kind: days - beyond.days.get(kind, NOTHING) for kind, days in of_new_year.items()}
    saved = at_hand.get(DayKind.SAVED, NOTHING) - old.days.get(DayKind.SAVED, NOTHING)
    new = take(after, {**left, DayKind.SAVED: saved})
    return Taken(old.days), beyond, new


def take_oldest(days: Decimal, by_year: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Spread saved days over the years from which they were saved, the oldest first (20 §)."""
    spread = dict[int, Decimal]()
    left = days
    for year in sorted(by_year):
        part = min(left, max(by_year[year], NOTHING))
        if part:
            spread[year] = part
            left -= part
    return spread
