"""The state × action matrix of an invitation: one answer, then never again."""

import itertools

import pytest

from collaborations.rules.invitations import InvitationAction, InvitationState, next_invitation_state
from collaborations.rules.states import TransitionNotAllowed

FROM_OPEN = {
    InvitationAction.SEND: InvitationState.OPEN,
    InvitationAction.ACCEPT: InvitationState.ACCEPTED,
    InvitationAction.DECLINE: InvitationState.DECLINED,
    InvitationAction.CLOSE: InvitationState.CLOSED,
}


@pytest.mark.parametrize(("state", "action"), list(itertools.product(InvitationState, InvitationAction)))
def test_only_an_open_invitation_can_change(state: InvitationState, action: InvitationAction) -> None:
    if state is InvitationState.OPEN:
        assert next_invitation_state(state, action) is FROM_OPEN[action]
    else:
        with pytest.raises(TransitionNotAllowed):
            next_invitation_state(state, action)
