"""The whole state × action matrix of a collaboration."""

import itertools

import pytest

from collaborations.rules.states import (
    OPEN_STATES,
    UNANSWERED_STATES,
    WORKING_STATES,
    Action,
    State,
    TransitionNotAllowed,
    actions_in,
    next_state,
)

EXPECTED = """
                REQ ACT REM ACC DEC WIT EXP CON SCH CAN END AGR TAK
    DRAFT       R   G   .   .   .   .   .   .   .   .   .   .   .
    REQUESTED   .   .   R   G   D   W   X   .   .   .   .   O   .
    AGREED      .   .   .   .   D   W   .   .   .   .   .   .   G
    ACTIVATING  .   .   .   .   .   .   .   A   .   .   E   .   .
    ACTIVE      .   .   .   .   .   .   .   .   I   .   E   .   .
    ENDING      .   .   .   .   .   .   .   .   .   A   E   .   .
    ENDED       .   .   .   .   .   .   .   .   .   .   .   .   .
    DECLINED    .   .   .   .   .   .   .   .   .   .   .   .   .
    WITHDRAWN   .   .   .   .   .   .   .   .   .   .   .   .   .
    EXPIRED     .   .   .   .   .   .   .   .   .   .   .   .   .
"""
COLUMNS = [
    Action.REQUEST,
    Action.ACTIVATE,
    Action.REMIND,
    Action.ACCEPT,
    Action.DECLINE,
    Action.WITHDRAW,
    Action.EXPIRE,
    Action.CONFIRM,
    Action.SCHEDULE_END,
    Action.CANCEL_END,
    Action.END,
    Action.AGREE,
    Action.TAKE_OVER,
]
LETTERS = {
    "R": State.REQUESTED,
    "O": State.AGREED,
    "G": State.ACTIVATING,
    "A": State.ACTIVE,
    "I": State.ENDING,
    "E": State.ENDED,
    "D": State.DECLINED,
    "W": State.WITHDRAWN,
    "X": State.EXPIRED,
}


def _matrix() -> list[tuple[State, Action, str]]:
    rows = [line.split() for line in EXPECTED.strip().splitlines()[1:]]
    return [(State(row[0]), action, row[1 + place]) for row in rows for place, action in enumerate(COLUMNS)]


def test_the_matrix_covers_every_state_and_action() -> None:
    assert {(state, action) for state, action, _ in _matrix()} == set(itertools.product(State, Action))


@pytest.mark.parametrize(("state", "action", "letter"), _matrix())
def test_each_action_leads_where_the_matrix_says(state: State, action: Action, letter: str) -> None:
    if letter == ".":
        with pytest.raises(TransitionNotAllowed) as refused:
            next_state(state, action)
        assert (refused.value.state, refused.value.action) == (state, action)
        assert action not in actions_in(state)
    else:
        assert next_state(state, action) is LETTERS[letter]
        assert action in actions_in(state)


def test_a_collaboration_is_never_active_without_having_been_activating() -> None:
    into_active = {state for state, action, letter in _matrix() if letter == "A"}
    assert into_active == {State.ACTIVATING, State.ENDING}


def test_groups_of_states_do_not_overlap_where_they_mean_different_things() -> None:
    assert WORKING_STATES < OPEN_STATES
    assert not OPEN_STATES & UNANSWERED_STATES
    assert State.REQUESTED not in OPEN_STATES | UNANSWERED_STATES
