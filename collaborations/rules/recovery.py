"""The life of a recovery: a company whose administrators are gone gets a new one, slowly and in the open."""

from datetime import timedelta
from enum import StrEnum

from collaborations.rules.states import TransitionNotAllowed

ANSWER_WITHIN = timedelta(days=14)
"""How long the authorised signatory has to confirm."""

WAITING_TIME = timedelta(days=7)
"""Between the confirmation, of which everybody known is told, and the new administrator."""


class RecoveryState(StrEnum):
    """Where a recovery stands.

    UNVOUCHED: an address that the firm gave waits for a second administrator of the firm. SENT: the signatory has a
    link. WAITING: confirmed; everybody known has been told and may stop it.
    """

    UNVOUCHED = "UNVOUCHED"
    SENT = "SENT"
    WAITING = "WAITING"
    DONE = "DONE"
    STOPPED = "STOPPED"
    EXPIRED = "EXPIRED"


class RecoveryAction(StrEnum):
    """What can happen to it."""

    VOUCH = "VOUCH"
    CONFIRM = "CONFIRM"
    STOP = "STOP"
    EXPIRE = "EXPIRE"
    COMPLETE = "COMPLETE"


TRANSITIONS: dict[tuple[RecoveryState, RecoveryAction], RecoveryState] = {
    (RecoveryState.UNVOUCHED, RecoveryAction.VOUCH): RecoveryState.SENT,
    (RecoveryState.UNVOUCHED, RecoveryAction.STOP): RecoveryState.STOPPED,
    (RecoveryState.UNVOUCHED, RecoveryAction.EXPIRE): RecoveryState.EXPIRED,
    (RecoveryState.SENT, RecoveryAction.CONFIRM): RecoveryState.WAITING,
    (RecoveryState.SENT, RecoveryAction.STOP): RecoveryState.STOPPED,
    (RecoveryState.SENT, RecoveryAction.EXPIRE): RecoveryState.EXPIRED,
    (RecoveryState.WAITING, RecoveryAction.STOP): RecoveryState.STOPPED,
    (RecoveryState.WAITING, RecoveryAction.COMPLETE): RecoveryState.DONE,
}

OPEN_RECOVERIES = frozenset({RecoveryState.UNVOUCHED, RecoveryState.SENT, RecoveryState.WAITING})
"""At most one of these for a company."""


def next_recovery_state(state: RecoveryState, action: RecoveryAction) -> RecoveryState:
    """The state after the action. Raises TransitionNotAllowed."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise TransitionNotAllowed(state, action) from None


class RecoveryProblem(StrEnum):
    """Why a recovery cannot be asked for."""

    NEVER_HAD_PEOPLE = "never_had_people"
    ALREADY_OPEN = "already_open"
    NO_COLLABORATION = "no_collaboration"
    NOT_FIRM_ADMINISTRATOR = "not_firm_administrator"


def problem_in_asking(
    *, had_people: bool, is_open: bool, is_registered: bool, collaborates: bool, is_administrator: bool
) -> RecoveryProblem | None:
    """What stands in the way of a firm that has the company as a client.

    Where the company registered its signatory's address, any firm may ask: the mail goes there and nowhere else.
    Otherwise the firm names the address itself, and only one that the company has accepted to work with may do so,
    through two of its administrators.
    """
    if not had_people:
        return RecoveryProblem.NEVER_HAD_PEOPLE
    if is_open:
        return RecoveryProblem.ALREADY_OPEN
    if not is_registered and not collaborates:
        return RecoveryProblem.NO_COLLABORATION
    return None if is_registered or is_administrator else RecoveryProblem.NOT_FIRM_ADMINISTRATOR
