"""The whole state × action matrix of a payroll run."""

from itertools import product

import pytest

from payroll.rules.run_states import OPEN_STATES, RunAction, RunState, TransitionNotAllowed, next_state

ALLOWED = """
    DRAFT        CALCULATE  CALCULATING
    CALCULATED   CALCULATE  CALCULATING
    FAILED       CALCULATE  CALCULATING
    CALCULATING  FINISH     CALCULATED
    CALCULATING  FAIL       FAILED
    CALCULATED   APPROVE    APPROVED
    DRAFT        DISCARD    DISCARDED
    CALCULATED   DISCARD    DISCARDED
    FAILED       DISCARD    DISCARDED
"""
EXPECTED = {(state, action): after for state, action, after in (line.split() for line in ALLOWED.strip().splitlines())}


@pytest.mark.parametrize(("state", "action"), list(product(RunState, RunAction)))
def test_each_action_in_each_state_leads_where_the_matrix_says(state: RunState, action: RunAction) -> None:
    expected = EXPECTED.get((state, action))
    if expected is None:
        with pytest.raises(TransitionNotAllowed, match=f"{action} does not apply to a run that is {state}"):
            next_state(state, action)
    else:
        assert next_state(state, action) == expected


def test_nothing_leads_out_of_what_is_approved_or_discarded() -> None:
    final = {RunState.APPROVED, RunState.DISCARDED}
    assert not {state for state, _ in EXPECTED} & final
    assert frozenset(RunState) - final == OPEN_STATES


def test_only_what_was_calculated_can_be_approved() -> None:
    assert [state for state, action in EXPECTED if action == RunAction.APPROVE] == [RunState.CALCULATED]
