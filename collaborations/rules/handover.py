"""A company goes from one firm to another on a day: when that can be, what stands in the way, and what happens.

The firm that asks learns nothing of the other but that there is one. The client's administrator decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from collaborations.rules.blockers import Blocker, BlockerCode, Remedy, staff_blockers
from collaborations.rules.effects import (
    AnswerAwaited,
    ArrangementEnds,
    ClientAccessClosed,
    ClientPayrollOpened,
    ClientTold,
    Effect,
    EndScheduled,
    LonDirectRestored,
    Moment,
    OwnPayrollRestored,
    RequestSent,
    StaffTold,
    TimeModeSet,
)
from collaborations.rules.facts import Facts, Person
from collaborations.rules.handover_effects import HandoverAgreed, HandoverScheduled, PresentFirmLeaves, PresentFirmTold
from collaborations.rules.planning import INVITATION_DAYS, Plan, beginning
from collaborations.rules.terms import Offer, Terms

READ_AS = {Moment.AFTER_LAST_DAY: Moment.ON_CUT_OVER}
"""When the last day has passed the day of the handover has come."""

LONGEST_WAIT = timedelta(days=365)
TIME_TO_ANSWER = timedelta(days=7)
"""What a proposed day leaves the client at least."""


class DayRefusal(StrEnum):
    """Why a company cannot change firms on a day."""

    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"


class OtherFirm(StrEnum):
    """Where the firm that works for the company stands, as far as a handover has to know."""

    WORKS = "WORKS"
    BEGINS = "BEGINS"
    """It is being activated: neither done nor refused yet."""
    LEFT = "LEFT"
    """Nobody works in the service any longer."""


@dataclass(frozen=True)
class Cutover:
    """The first day of the new firm, and what is known of others."""

    day: date
    today: date
    other: OtherFirm = OtherFirm.WORKS
    is_asked_by_other: bool = False
    """Whether yet another firm waits for the client's answer about a handover, or has its yes."""

    @property
    def last_day(self) -> date:
        """The last day of the present firm."""
        return self.day - timedelta(days=1)

    @property
    def answer_days(self) -> int:
        """How long the client can answer: as ever, but never longer than until the day."""
        return max(1, min(INVITATION_DAYS, (self.day - self.today).days))


def proposed_day(today: date) -> date:
    """The first day of a month that leaves the client some time to answer."""
    earliest = today + TIME_TO_ANSWER
    year, month = divmod(earliest.year * 12 + earliest.month, 12)
    return date(year, month + 1, 1)


def day_refusal(day: date, today: date) -> DayRefusal | None:
    """What is wrong with a day: tomorrow is the first that can be chosen, a year from now the last."""
    if day <= today:
        return DayRefusal.TOO_SOON
    return DayRefusal.TOO_LATE if day > today + LONGEST_WAIT else None


def answerers(facts: Facts) -> tuple[Person, ...]:
    """Who decides for the company: its administrators, none of the firm's own; its people where it is that firm."""
    return facts.administrators if facts.is_own_firm else facts.recipients


def plan_handover_request(facts: Facts, terms: Terms, cutover: Cutover) -> Plan:
    """What happens when the firm asks: now, when the client has approved, and on the day.

    The facts are those without the other firm: what will be when it has left.
    """
    request = (AnswerAwaited(days=cutover.answer_days), RequestSent(people=answerers(facts)))
    agreement = plan_agreement(facts, terms, cutover).effects
    answered = (replace(one, when=Moment.ON_ACCEPTANCE) if one.when is Moment.NOW else one for one in agreement)
    return Plan((*request, *answered), tuple(_request_blockers(facts, terms.offer, cutover)))


