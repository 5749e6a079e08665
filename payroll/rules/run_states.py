"""The life of a payroll run."""

from enum import StrEnum


class RunState(StrEnum):
    """Where a run stands."""

    DRAFT = "DRAFT"
    CALCULATING = "CALCULATING"
    CALCULATED = "CALCULATED"
    FAILED = "FAILED"
    APPROVED = "APPROVED"
    DISCARDED = "DISCARDED"


class RunAction(StrEnum):
    """What can happen to a run."""

    CALCULATE = "CALCULATE"
    FINISH = "FINISH"
    FAIL = "FAIL"
    APPROVE = "APPROVE"
    DISCARD = "DISCARD"


OPEN_STATES = frozenset({RunState.DRAFT, RunState.CALCULATING, RunState.CALCULATED, RunState.FAILED})

TRANSITIONS = {
    (RunState.DRAFT, RunAction.CALCULATE): RunState.CALCULATING,
    (RunState.CALCULATED, RunAction.CALCULATE): RunState.CALCULATING,
    (RunState.FAILED, RunAction.CALCULATE): RunState.CALCULATING,
    (RunState.CALCULATING, RunAction.FINISH): RunState.CALCULATED,
    (RunState.CALCULATING, RunAction.FAIL): RunState.FAILED,
    (RunState.CALCULATED, RunAction.APPROVE): RunState.APPROVED,
    (RunState.DRAFT, RunAction.DISCARD): RunState.DISCARDED,
    (RunState.CALCULATED, RunAction.DISCARD): RunState.DISCARDED,
    (RunState.FAILED, RunAction.DISCARD): RunState.DISCARDED,
}


class TransitionNotAllowed(ValueError):
    """The action does not apply in the state."""


def next_state(state: RunState, action: RunAction) -> RunState:
    """The state after the action. Raises TransitionNotAllowed."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise TransitionNotAllowed(f"{action} does not apply to a run that is {state}.") from None
