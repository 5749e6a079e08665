"""The life cycle of a collaboration: one table, asked by every operation."""

from enum import StrEnum


class State(StrEnum):
    """Where a collaboration stands."""

    DRAFT = "DRAFT"
    REQUESTED = "REQUESTED"
    AGREED = "AGREED"
    """The client has approved a handover; the firm begins on the day."""
    ACTIVATING = "ACTIVATING"
    ACTIVE = "ACTIVE"
    ENDING = "ENDING"
    ENDED = "ENDED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


class Action(StrEnum):
    """What can be done to a collaboration."""

    REQUEST = "REQUEST"
    ACTIVATE = "ACTIVATE"
    REMIND = "REMIND"
    ACCEPT = "ACCEPT"
    AGREE = "AGREE"
    TAKE_OVER = "TAKE_OVER"
    DECLINE = "DECLINE"
    WITHDRAW = "WITHDRAW"
    EXPIRE = "EXPIRE"
    CONFIRM = "CONFIRM"
    SCHEDULE_END = "SCHEDULE_END"
    CANCEL_END = "CANCEL_END"
    END = "END"


TRANSITIONS: dict[tuple[State, Action], State] = {
    (State.DRAFT, Action.REQUEST): State.REQUESTED,
    (State.DRAFT, Action.ACTIVATE): State.ACTIVATING,
    (State.REQUESTED, Action.REMIND): State.REQUESTED,
    (State.REQUESTED, Action.ACCEPT): State.ACTIVATING,
    (State.REQUESTED, Action.DECLINE): State.DECLINED,
    (State.REQUESTED, Action.WITHDRAW): State.WITHDRAWN,
    (State.REQUESTED, Action.EXPIRE): State.EXPIRED,
    (State.REQUESTED, Action.AGREE): State.AGREED,
    (State.AGREED, Action.TAKE_OVER): State.ACTIVATING,
    (State.AGREED, Action.DECLINE): State.DECLINED,
    (State.AGREED, Action.WITHDRAW): State.WITHDRAWN,
    (State.ACTIVATING, Action.CONFIRM): State.ACTIVE,
    (State.ACTIVATING, Action.END): State.ENDED,
    (State.ACTIVE, Action.SCHEDULE_END): State.ENDING,
    (State.ACTIVE, Action.END): State.ENDED,
    (State.ENDING, Action.CANCEL_END): State.ACTIVE,
    (State.ENDING, Action.END): State.ENDED,
}

OPEN_STATES = frozenset({State.ACTIVATING, State.ACTIVE, State.ENDING})
"""The client and the firm are bound: at most one such collaboration for a company and service."""

WORKING_STATES = frozenset({State.ACTIVE, State.ENDING})
"""Both parties do what was agreed: grants are given."""

ASKED_STATES = frozenset({State.REQUESTED, State.AGREED})
"""The firm has asked and does not work yet."""

UNANSWERED_STATES = frozenset({State.DECLINED, State.WITHDRAWN, State.EXPIRED})
"""The request came to nothing; it can be sent again as a new one."""


class TransitionNotAllowed(Exception):
    """The action does not fit the state; carries both."""

    def __init__(self, state: StrEnum, action: StrEnum) -> None:
        super().__init__(f"{action} is not possible in {state}")
        self.state = state
        self.action = action


def next_state(state: State, action: Action) -> State:
    """The state after the action. Raises TransitionNotAllowed."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise TransitionNotAllowed(state, action) from None


def actions_in(state: State) -> frozenset[Action]:
    """What can be done in a state."""
    return frozenset(action for (source, action) in TRANSITIONS if source is state)
