"""What stands in the way of an activation, each with the place where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from collaborations.rules.facts import Facts
from collaborations.rules.scenarios import Scenario, scenario_of
from collaborations.rules.terms import Offer


class Remedy(StrEnum):
    """Where a blocker is mended; the web turns it into an address."""

    ASSIGNMENTS = "ASSIGNMENTS"
    ASSIGNMENT_STAFF = "ASSIGNMENT_STAFF"
    CONTACTS = "CONTACTS"
    CONTACT = "CONTACT"
    NEW_CLIENT = "NEW_CLIENT"
    ADMINISTRATORS = "ADMINISTRATORS"
    ASK_CLIENT = "ASK_CLIENT"
    CLIENT_DETAILS = "CLIENT_DETAILS"
    REQUESTS = "REQUESTS"
    COLLABORATIONS = "COLLABORATIONS"
    RECOVERY = "RECOVERY"
    NONE = "NONE"


class BlockerCode(StrEnum):
    """Stable names of the blockers; each has a sentence."""

    INVALID_NUMBER = "invalid_number"
    NO_ASSIGNMENT = "no_assignment"
    NO_STAFF = "no_staff"
    ADDRESS_INCOMPLETE = "address_incomplete"
    NO_CONTACT = "no_contact"
    CONTACT_WITHOUT_EMAIL = "contact_without_email"
    CONTACT_IS_FIRM_STAFF = "contact_is_firm_staff"
    NO_ADMINISTRATOR = "no_administrator"
    ADMINISTRATORS_ARE_FIRM_STAFF = "administrators_are_firm_staff"
    REQUEST_OPEN = "request_open"
    LON_DIRECT_RUN_OPEN = "lon_direct_run_open"
    ALREADY_ACTIVE = "already_active"
    OTHER_FIRM = "other_firm"
    SERVICE_NEEDED = "service_needed"
    NOT_ACTIVE = "not_active"
    END_DECIDED = "end_decided"
    CHANGE_OPEN = "change_open"
    COLLABORATION_STANDS = "collaboration_stands"
    RUN_UNFINISHED = "run_unfinished"
    OTHER_HANDOVER = "other_handover"
    HANDOVER_NOT_YET = "handover_not_yet"
    HANDOVER_NOT_NEEDED = "handover_not_needed"


@dataclass(frozen=True)
class Blocker:
    """One reason, its remedy, and what the sentence names."""

    code: BlockerCode
    remedy: Remedy
    names: tuple[str, ...] = ()


def activation_blockers(facts: Facts, offer: Offer) -> tuple[Blocker, ...]:
    """Everything that must be mended before the firm can activate."""
    closing = _lon_direct_blockers(facts, closes=offer.closes_lon_direct)
    return (*_use_blockers(facts), *lasting_blockers(facts, offer), *closing)


def lasting_blockers(facts: Facts, offer: Offer) -> tuple[Blocker, ...]:
    """What is missing whatever is chosen for a service that nobody works in yet."""
    return (*_needed_service(facts), *_firm_blockers(facts), *_answer_blockers(facts, offer))


def _needed_service(facts: Facts) -> Iterator[Blocker]:
    if facts.lacks_service:
        yield Blocker(BlockerCode.SERVICE_NEEDED, Remedy.COLLABORATIONS, (facts.lacks_service,))


def _answer_blockers(facts: Facts, offer: Offer) -> Iterator[Blocker]:
    """What is needed of the client: nothing where nobody is asked."""
    if facts.is_own_firm or not offer.asks_client:
        return
    if not facts.address_complete:
        yield Blocker(BlockerCode.ADDRESS_INCOMPLETE, Remedy.CLIENT_DETAILS)
    yield from _administrator_blockers(facts) if facts.has_account else _contact_blockers(facts)


def acceptance_blockers(facts: Facts, offer: Offer) -> tuple[Blocker, ...]:
    """What may have come in between since the request was sent."""
    return (
        *_use_blockers(facts),
        *_needed_service(facts),
        *staff_blockers(facts),
        *_lon_direct_blockers(facts, closes=offer.closes_lon_direct),
    )


def work_blockers(facts: Facts, *, closes_lon_direct: bool) -> tuple[Blocker, ...]:
    """What stands in the way of working under other terms, and of closing Lön Direkt for them."""
    return (*staff_blockers(facts), *_lon_direct_blockers(facts, closes=closes_lon_direct))


def _use_blockers(facts: Facts) -> Iterator[Blocker]:
    match scenario_of(facts):
        case Scenario.ALREADY_ACTIVE:
            yield Blocker(BlockerCode.ALREADY_ACTIVE, Remedy.COLLABORATIONS)
        case Scenario.OTHER_FIRM:
            yield Blocker(BlockerCode.OTHER_FIRM, Remedy.NONE)


def _firm_blockers(facts: Facts) -> Iterator[Blocker]:
    if not facts.number_valid:
        yield Blocker(BlockerCode.INVALID_NUMBER, Remedy.NEW_CLIENT)
    if facts.request_open:
        yield Blocker(BlockerCode.REQUEST_OPEN, Remedy.REQUESTS)
    yield from staff_blockers(facts)


def staff_blockers(facts: Facts) -> Iterator[Blocker]:
    """Whether there is somebody at the firm who would do the work."""
    if not facts.has_assignment:
        yield Blocker(BlockerCode.NO_ASSIGNMENT, Remedy.ASSIGNMENTS)
    elif not facts.staff:
        yield Blocker(BlockerCode.NO_STAFF, Remedy.ASSIGNMENT_STAFF)


def _contact_blockers(facts: Facts) -> Iterator[Blocker]:
    contact = facts.contact
    if contact is None:
        yield Blocker(BlockerCode.NO_CONTACT, Remedy.CONTACTS)
    elif not contact.person.email:
        yield Blocker(BlockerCode.CONTACT_WITHOUT_EMAIL, Remedy.CONTACT, (contact.person.name,))
    elif contact.is_firm_staff:
        yield Blocker(BlockerCode.CONTACT_IS_FIRM_STAFF, Remedy.CONTACTS, (contact.person.name,))


def _administrator_blockers(facts: Facts) -> Iterator[Blocker]:
    if not facts.administrators:
        yield Blocker(BlockerCode.NO_ADMINISTRATOR, Remedy.ADMINISTRATORS)
    elif not facts.recipients:
        names = tuple(person.name for person in facts.administrators_in_firm)
        yield Blocker(BlockerCode.ADMINISTRATORS_ARE_FIRM_STAFF, Remedy.ADMINISTRATORS, names)


def _lon_direct_blockers(facts: Facts, *, closes: bool) -> Iterator[Blocker]:
    if closes and facts.open_lon_direct_runs:
        yield Blocker(BlockerCode.LON_DIRECT_RUN_OPEN, Remedy.ASK_CLIENT, facts.open_lon_direct_runs)
