"""What goes with another period of deviations: time reports and payroll runs, told by the apps that know of them.

Called by them from `AppConfig.ready`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from common.periods import Month
from employment.rules.pay_periods import PayRule


@dataclass(frozen=True)
class PeriodChange:
    """The rule that the company has, and the one that it would have."""

    company_id: UUID
    before: PayRule
    after: PayRule


@dataclass(frozen=True)
class Told:
    """What comes of a change, in sentences with their kind as consequence lists take them.

    `is_unusual` when a pay contains more or fewer days than a period has; `refusal` says why it cannot be made.
    """

    sentences: tuple[tuple[str, str], ...] = ()
    is_unusual: bool = False
    refusal: str = ""


FreeFrom = Callable[[UUID], Month | None]
Follow = Callable[[UUID, Month | None], None]
Tell = Callable[[PeriodChange], Told]
_free_from: list[FreeFrom] = []
_followers: dict[str, Follow] = {}
_tell: list[Tell] = []


def register_time(free_from: FreeFrom) -> None:
    """How the first month is found whose period nobody has handed in time of."""
    _free_from[:] = [free_from]


def register_follower(name: str, follow: Follow) -> None:
    """What is done to rows of months from one on when the settings are another."""
    _followers[name] = follow


def register_payroll(tell: Tell) -> None:
    """How people are told what comes of a change."""
    _tell[:] = [tell]


def free_from(company_id: UUID) -> Month | None:
    """The first month whose period can still be another; None when any can."""
    return _free_from[0](company_id) if _free_from else None


def follow(company_id: UUID, since: Month | None) -> None:
    """Let everything go with the settings, from the period of a month on."""
    for one in _followers.values():
        one(company_id, since)


def told(change: PeriodChange) -> Told:
    """What comes of the change."""
    return _tell[0](change) if _tell else Told()
