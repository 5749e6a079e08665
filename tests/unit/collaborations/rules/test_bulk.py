"""Activating for many: the same plan as for one, kept in short, and confirmed once."""

from dataclasses import replace
from uuid import UUID

import pytest

from collaborations.catalogue import offer_of
from collaborations.catalogue.bulk_sentences import NOT_DONE, SHORT_EFFECTS, SHORT_SITUATIONS
from collaborations.rules.blockers import Blocker, BlockerCode, Remedy
from collaborations.rules.bulk import (
    BulkAction,
    BulkState,
    ItemState,
    NotDone,
    next_bulk_state,
    preferred,
    read_blockers,
    terms_for,
    verdict_of,
    written_blockers,
)
from collaborations.rules.facts import ContactFacts, Facts, Person
from collaborations.rules.planning import plan_activation
from collaborations.rules.scenarios import Scenario
from collaborations.rules.states import TransitionNotAllowed
from collaborations.rules.terms import BillingRecipient, Terms, TimeMode, firm_only_responsibilities

EVA, OLA = Person("Eva Lind", "eva@byran.se"), Person("Ola P.", "ola@solrosen.se")
START = Terms(
    offer_of("LON_SMART", "START"),
    BillingRecipient.FIRM,
    12,
    TimeMode.FIRM_REGISTERS,
    firm_only_responsibilities(TimeMode.FIRM_REGISTERS),
)
UNKNOWN = Facts(has_account=False, staff=(EVA,), contact=ContactFacts(OLA, is_firm_staff=False))
KNOWN = Facts(has_account=True, staff=(EVA,), administrators=(OLA,), lon_direct=(OLA,))
ONE, TWO, THREE = (UUID(int=number) for number in range(1, 4))


def test_the_verdict_is_the_plan_of_the_activation_of_one_client() -> None:
    verdict = verdict_of(KNOWN, START)
    assert verdict.plan == plan_activation(KNOWN, START)
    assert (verdict.scenario, verdict.waits_for_answer, verdict.state) == (Scenario.LON_DIRECT, True, ItemState.READY)
    assert (verdict.people["request_sent"], verdict.people["lon_direct_closed"]) == (1, 1)


def test_a_contact_is_asked_for_only_where_nobody_has_an_account() -> None:
    assert verdict_of(UNKNOWN, START).asks_for_contact
    assert not verdict_of(KNOWN, START).asks_for_contact


def test_a_client_with_something_in_the_way_is_blocked() -> None:
    verdict = verdict_of(replace(UNKNOWN, contact=None), START)
    assert verdict.state is ItemState.BLOCKED
    assert [blocker.code for blocker in verdict.plan.blockers] == [BlockerCode.NO_CONTACT]


def test_a_subscription_of_the_companys_own_decides_who_pays_for_that_client_alone() -> None:
    offer = replace(
        START.offer, billing_recipients=(BillingRecipient.FIRM, BillingRecipient.CLIENT), period_months=(3,)
    )
    terms = replace(START, offer=offer)
    assert terms_for(terms, is_included=False) is terms
    fitted = terms_for(terms, is_included=True)
    assert (fitted.billing_recipient, fitted.period_months) == (BillingRecipient.CLIENT, 3)
    assert terms_for(START, is_included=True) is START, "in Start the firm pays, whatever the company has"
    assert verdict_of(replace(KNOWN, included_in="Smart"), terms).is_included


def test_the_only_assignment_or_that_of_the_person_or_the_responsible_one_is_used() -> None:
    assert preferred([], ONE, TWO) is None
    assert preferred([THREE], ONE, TWO) == 0
    assert preferred([THREE, TWO, ONE], ONE, TWO) == 2
    assert preferred([THREE, TWO], ONE, TWO) == 1
    assert preferred([THREE, THREE], ONE, TWO) == 0


def test_blockers_are_read_as_they_were_written() -> None:
    blockers = (
        Blocker(BlockerCode.CONTACT_WITHOUT_EMAIL, Remedy.CONTACTS, ("Ola Persson",)),
        Blocker(BlockerCode.NO_ASSIGNMENT, Remedy.ASSIGNMENTS),
    )
    assert tuple(read_blockers(written_blockers(blockers))) == blockers


def test_a_bulk_is_proposed_as_often_as_one_likes_and_confirmed_once() -> None:
    state = next_bulk_state(BulkState.CHOSEN, BulkAction.PROPOSE)
    assert next_bulk_state(state, BulkAction.PROPOSE) is state
    assert next_bulk_state(state, BulkAction.ADJUST) is state
    confirmed = next_bulk_state(state, BulkAction.CONFIRM)
    for action in BulkAction:
        with pytest.raises(TransitionNotAllowed):
            next_bulk_state(confirmed, action)
    for action in (BulkAction.CONFIRM, BulkAction.ADJUST):
        with pytest.raises(TransitionNotAllowed):
            next_bulk_state(BulkState.CHOSEN, action)


def test_every_scenario_and_every_reason_has_its_few_words() -> None:
    assert set(SHORT_SITUATIONS) == set(Scenario)
    assert set(NOT_DONE) == set(NotDone)
    codes = {effect.code for plan in (verdict_of(KNOWN, START).plan,) for effect in plan.effects}
    assert {"lon_direct_closed", "staff_access_opened"} <= codes & set(SHORT_EFFECTS)
