"""The account of vacation days: what was entered, and the balances that it sums to."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from common.money import Ore
from common.values import frozen
from payroll.rules.vacation_order import NOTHING, DayKind


class Cause(StrEnum):
    """Why days came or went."""

    OPENING = "OPENING"
    EARNED = "EARNED"
    TAKEN = "TAKEN"
    SAVED = "SAVED"
    FORFEITED = "FORFEITED"
    PAID_OUT = "PAID_OUT"
    EXPIRED = "EXPIRED"
    COMPENSATED = "COMPENSATED"
    CORRECTION = "CORRECTION"
    SETTLED = "SETTLED"
    ASSUMED = "ASSUMED"
    """Never stored: what is taken to be so until somebody enters an opening balance."""


GRANTING = frozenset({Cause.OPENING, Cause.EARNED, Cause.ASSUMED})
PAID_IN_MONEY = frozenset({Cause.PAID_OUT, Cause.EXPIRED, Cause.COMPENSATED})


@frozen
class Entry:
    """Days that came (positive) or went, of a kind and a vacation year; `saved_from` is the year of saved days.

    `amount` (öre): what advance days were paid with, what is paid out, or the typed pay of a day of an opening.
    """

    kind: DayKind
    cause: Cause
    days: Decimal
    vacation_year: int
    on: date
    saved_from: int | None = None
    amount: Ore | None = None
    formula: str = ""
    """How assumed days were worked out."""


@frozen
class Balances:
    """Days by kind, and the saved ones by the year that they are from."""

    days: Mapping[DayKind, Decimal]
    saved: Mapping[int, Decimal]

    def of(self, kind: DayKind) -> Decimal:
        """Days of one kind."""
        return self.days.get(kind, NOTHING)

    @property
    def with_pay(self) -> Decimal:
        """Paid and saved days: what the employer owes."""
        return self.of(DayKind.PAID) + self.of(DayKind.SAVED)

    @property
    def to_take(self) -> Decimal:
        """Days of every kind."""
        return sum((max(days, NOTHING) for days in self.days.values()), NOTHING)


def balances_of(entries: Iterable[Entry]) -> Balances:
    """The sums of an account."""
    days, saved = dict[DayKind, Decimal](), dict[int, Decimal]()
    for one in entries:
        days[one.kind] = days.get(one.kind, NOTHING) + one.days
        if one.saved_from is not None:
            saved[one.saved_from] = saved.get(one.saved_from, NOTHING) + one.days
    return Balances(days, {year: number for year, number in saved.items() if number})


def until_year(entries: Iterable[Entry], year: int) -> list[Entry]:
    """The account as the vacation year leaves it: without what a later year gave, or what was taken of that."""
    return [one for one in entries if one.vacation_year <= year or one.kind == DayKind.SAVED]


def granted_in(entries: Iterable[Entry], year: int) -> Decimal:
    """Paid days that the vacation year began with, or that were entered as its opening."""
    return sum((one.days for one in entries if _is_of(one, DayKind.PAID, year) and one.cause in GRANTING), NOTHING)


def taken_in(entries: Iterable[Entry], year: int) -> Decimal:
    """Days of every kind that were taken in a vacation year."""
    return -sum((one.days for one in entries if one.cause == Cause.TAKEN and one.vacation_year == year), NOTHING)


def is_compensated(entries: Iterable[Entry]) -> bool:
    """Whether what is left has been paid since the employment ends, so that nothing more is earned.

    What takes a compensation back has its amount with the other sign.
    """
    return sum(one.amount or 0 for one in entries if one.cause == Cause.COMPENSATED) > 0


def typed_day_pay(entries: Iterable[Entry], year: int) -> Ore | None:
    """What somebody has said that a day of the year gives for variable pay or by the percentage rule."""
    found = [one.amount for one in entries if one.cause == Cause.OPENING and one.vacation_year == year]
    return next((amount for amount in reversed(found) if amount is not None), None)


def _is_of(entry: Entry, kind: DayKind, year: int) -> bool:
    return entry.kind == kind and entry.vacation_year == year
