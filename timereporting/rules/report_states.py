"""The life of a time report."""

from enum import StrEnum


class ReportState(StrEnum):
    """Where a report stands."""

    OPEN = "OPEN"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"
    IMPORTED = "IMPORTED"
    LOCKED = "LOCKED"


class ReportAction(StrEnum):
    """What can happen to a report. CHANGE is any registration made or struck."""

    CHANGE = "CHANGE"
    SUBMIT = "SUBMIT"
    APPROVE = "APPROVE"
    SEND_BACK = "SEND_BACK"
    UNDO_APPROVAL = "UNDO_APPROVAL"
    IMPORT = "IMPORT"
    RELEASE = "RELEASE"
    LOCK = "LOCK"


TRANSITIONS = {
    (ReportState.OPEN, ReportAction.CHANGE): ReportState.OPEN,
    (ReportState.OPEN, ReportAction.SUBMIT): ReportState.SUBMITTED,
    (ReportState.OPEN, ReportAction.IMPORT): ReportState.IMPORTED,
    (ReportState.SUBMITTED, ReportAction.CHANGE): ReportState.OPEN,
    # Where the firm registers nothing has to be approved: whatever stands goes into payroll.
    (ReportState.SUBMITTED, ReportAction.IMPORT): ReportState.IMPORTED,
    (ReportState.RETURNED, ReportAction.IMPORT): ReportState.IMPORTED,
    (ReportState.SUBMITTED, ReportAction.APPROVE): ReportState.APPROVED,
    (ReportState.SUBMITTED, ReportAction.SUBMIT): ReportState.SUBMITTED,
    (ReportState.SUBMITTED, ReportAction.SEND_BACK): ReportState.RETURNED,
    (ReportState.RETURNED, ReportAction.CHANGE): ReportState.RETURNED,
    (ReportState.RETURNED, ReportAction.SUBMIT): ReportState.SUBMITTED,
    (ReportState.APPROVED, ReportAction.CHANGE): ReportState.OPEN,
    (ReportState.APPROVED, ReportAction.SEND_BACK): ReportState.RETURNED,
    (ReportState.APPROVED, ReportAction.UNDO_APPROVAL): ReportState.SUBMITTED,
    (ReportState.APPROVED, ReportAction.IMPORT): ReportState.IMPORTED,
    (ReportState.IMPORTED, ReportAction.RELEASE): ReportState.APPROVED,
    (ReportState.IMPORTED, ReportAction.LOCK): ReportState.LOCKED,
}
CHANGEABLE = frozenset(state for state, action in TRANSITIONS if action == ReportAction.CHANGE)


class TransitionNotAllowed(ValueError):
    """The action does not apply in the state."""


def next_state(state: ReportState, action: ReportAction) -> ReportState:
    """The state after the action. Raises TransitionNotAllowed."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise TransitionNotAllowed(f"{action} does not apply to a report that is {state}.") from None
