"""What became of the mail to one recipient."""

from enum import StrEnum

from events.rules.effect_states import EffectState


class Delivery(StrEnum):
    """From the queue to the reader, or not. FAILED is tried again; GIVEN_UP and BOUNCED wait for a person."""

    QUEUED = "QUEUED"
    FAILED = "FAILED"
    SENT = "SENT"
    UNKNOWN = "UNKNOWN"
    GIVEN_UP = "GIVEN_UP"
    BOUNCED = "BOUNCED"


_FROM_EFFECT = {
    EffectState.QUEUED: Delivery.QUEUED,
    EffectState.CLAIMED: Delivery.QUEUED,
    EffectState.SENT: Delivery.SENT,
    EffectState.UNKNOWN: Delivery.UNKNOWN,
    EffectState.DEAD: Delivery.GIVEN_UP,
}


def delivery(effect: EffectState, *, attempts: int, bounced: bool) -> Delivery:
    """Where the mail stands; what is known of the address counts more than what the sender believes."""
    if bounced:
        return Delivery.BOUNCED
    if effect is EffectState.QUEUED and attempts:
        return Delivery.FAILED
    return _FROM_EFFECT[effect]
