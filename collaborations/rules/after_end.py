"""What becomes of the company's payroll when a collaboration has ended: the choice of whoever ends it."""

from enum import StrEnum

from collaborations.rules.effects import Effect, MovesToOtherFirm, OwnPayrollOpened, PayrollReadOnly
from collaborations.rules.facts import Person
from collaborations.rules.terms import Offer


class AfterEnd(StrEnum):
    """Who does the payroll then."""

    READ_ONLY = "READ_ONLY"
    TAKES_OVER = "TAKES_OVER"
    MOVES = "MOVES"
    HANDED_OVER = "HANDED_OVER"
    """Decided with a handover, never chosen by itself."""


def offered_after_end(offer: Offer) -> tuple[AfterEnd, ...]:
    """What can be chosen where payroll is done, the usual first: also from Start a client may go on by itself."""
    return tuple(one for one in AfterEnd if one is not AfterEnd.HANDED_OVER) if offer.does_payroll else ()


def effects_after_end(offer: Offer, choice: AfterEnd, administrators: tuple[Person, ...]) -> tuple[Effect, ...]:
    """What the choice means. Where the company has no administrator nobody can take over, and it is read only."""
    if choice not in offered_after_end(offer):
        return ()
    if choice is AfterEnd.TAKES_OVER and administrators:
        return (OwnPayrollOpened(people=administrators),)
    return (MovesToOtherFirm(),) if choice is AfterEnd.MOVES else (PayrollReadOnly(),)
