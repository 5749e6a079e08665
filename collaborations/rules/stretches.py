"""The days in which somebody is billed for a service."""

from dataclasses import dataclass
from datetime import date

from common.periods import Month


@dataclass(frozen=True)
class Stretch:
    """The days in which one recipient is billed for a client's service in one variant.

    Stretches of one `collaboration` follow each other. One that goes on with the agreed periods of another says
    from which day they are counted.
    """

    key: str
    collaboration: str
    client: str
    company: str
    service: str
    variant: str
    recipient: str
    months: int | None
    first: date
    last: date | None = None
    free_until: date | None = None
    continues_from: date | None = None

    @property
    def counted_from(self) -> date:
        """The first day of the agreed periods."""
        return self.continues_from or self.charged_from

    @property
    def charged_from(self) -> date:
        """The first day that costs anything."""
        return max(self.first, self.free_until or self.first)

    def days_in(self, month: Month) -> tuple[date, date] | None:
        """Its days in the month, or None when it has none."""
        first = max(self.first, month.first)
        last = month.last if self.last is None else min(self.last, month.last)
        return (first, last) if first <= last else None