def plan_agreement(facts: Facts, terms: Terms, cutover: Cutover) -> Plan:
    """What happens when the client approves, and then on the day."""
    told = (StaffTold(people=facts.told_at_firm), ClientTold(people=facts.administrators))
    works = cutover.other is not OtherFirm.LEFT
    agreed = (HandoverAgreed(day=cutover.day), *((PresentFirmTold(),) if works else ()), *told)
    begun = plan_takeover(facts, terms).effects
    switched = (*((PresentFirmLeaves(),) if works else ()), *begun)
    on_day = (replace(one, when=Moment.ON_CUT_OVER) if one.when is Moment.NOW else one for one in switched)
    return Plan((*agreed, *on_day), tuple(_agreement_blockers(facts, cutover)))


def plan_takeover(facts: Facts, terms: Terms) -> Plan:
    """What begins on the day. Nothing can stop it then: the present firm leaves, and somebody has to begin."""
    return Plan(beginning(facts, terms))


def departure(ending: Plan, *, passes_on_what_is_closed: bool) -> Plan:
    """How the present firm ends, when another one takes over.

    What its Start had closed at the company stays closed when the new firm works in Start too; the new one's end gives
    it back then. The client reads of both firms in one mail.
    """
    scheduled = [one for one in ending.effects if isinstance(one, EndScheduled)]
    kept = [one for one in ending.effects if not isinstance(one, EndScheduled)]
    if passes_on_what_is_closed:
        kept = [one for one in kept if not isinstance(one, LonDirectRestored | OwnPayrollRestored)]
    if scheduled:
        kept = [one for one in kept if not (isinstance(one, ClientTold) and one.when is Moment.NOW)]
    return Plan((*(HandoverScheduled(last_day=one.last_day) for one in scheduled), *kept))


def departure_as_read(leaving: Plan, coming: Plan) -> Plan:
    """The end as the client reads it beside what begins: without what opens again in the same moment."""
    reopened: tuple[type[Effect], ...] = (ArrangementEnds,) if _has(coming, TimeModeSet) else ()
    if _has(coming, ClientPayrollOpened):
        reopened = (*reopened, ClientAccessClosed)
    shown = (one for one in leaving.effects if not isinstance(one, reopened))
    return Plan(tuple(replace(one, when=READ_AS.get(one.when, one.when)) for one in shown))


def _has(plan: Plan, kind: type[Effect]) -> bool:
    return any(isinstance(one, kind) for one in plan.effects)


def _request_blockers(facts: Facts, offer: Offer, cutover: Cutover) -> Iterator[Blocker]:
    if cutover.other is OtherFirm.LEFT and not cutover.is_asked_by_other:
        yield Blocker(BlockerCode.HANDOVER_NOT_NEEDED, Remedy.COLLABORATIONS)
    yield from _agreement_blockers(facts, cutover)
    if facts.lacks_service:
        yield Blocker(BlockerCode.SERVICE_NEEDED, Remedy.COLLABORATIONS, (facts.lacks_service,))
    if facts.request_open:
        yield Blocker(BlockerCode.REQUEST_OPEN, Remedy.REQUESTS)
    if offer.asks_client and not facts.address_complete:
        yield Blocker(BlockerCode.ADDRESS_INCOMPLETE, Remedy.CLIENT_DETAILS)
    if not facts.has_account or not facts.administrators:
        yield Blocker(BlockerCode.NO_ADMINISTRATOR, Remedy.RECOVERY)
    elif not answerers(facts):
        names = tuple(person.name for person in facts.administrators_in_firm)
        yield Blocker(BlockerCode.ADMINISTRATORS_ARE_FIRM_STAFF, Remedy.NONE, names)


def _agreement_blockers(facts: Facts, cutover: Cutover) -> Iterator[Blocker]:
    """What may have come in between since the firm asked."""
    if cutover.is_asked_by_other:
        yield Blocker(BlockerCode.OTHER_HANDOVER, Remedy.NONE)
    if cutover.other is OtherFirm.BEGINS:
        yield Blocker(BlockerCode.HANDOVER_NOT_YET, Remedy.NONE)
    yield from staff_blockers(facts)
