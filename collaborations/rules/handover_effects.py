"""The consequences of a handover, beside those that it shares with an activation and an end."""

from dataclasses import dataclass
from datetime import date

from collaborations.rules.effects import Audience, Effect


@dataclass(frozen=True, kw_only=True)
class HandoverAgreed(Effect):
    """The day is fixed: until then the new firm reaches nothing."""

    code = "handover_agreed"
    audience = Audience.FIRM
    day: date


class PresentFirmTold(Effect):
    """The firm that works for the company now is told why and when it ends."""

    code = "present_firm_told"
    audience = Audience.CLIENT


class PresentFirmLeaves(Effect):
    """In the same moment in which the new firm's access opens, the present one's closes."""

    code = "present_firm_leaves"
    audience = Audience.CLIENT
    is_loss = True


@dataclass(frozen=True, kw_only=True)
class HandoverScheduled(Effect):
    """Said to the present firm: everything goes on through the last day, then another firm takes over."""

    code = "handover_scheduled"
    audience = Audience.FIRM
    last_day: date
