"""The whole matrix of states and actions of entered figures."""

from itertools import product

import pytest

from payroll.rules.entry_states import EntryAction, EntryDecided, EntryState, next_state

ALLOWED = {
    EntryAction.APPROVE: EntryState.APPROVED,
    EntryAction.REFUSE: EntryState.REFUSED,
    EntryAction.WITHDRAW: EntryState.WITHDRAWN,
}


@pytest.mark.parametrize(("state", "action"), list(product(EntryState, EntryAction)))
def test_only_a_proposal_is_decided_and_once(state: EntryState, action: EntryAction) -> None:
    if state == EntryState.PROPOSED:
        assert next_state(state, action) == ALLOWED[action]
    else:
        with pytest.raises(EntryDecided, match=f"{action} does not apply to an entry that is {state}"):
            next_state(state, action)
