"""The life cycle of one invitation, and when the reader is reminded."""

from datetime import date, timedelta
from enum import StrEnum

from collaborations.rules.states import TransitionNotAllowed
from common.red_days import bank_day_on_or_after

REMINDER_DAYS = (3, 10)
"""Days after the request on which an unanswered invitation is sent again by itself."""

REMINDER_PAUSE = timedelta(hours=1)
"""Between the last mail and a reminder by hand."""

MAX_MAILS = 8
"""Mails by hand to one recipient of one request; more would be a nuisance."""


def reminder_day(requested_on: date, days: int) -> date:
    """The day of a reminder: so many days after the request, or the next working day."""
    return bank_day_on_or_after(requested_on + timedelta(days=days))


def occasion_after(days: int) -> str:
    """The name of the reminder that comes by itself after some days."""
    return f"after-{days}-days"


AUTOMATIC = frozenset(occasion_after(days) for days in REMINDER_DAYS)
"""The mails that nobody asked for at the moment when they go out: never on a red day."""


class InvitationState(StrEnum):
    """Whether the link still answers. CLOSED: another recipient answered, or the request is gone."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    CLOSED = "CLOSED"


class InvitationAction(StrEnum):
    """What can happen to an invitation."""

    SEND = "SEND"
    ACCEPT = "ACCEPT"
    DECLINE = "DECLINE"
    CLOSE = "CLOSE"


TRANSITIONS: dict[tuple[InvitationState, InvitationAction], InvitationState] = {
    (InvitationState.OPEN, InvitationAction.SEND): InvitationState.OPEN,
    (InvitationState.OPEN, InvitationAction.ACCEPT): InvitationState.ACCEPTED,
    (InvitationState.OPEN, InvitationAction.DECLINE): InvitationState.DECLINED,
    (InvitationState.OPEN, InvitationAction.CLOSE): InvitationState.CLOSED,
}


def next_invitation_state(state: InvitationState, action: InvitationAction) -> InvitationState:
    """The state after the action. Raises TransitionNotAllowed."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise TransitionNotAllowed(state, action) from None
