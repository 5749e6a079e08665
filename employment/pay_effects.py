"""What a change of terms does to pay, told before it is saved: payroll knows of runs and registers how it finds out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from common.money import Ore
from employment.models import Employee


@dataclass(frozen=True)
class TermsChange:
    """A change that is not made yet; `carry_out` makes it, and what it did is undone when its effects are known."""

    company_id: UUID
    employees: Sequence[Employee]
    on: date
    carry_out: Callable[[], object]
    audience: str
    in_lon_direct: bool = False


class Standing(StrEnum):
    """What becomes of a month: its run is open, approved and therefore not changed, or not begun."""

    OPEN = "OPEN"
    APPROVED = "APPROVED"
    COMING = "COMING"


@dataclass(frozen=True)
class MonthEffect:
    """A month of which the pay is another, for those whose pay it is; `obstacle` says why it cannot be worked out."""

    month: date
    standing: Standing
    url: str = ""
    people: int = 0
    gross_before: Ore = 0
    gross_after: Ore = 0
    net_before: Ore = 0
    net_after: Ore = 0
    obstacle: str = ""

    @property
    def gross(self) -> Ore:
        """The difference."""
        return self.gross_after - self.gross_before

    @property
    def net(self) -> Ore:
        """The difference."""
        return self.net_after - self.net_before


@dataclass(frozen=True)
class Effects:
    """The months, and what to know of them in sentences with their kind, as consequence lists take them.

    `owed` is what approved months would have been more or less, gross; `owed_url` where it can be entered.
    """

    months: tuple[MonthEffect, ...] = ()
    sentences: tuple[tuple[str, str], ...] = ()
    owed: Ore = 0
    owed_url: str = ""


EffectsFunction = Callable[[TermsChange], Effects]
_function: list[EffectsFunction] = []


def register(function: EffectsFunction) -> None:
    """Called by payroll from `AppConfig.ready`."""
    _function[:] = [function]


def effects_of(change: TermsChange) -> Effects:
    """What the change does to pay; nothing when nobody knows."""
    return _function[0](change) if _function else Effects()
