"""How long ago a request was sent, as the list narrows by it."""

from datetime import datetime, timedelta
from enum import StrEnum


class Age(StrEnum):
    """Within the last days, or before them."""

    LAST_7 = "LAST_7"
    LAST_30 = "LAST_30"
    OVER_3 = "OVER_3"
    OVER_10 = "OVER_10"
    OVER_30 = "OVER_30"

    def span(self, at: datetime) -> tuple[datetime | None, datetime]:
        """After which moment, if any, and until which one."""
        kind, days = self.value.split("_")
        edge = at - timedelta(days=int(days))
        return (edge, at) if kind == "LAST" else (None, edge)
