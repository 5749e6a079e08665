"""The life of a recovery, and who may ask for one."""

from itertools import product

import pytest

from collaborations.rules.recovery import (
    OPEN_RECOVERIES,
    TRANSITIONS,
    RecoveryAction,
    RecoveryProblem,
    RecoveryState,
    next_recovery_state,
    problem_in_asking,
)
from collaborations.rules.states import TransitionNotAllowed

CHOICES = list(product([False, True], repeat=5))


@pytest.mark.parametrize(("state", "action"), list(product(RecoveryState, RecoveryAction)))
def test_nobody_becomes_administrator_but_after_confirmation_and_waiting(
    state: RecoveryState, action: RecoveryAction
) -> None:
    if (state, action) not in TRANSITIONS:
        with pytest.raises(TransitionNotAllowed):
            next_recovery_state(state, action)
    elif next_recovery_state(state, action) is RecoveryState.DONE:
        assert (state, action) == (RecoveryState.WAITING, RecoveryAction.COMPLETE)


@pytest.mark.parametrize("state", list(RecoveryState))
def test_what_is_under_way_can_be_stopped_and_what_is_over_stays_so(state: RecoveryState) -> None:
    assert ((state, RecoveryAction.STOP) in TRANSITIONS) is (state in OPEN_RECOVERIES)
    assert any(source is state for source, _ in TRANSITIONS) is (state in OPEN_RECOVERIES)


@pytest.mark.parametrize(
    ("had_people", "is_open", "is_registered", "collaborates", "is_administrator"),
    CHOICES,
)
def test_a_firm_names_the_address_itself_only_as_administrator_in_a_collaboration(
    had_people: bool, is_open: bool, is_registered: bool, collaborates: bool, is_administrator: bool
) -> None:
    problem = problem_in_asking(
        had_people=had_people,
        is_open=is_open,
        is_registered=is_registered,
        collaborates=collaborates,
        is_administrator=is_administrator,
    )
    allowed = had_people and not is_open and (is_registered or (collaborates and is_administrator))
    assert (problem is None) is allowed
    if not had_people:
        assert problem is RecoveryProblem.NEVER_HAD_PEOPLE
