"""When dated terms were entered, and by whom, as the audit log tells it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from advisor.queries import names_of
from employment.models import Employee
from events.queries import events_of_subject


class Entered(Protocol):
    """A row of dated terms."""

    starts_on: date
    created_at: datetime


Row = TypeVar("Row", bound=Entered)


@dataclass(frozen=True)
class Told(Generic[Row]):
    """A row with who entered or last corrected it; nobody where the log does not say, as after an import."""

    terms: Row
    at: datetime
    who: str


def told(employee: Employee, kind: str, rows: Iterable[Row]) -> list[Told[Row]]:
    """The rows, the latest first: two queries."""
    events = {str(one.data.get("from")): one for one in events_of_subject(employee.pk).filter(kind=kind).reverse()}
    names = names_of({one.actor_id for one in events.values() if one.actor_id})
    found = []
    for row in rows:
        event = events.get(row.starts_on.isoformat())
        found.append(
            Told(row, event.occurred_at, names.get(event.actor_id, "")) if event else Told(row, row.created_at, "")
        )
    return found[::-1]
