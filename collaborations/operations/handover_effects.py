"""Carries out what is particular to a handover; the rest is an activation and an end."""

from collections.abc import Callable
from typing import Any

from collaborations.operations.work import Work, start_of
from collaborations.rules import handover_effects as effects
from collaborations.rules.effects import Effect
from events.operations import enqueue


def _await_day(effect: effects.HandoverAgreed, work: Work) -> None:
    enqueue(
        "collaborations.hand_over_when_due",
        dedupe_key=f"collaboration:{work.collaboration.pk}:hand-over",
        cause=work.cause,
        not_before=start_of(effect.day),
        collaboration_id=work.collaboration.pk,
    )


def _by_its_own_plan(effect: Effect, work: Work) -> None:
    """Nothing here: the present firm's collaboration ends by a plan of its own, in the same transaction."""


def _with_the_other(effect: effects.HandoverScheduled, work: Work) -> None:
    """Nothing here: the new firm's collaboration has the effect that waits for the day, one for both."""


HANDOVER_HANDLERS: dict[type[Effect], Callable[[Any, Work], None]] = {
    effects.HandoverAgreed: _await_day,
    effects.PresentFirmTold: _by_its_own_plan,
    effects.PresentFirmLeaves: _by_its_own_plan,
    effects.HandoverScheduled: _with_the_other,
}
