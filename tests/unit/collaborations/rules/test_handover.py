"""When a company can change firms, what stands in the way, and what happens: every combination of facts."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest

from collaborations.catalogue import offers
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.effects import Moment, StaffAccessClosed
from collaborations.rules.facts import Facts
from collaborations.rules.handover import (
    Cutover,
    DayRefusal,
    OtherFirm,
    answerers,
    day_refusal,
    departure,
    departure_as_read,
    plan_agreement,
    plan_handover_request,
    plan_takeover,
    proposed_day,
)
from collaborations.rules.planning import Plan, plan_end
from collaborations.rules.terms import Offer, Terms, service_terms
from tests.unit.collaborations.rules.examples import EVA, JON, KNOWN, MIA, OLA, STANDARD, standard, start

TODAY = date(2026, 11, 25)
DAY = date(2027, 1, 1)
CUTOVER = Cutover(DAY, TODAY)


def codes(plan: Plan, when: Moment) -> list[str]:
    return [effect.code for effect in plan.due(when)]


def terms_of(offer: Offer) -> Terms:
    if offer.does_payroll:
        return standard() if offer == STANDARD else start()
    return service_terms(offer, next(iter(offer.billing_recipients), None), next(iter(offer.period_months), None))


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, DayRefusal.TOO_SOON), (0, DayRefusal.TOO_SOON), (1, None), (365, None), (366, DayRefusal.TOO_LATE)],
)
def test_the_first_day_is_tomorrow_at_the_earliest_and_within_a_year(days: int, expected: DayRefusal | None) -> None:
    assert day_refusal(TODAY + timedelta(days=days), TODAY) is expected


def test_the_proposed_day_begins_a_month_and_leaves_time_to_answer() -> None:
    for number in range(800):
        today = date(2026, 1, 1) + timedelta(days=number)
        day = proposed_day(today)
        assert day.day == 1
        assert timedelta(days=7) < day - today <= timedelta(days=38)
        assert day_refusal(day, today) is None


@pytest.mark.parametrize(("ahead", "days"), [(1, 1), (10, 10), (30, 30), (200, 30)])
def test_the_client_can_answer_for_thirty_days_but_not_after_the_day_has_begun(ahead: int, days: int) -> None:
    assert Cutover(TODAY + timedelta(days=ahead), TODAY).answer_days == days


FLAGS = ("has_account", "administrators", "recipients", "address", "assignment", "staff", "needs", "request")
VERDICTS = {
    "has_account": BlockerCode.NO_ADMINISTRATOR,
    "administrators": BlockerCode.NO_ADMINISTRATOR,
    "recipients": BlockerCode.ADMINISTRATORS_ARE_FIRM_STAFF,
    "address": BlockerCode.ADDRESS_INCOMPLETE,
    "assignment": BlockerCode.NO_ASSIGNMENT,
    "staff": BlockerCode.NO_STAFF,
    "needs": BlockerCode.SERVICE_NEEDED,
    "request": BlockerCode.REQUEST_OPEN,
}


def facts_with(lacking: set[str]) -> Facts:
    administrators = () if "administrators" in lacking else (OLA, MIA)
    return replace(
        KNOWN,
        has_account="has_account" not in lacking,
        administrators=administrators,
        administrators_in_firm=administrators if "recipients" in lacking else (),
        address_complete="address" not in lacking,
        has_assignment="assignment" not in lacking,
        staff=() if "staff" in lacking else (EVA, JON),
        lacks_service="Lön Smart" if "needs" in lacking else "",
        request_open="request" in lacking,
    )


def expected_blockers(lacking: set[str], other: OtherFirm, asked: bool) -> set[BlockerCode]:
    found = {VERDICTS[flag] for flag in lacking}
    if "assignment" in lacking:
        found.discard(BlockerCode.NO_STAFF)
    if lacking & {"has_account", "administrators"}:
        found.discard(BlockerCode.ADMINISTRATORS_ARE_FIRM_STAFF)
    if asked:
        found.add(BlockerCode.OTHER_HANDOVER)
    if other is OtherFirm.BEGINS:
        found.add(BlockerCode.HANDOVER_NOT_YET)
    if other is OtherFirm.LEFT and not asked:
        found.add(BlockerCode.HANDOVER_NOT_NEEDED)
    return found


@pytest.mark.parametrize("other", list(OtherFirm))
@pytest.mark.parametrize("asked", [False, True])
def test_every_combination_of_facts_has_its_reasons(other: OtherFirm, asked: bool) -> None:
    for values in itertools.product([False, True], repeat=len(FLAGS)):
        lacking = {flag for flag, lacks in zip(FLAGS, values, strict=True) if lacks}
        plan = plan_handover_request(facts_with(lacking), standard(), Cutover(DAY, TODAY, other, asked))
        assert {one.code for one in plan.blockers} == expected_blockers(lacking, other, asked), lacking
        approved = plan_agreement(facts_with(lacking), standard(), Cutover(DAY, TODAY, other, asked))
        lasting = {
            BlockerCode.OTHER_HANDOVER,
            BlockerCode.HANDOVER_NOT_YET,
            BlockerCode.NO_STAFF,
            BlockerCode.NO_ASSIGNMENT,
        }
        assert {one.code for one in approved.blockers} == expected_blockers(lacking, other, asked) & lasting
        assert plan_takeover(facts_with(lacking), standard()).blockers == ()


@pytest.mark.parametrize("offer", offers(), ids=str)
def test_for_every_service_nothing_opens_before_the_day_and_the_present_firm_leaves_first(offer: Offer) -> None:
    facts, terms = replace(KNOWN, lon_direct=(MIA,)), terms_of(offer)
    plan = plan_handover_request(facts, terms, CUTOVER)
    assert plan.blockers == ()
    assert codes(plan, Moment.NOW) == ["answer_awaited", "request_sent"]
    assert codes(plan, Moment.ON_ACCEPTANCE) == ["handover_agreed", "present_firm_told", "staff_told", "client_told"]
    assert codes(plan, Moment.ON_CUT_OVER)[0] == "present_firm_leaves"
    begun = plan_takeover(facts, terms)
    assert codes(plan, Moment.ON_CUT_OVER)[1:] == codes(begun, Moment.NOW)
    assert codes(plan, Moment.ON_CONFIRMATION) == codes(begun, Moment.ON_CONFIRMATION)
    approved = plan_agreement(facts, terms, CUTOVER)
    assert codes(approved, Moment.NOW) == codes(plan, Moment.ON_ACCEPTANCE)
    assert approved.due(Moment.ON_CUT_OVER) == plan.due(Moment.ON_CUT_OVER)


def test_where_nobody_works_any_longer_nobody_leaves_or_is_told() -> None:
    plan = plan_agreement(KNOWN, standard(), Cutover(DAY, TODAY, OtherFirm.LEFT))
    assert not {"present_firm_told", "present_firm_leaves"} & {effect.code for effect in plan.effects}


def test_a_firm_that_is_its_own_client_answers_for_itself() -> None:
    own = replace(KNOWN, administrators_in_firm=KNOWN.administrators)
    assert answerers(own) == ()
    assert answerers(replace(own, is_own_firm=True)) == (OLA, MIA)


@pytest.mark.parametrize("passes_on", [False, True])
@pytest.mark.parametrize("last_day", [None, date(2026, 12, 31)])
def test_the_present_firm_ends_as_ever_but_another_takes_over(last_day: date | None, passes_on: bool) -> None:
    ending = plan_end(
        offer=STANDARD, staff=(EVA,), client=(OLA,), administrators=(OLA,), lon_direct=(MIA,), own_payroll=(MIA,),
        last_day=last_day,
    )  # fmt: skip
    plan = departure(ending, passes_on_what_is_closed=passes_on)
    found = [effect.code for effect in plan.effects]
    assert ("handover_scheduled" in found) == (last_day is not None)
    assert "end_scheduled" not in found
    assert ("lon_direct_restored" in found, "own_payroll_restored" in found) == (not passes_on, not passes_on)
    assert any(isinstance(effect, StaffAccessClosed) for effect in plan.effects)
    assert found.count("client_told") == 1
    read = departure_as_read(plan, plan_takeover(KNOWN, standard()))
    assert not {"client_access_closed", "arrangement_ends"} & {effect.code for effect in read.effects}
    assert {effect.when for effect in read.effects} <= {Moment.NOW, Moment.ON_CUT_OVER}
    in_start = departure_as_read(plan, plan_takeover(KNOWN, start()))
    assert "client_access_closed" in {effect.code for effect in in_start.effects}
    assert found.count("staff_told") == (2 if last_day else 1)
