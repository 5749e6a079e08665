"""The life of an effect, every state against every action."""

from datetime import timedelta
from itertools import product

import pytest

from events.rules.effect_states import (
    TRANSITIONS,
    EffectAction,
    EffectState,
    TransitionNotAllowed,
    backoff,
    next_state,
)


@pytest.mark.parametrize(("state", "action"), list(product(EffectState, EffectAction)))
def test_every_action_in_every_state_has_one_answer(state: EffectState, action: EffectAction) -> None:
    expected = TRANSITIONS.get((state, action))
    if expected is None:
        with pytest.raises(TransitionNotAllowed):
            next_state(state, action)
    else:
        assert next_state(state, action) == expected


def test_a_sent_effect_never_moves_again() -> None:
    assert not [pair for pair in TRANSITIONS if pair[0] == EffectState.SENT]


def test_pauses_grow() -> None:
    assert [backoff(attempt) for attempt in (1, 2, 3, 4)] == [timedelta(seconds=s) for s in (5, 20, 80, 320)]
