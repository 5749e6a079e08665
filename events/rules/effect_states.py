"""The life of an effect: queued, claimed by the relay, then sent, retried, or dead after five attempts."""

from datetime import timedelta
from enum import StrEnum

MAX_ATTEMPTS = 5


class EffectState(StrEnum):
    """Where an effect stands."""

    QUEUED = "QUEUED"
    CLAIMED = "CLAIMED"
    SENT = "SENT"
    UNKNOWN = "UNKNOWN"
    DEAD = "DEAD"


class EffectAction(StrEnum):
    """What can happen to an effect."""

    CLAIM = "CLAIM"
    SUCCEED = "SUCCEED"
    FAIL = "FAIL"
    GIVE_UP = "GIVE_UP"
    LOSE = "LOSE"
    EXPIRE_LEASE = "EXPIRE_LEASE"
    RETRY = "RETRY"


class PermanentFailure(Exception):
    """Trying again cannot help: the effect is given up at once."""


class TransitionNotAllowed(ValueError):
    """The action does not apply in the state."""


TRANSITIONS = {
    (EffectState.QUEUED, EffectAction.CLAIM): EffectState.CLAIMED,
    (EffectState.QUEUED, EffectAction.SUCCEED): EffectState.SENT,
    (EffectState.QUEUED, EffectAction.FAIL): EffectState.QUEUED,
    (EffectState.QUEUED, EffectAction.GIVE_UP): EffectState.DEAD,
    (EffectState.CLAIMED, EffectAction.SUCCEED): EffectState.SENT,
    (EffectState.CLAIMED, EffectAction.FAIL): EffectState.QUEUED,
    (EffectState.CLAIMED, EffectAction.GIVE_UP): EffectState.DEAD,
    (EffectState.CLAIMED, EffectAction.LOSE): EffectState.UNKNOWN,
    (EffectState.CLAIMED, EffectAction.EXPIRE_LEASE): EffectState.QUEUED,
    (EffectState.UNKNOWN, EffectAction.RETRY): EffectState.QUEUED,
    (EffectState.DEAD, EffectAction.RETRY): EffectState.QUEUED,
}


def next_state(state: EffectState, action: EffectAction) -> EffectState:
    """The state after the action. Raises TransitionNotAllowed."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise TransitionNotAllowed(f"{action} does not apply to an effect that is {state}.") from None


def backoff(attempts: int) -> timedelta:
    """How long to wait before the next attempt: 5, 20, 80, 320 seconds."""
    return timedelta(seconds=5 * 4 ** (attempts - 1))
