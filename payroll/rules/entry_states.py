"""The life of an entry of statutory data: nothing counts before a second person has approved it."""

from enum import StrEnum


class EntryState(StrEnum):
    """Where an entry stands."""

    PROPOSED = "PROPOSED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class EntryAction(StrEnum):
    """What can happen to an entry."""

    APPROVE = "APPROVE"
    REFUSE = "REFUSE"
    WITHDRAW = "WITHDRAW"


TRANSITIONS = {
    (EntryState.PROPOSED, EntryAction.APPROVE): EntryState.APPROVED,
    (EntryState.PROPOSED, EntryAction.REFUSE): EntryState.REFUSED,
    (EntryState.PROPOSED, EntryAction.WITHDRAW): EntryState.WITHDRAWN,
}


class EntryDecided(ValueError):
    """The entry is no longer a proposal."""


def next_state(state: EntryState, action: EntryAction) -> EntryState:
    """The state after the action. Raises EntryDecided."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise EntryDecided(f"{action} does not apply to an entry that is {state}.") from None
