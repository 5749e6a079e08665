"""What an operation carries from effect to effect."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from collaborations.models import Collaboration, CollaborationChange
from common.clock import STOCKHOLM
from events.models import AuditEvent


@dataclass(frozen=True)
class Newcomer:
    """What the invited contact of a company without account fills in on acceptance."""

    given_name: str
    family_name: str
    password: str


@dataclass(frozen=True)
class Work:
    """The collaboration, the event that causes the effects, who acts and when."""

    collaboration: Collaboration
    cause: AuditEvent
    by: UUID | None
    at: datetime
    newcomer: Newcomer | None = None
    change: CollaborationChange | None = None

    @property
    def on(self) -> date:
        """The date in Sweden."""
        return self.at.astimezone(STOCKHOLM).date()


def after(last_day: date) -> datetime:
    """The moment when a last day is over, in Sweden."""
    return start_of(last_day + timedelta(days=1))


def start_of(day: date) -> datetime:
    """The moment when a day begins, in Sweden."""
    return datetime.combine(day, time(), STOCKHOLM)
