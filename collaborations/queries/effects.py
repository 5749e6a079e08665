"""What the outbox says about a collaboration's effects."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from collaborations.models import Collaboration
from collaborations.rules.states import State
from events.models import OutboxEffect
from events.queries import effects_of
from events.rules.effect_states import EffectState

GIVEN_UP = (EffectState.DEAD, EffectState.UNKNOWN)
DEACTIVATE = "collaborations.deactivate_lon_direct"
PROVISION = "collaborations.provision"
HAND_OVER = "collaborations.hand_over_when_due"
LON_DIRECT = "lon_direct"
"""What is awaited when Lön Direkt is being closed; otherwise it is the action that a provider was asked for."""
HANDOVER = "handover"
"""What is awaited when another firm should have been taken over from."""


def deactivation_of(collaboration: Collaboration) -> OutboxEffect | None:
    """The effect that closes Lön Direkt, or None when there is none."""
    return deactivations([collaboration.pk]).get(collaboration.pk)


def is_held_up(effect: OutboxEffect) -> bool:
    """Whether it has failed, and has been given up or waits for its next attempt."""
    return effect.state in GIVEN_UP or (effect.state == EffectState.QUEUED and effect.attempts > 0)


def deactivations(collaboration_ids: Iterable[UUID]) -> dict[UUID, OutboxEffect]:
    """For each collaboration that has one, the effect that closes Lön Direkt."""
    found = effects_of(collaboration_ids).filter(kind=DEACTIVATE)
    return {effect.subject_id: effect for effect in found}


def awaited_by(collaborations: Iterable[Collaboration]) -> dict[UUID, OutboxEffect]:
    """For each collaboration that waits for something outside it, the effect that does it; one query for all."""
    return awaited_in({one.pk: one.state for one in collaborations})


def awaited_in(states: Mapping[UUID, str]) -> dict[UUID, OutboxEffect]:
    """The same for collaborations of which only id and state are known.

    Only the newest counts: what came before it has been overtaken. Lön Direkt is awaited until a collaboration begins;
    a handover whose day has not come is awaited by nobody.
    """
    effects = (
        effects_of(states)
        .filter(kind__in=(DEACTIVATE, PROVISION, HAND_OVER))
        .order_by("subject_id", "-created_at", "-pk")
    )
    newest = {effect.subject_id: effect for effect in effects.distinct("subject_id")}
    return {
        key: effect
        for key, effect in newest.items()
        if effect.state != EffectState.SENT and _is_awaited(effect, states[key])
    }


def _is_awaited(effect: OutboxEffect, state: str) -> bool:
    if effect.kind == HAND_OVER:
        return state == State.AGREED and is_held_up(effect)
    return effect.kind == PROVISION or state == State.ACTIVATING


def subject_of(effect: OutboxEffect) -> str:
    """What the effect is about: Lön Direkt, a handover, or what a provider was asked for."""
    if effect.kind == HAND_OVER:
        return HANDOVER
    return str(effect.payload["action"]) if effect.kind == PROVISION else LON_DIRECT
