"""The registry of what goes over when a firm takes on the payroll that a company made itself in Lön Direkt.

The app that knows who was paid registers its ways from `AppConfig.ready`; whoever closes Lön Direkt asks for them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """Who does it, and for which firm."""

    by: UUID | None
    firm_id: UUID | None = None


@dataclass(frozen=True)
class Ways:
    """How many go over; carrying them over; giving back those whom nobody has gone through. Both answer how many."""

    count: Callable[[UUID], int]
    carry_over: Callable[[UUID, Actor, datetime], int]
    give_back: Callable[[UUID, Actor], int]


_ways: dict[str, Ways] = {}


def register(name: str, ways: Ways) -> None:
    """Each function takes a company id inside an open scope."""
    _ways[name] = ways


def number_to_carry_over(company_id: UUID) -> int:
    """How many employees would go over today."""
    return sum(ways.count(company_id) for ways in _ways.values())


def carry_over(company_id: UUID, actor: Actor, at: datetime) -> int:
    """Make drafts of those whom Lön Direkt paid. Those who wait to be gone through already are left as they are."""
    return sum(ways.carry_over(company_id, actor, at) for ways in _ways.values())


def give_back(company_id: UUID, actor: Actor) -> int:
    """The company pays them in Lön Direkt again: those whom nobody has gone through are as they were."""
    return sum(ways.give_back(company_id, actor) for ways in _ways.values())
