"""What was changed in a report since a moment: registrations of a day before, and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic, Protocol, TypeVar


class Kept(Protocol):
    """A registration that is never removed: made at a moment, and perhaps struck at a later one."""

    @property
    def worked_on(self) -> date:
        """Its day."""

    @property
    def quick_choice(self) -> str:
        """Its kind."""

    @property
    def minutes(self) -> int:
        """How long."""

    @property
    def starts_at(self) -> time | None:
        """When it begins, where that is known."""

    @property
    def ends_at(self) -> time | None:
        """When it ends, where that is known."""

    @property
    def recorded_at(self) -> datetime:
        """When it was registered."""

    @property
    def struck_at(self) -> datetime | None:
        """When it was taken back."""


T = TypeVar("T")
K = TypeVar("K", bound=Kept)


@dataclass(frozen=True)
class ChangedDay(Generic[T]):
    """A day that says something else than it did."""

    day: date
    before: tuple[T, ...]
    after: tuple[T, ...]


def changed_days(entries: Iterable[K], since: datetime) -> list[ChangedDay[K]]:
    """The days that say something else now than at a moment, from all of their registrations, struck ones too.

    What was taken back and registered again just as it was is no change.
    """
    by_day: dict[date, list[K]] = {}
    for entry in entries:
        by_day.setdefault(entry.worked_on, []).append(entry)
    found = []
    for day in sorted(by_day):
        before = tuple(one for one in by_day[day] if _stood(one, since))
        after = tuple(one for one in by_day[day] if one.struck_at is None)
        if _said(before) != _said(after):
            found.append(ChangedDay(day, before, after))
    return found


def _stood(one: Kept, moment: datetime) -> bool:
    return one.recorded_at <= moment and (one.struck_at is None or one.struck_at > moment)


def _said(entries: Iterable[Kept]) -> list[str]:
    return sorted(f"{one.quick_choice}|{one.minutes}|{one.starts_at}|{one.ends_at}" for one in entries)
