"""Who is billed for what, as dated rows: why a row begins."""

from dataclasses import dataclass
from enum import StrEnum


class BillingReason(StrEnum):
    """Why another row of billing begins."""

    STARTED = "STARTED"
    RECIPIENT_CHANGED = "RECIPIENT_CHANGED"
    VARIANT_CHANGED = "VARIANT_CHANGED"
    PERIOD_CHANGED = "PERIOD_CHANGED"
    RENEWED = "RENEWED"


@dataclass(frozen=True)
class Billed:
    """What is billed to whom, without dates."""

    recipient: str
    variant: str
    months: int | None


def reason_for(former: Billed | None, new: Billed) -> BillingReason:
    """The most telling difference: whoever reads the history asks first who pays."""
    if former is None:
        return BillingReason.STARTED
    if former.recipient != new.recipient:
        return BillingReason.RECIPIENT_CHANGED
    if former.variant != new.variant:
        return BillingReason.VARIANT_CHANGED
    if former.months != new.months:
        return BillingReason.PERIOD_CHANGED
    return BillingReason.RENEWED
