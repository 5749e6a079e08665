"""Whatever is known about a client: every plan can be made, and exactly what is missing stands in its way."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest

from collaborations.catalogue import offer_of
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.effects import ActiveAtOnce, AnswerAwaited, BillingSet
from collaborations.rules.facts import ContactFacts, Facts, OwnAgreement, Person, ServiceUse
from collaborations.rules.planning import plan_activation, waits_for_answer
from collaborations.rules.terms import BillingRecipient, Offer, Terms, service_terms
from tests.unit.collaborations.rules.examples import EVA, MIA, OLA, standard, start

Missing = Callable[[Facts, Offer], bool]
TERMS = {
    "Standard": standard(),
    "Start": start(),
    "provider": service_terms(offer_of("EEKONOMI", "PRO"), BillingRecipient.CLIENT, 12),
    "pages": service_terms(offer_of("LON_ANSTALLD", "BOTH")),
    "firm's tool": service_terms(offer_of("SKATT_BOKSLUT", ""), BillingRecipient.FIRM),
}
CONTACTS = (
    None,
    ContactFacts(Person("Ola", ""), is_firm_staff=False),
    ContactFacts(EVA, is_firm_staff=True),
    ContactFacts(OLA, is_firm_staff=False),
)
ADMINISTRATORS = ((), (EVA,), (EVA, MIA))
LON_DIRECT = (((), ()), ((MIA,), ()), ((MIA,), ("Lönekörning november",)))
OWN = (None, OwnAgreement("STANDARD"), OwnAgreement("START", people=(OLA,)))


def is_asked(facts: Facts, offer: Offer) -> bool:
    return offer.asks_client and not facts.is_own_firm


def has_nobody(facts: Facts, offer: Offer) -> bool:
    return is_asked(facts, offer) and not facts.has_account


BLOCKS: dict[BlockerCode, Missing] = {
    BlockerCode.ALREADY_ACTIVE: lambda facts, _: facts.service_use is ServiceUse.THIS_FIRM,
    BlockerCode.OTHER_FIRM: lambda facts, _: facts.service_use is ServiceUse.OTHER_FIRM,
    BlockerCode.SERVICE_NEEDED: lambda facts, _: bool(facts.lacks_service),
    BlockerCode.REQUEST_OPEN: lambda facts, _: facts.request_open,
    BlockerCode.NO_ASSIGNMENT: lambda facts, _: not facts.has_assignment,
    BlockerCode.NO_STAFF: lambda facts, _: facts.has_assignment and not facts.staff,
    BlockerCode.ADDRESS_INCOMPLETE: lambda facts, offer: is_asked(facts, offer) and not facts.address_complete,
    BlockerCode.NO_CONTACT: lambda facts, offer: has_nobody(facts, offer) and facts.contact is None,
    BlockerCode.CONTACT_WITHOUT_EMAIL: lambda facts, offer: has_nobody(facts, offer) and facts.contact == CONTACTS[1],
    BlockerCode.CONTACT_IS_FIRM_STAFF: lambda facts, offer: has_nobody(facts, offer) and facts.contact == CONTACTS[2],
    BlockerCode.NO_ADMINISTRATOR: lambda facts, offer: (
        is_asked(facts, offer) and facts.has_account and not facts.administrators
    ),
    BlockerCode.ADMINISTRATORS_ARE_FIRM_STAFF: lambda facts, offer: (
        is_asked(facts, offer) and facts.has_account and facts.administrators == (EVA,)
    ),
    BlockerCode.LON_DIRECT_RUN_OPEN: lambda facts, offer: offer.closes_lon_direct and bool(facts.open_lon_direct_runs),
}
"""When each blocker stands in the way of an activation; none but these does."""


def every_situation(offer: Offer) -> Iterator[Facts]:
    flags = product(*[(False, True)] * 5, (False, True) if offer.needs else (False,))
    rest = product(ServiceUse, CONTACTS, ADMINISTRATORS, LON_DIRECT, (((), True), ((EVA,), True), ((), False)))
    for (account, address, open_, included, own_firm, lacks), (use, contact, people, closed, staffed) in product(
        flags, list(rest)
    ):
        staff, has_assignment = staffed
        yield Facts(
            has_account=account, service_use=use, has_assignment=has_assignment, staff=staff, contact=contact,
            address_complete=address, request_open=open_, administrators=people,
            administrators_in_firm=(EVA,) if people else (), lon_direct=closed[0], open_lon_direct_runs=closed[1],
            own=OWN[1 + len(people) % 2] if use is ServiceUse.OWN else None,
            included_in="eEkonomi" if included else "", is_own_firm=own_firm,
            lacks_service="Lön Smart" if lacks else "",
        )  # fmt: skip


@pytest.mark.parametrize("terms", TERMS.values(), ids=list(TERMS))
def test_exactly_what_is_missing_stands_in_the_way_and_there_is_always_a_plan(terms: Terms) -> None:
    for facts in every_situation(terms.offer):
        plan = plan_activation(facts, terms)
        expected = {code for code, stands in BLOCKS.items() if stands(facts, terms.offer)}
        assert {blocker.code for blocker in plan.blockers} == expected, facts
        first = AnswerAwaited if waits_for_answer(facts, terms) else ActiveAtOnce
        assert isinstance(plan.effects[0], first), facts
        assert sum(isinstance(effect, BillingSet) for effect in plan.effects) == 1, facts
