"""What the preview says will happen."""

from dataclasses import replace

import pytest

from collaborations.catalogue import offer_of
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.effects import Audience, Effect, Moment
from collaborations.rules.facts import Facts
from collaborations.rules.planning import Plan, plan_acceptance, plan_activation, plan_end, waits_for_answer
from collaborations.rules.terms import BillingRecipient, Party, Terms, TimeMode, service_terms
from tests.unit.collaborations.rules.examples import (
    AGREED,
    EVA,
    JON,
    KNOWN,
    MIA,
    OLA,
    STANDARD,
    UNKNOWN,
    WITH_LON_DIRECT,
    standard,
    start,
)


def lines(plan: Plan) -> list[tuple[str, str]]:
    return [(effect.code, effect.when) for effect in plan.effects]


def people(plan: Plan, code: str) -> object:
    return next(effect.parameters["people"] for effect in plan.effects if effect.code == code)


def test_standard_for_a_company_without_account_waits_for_the_contact() -> None:
    plan = plan_activation(UNKNOWN, standard())
    assert lines(plan) == [
        ("answer_awaited", "NOW"),
        ("request_sent", "NOW"),
        ("administrator_appointed", "ON_ACCEPTANCE"),
        ("billing_set", "ON_ACCEPTANCE"),
        ("time_mode_set", "ON_ACCEPTANCE"),
        ("staff_access_opened", "ON_ACCEPTANCE"),
        ("client_payroll_opened", "ON_ACCEPTANCE"),
        ("client_approves_time", "ON_ACCEPTANCE"),
        ("staff_told", "ON_ACCEPTANCE"),
        ("client_told", "ON_ACCEPTANCE"),
    ]
    assert people(plan, "request_sent") == people(plan, "administrator_appointed") == (OLA,)
    assert people(plan, "staff_access_opened") == (EVA, JON)


def test_start_for_a_company_without_account_begins_at_once() -> None:
    assert lines(plan_activation(UNKNOWN, start())) == [
        ("active_at_once", "NOW"),
        ("administrator_appointed", "NOW"),
        ("billing_set", "NOW"),
        ("time_mode_set", "NOW"),
        ("staff_access_opened", "NOW"),
        ("staff_told", "NOW"),
        ("login_mail_sent", "NOW"),
    ]


def test_what_was_made_elsewhere_begins_at_once_while_nobody_at_the_company_could_ever_answer() -> None:
    connecting = replace(UNKNOWN, made_elsewhere=True, connects=True)
    plan = plan_activation(connecting, standard())
    assert {effect.when for effect in plan.effects} == {Moment.NOW}
    assert [effect.code for effect in plan.effects][:2] == ["active_at_once", "administrator_appointed"]
    assert plan.effects[0].parameters == {"has_mandate": True, "is_agreed": True}


def test_where_a_provider_has_to_open_the_service_first_the_client_gets_its_login_at_once_and_is_told_later() -> None:
    terms = service_terms(offer_of("UTLAGG", "CARD"), BillingRecipient.CLIENT)
    told = lines(plan_activation(replace(UNKNOWN, made_elsewhere=True, connects=True), terms))
    assert ("login_mail_sent", "NOW") in told
    assert ("client_told", "ON_CONFIRMATION") in told


@pytest.mark.parametrize(
    "facts",
    [
        replace(UNKNOWN, made_elsewhere=True),
        replace(KNOWN, made_elsewhere=True, connects=True),
    ],
)
def test_the_firms_word_alone_opens_nothing_where_somebody_could_be_asked(facts: Facts) -> None:
    assert waits_for_answer(facts, standard())
    assert plan_activation(facts, standard()) == plan_activation(replace(facts, connects=False), standard())


@pytest.mark.parametrize("terms", [standard(), start()])
def test_a_company_with_account_always_answers(terms: Terms) -> None:
    assert waits_for_answer(KNOWN, terms)
    plan = plan_activation(KNOWN, terms)
    assert [effect.code for effect in plan.due(Moment.NOW)] == ["answer_awaited", "request_sent"]
    assert people(plan, "request_sent") == (OLA, MIA)
    assert "administrator_appointed" not in dict(lines(plan))


def test_start_with_lon_direkt_closes_it_before_anybody_at_the_firm_gets_access() -> None:
    plan = plan_activation(replace(WITH_LON_DIRECT, lon_direct_employees=3), start())
    assert lines(plan)[2:] == [
        ("lon_direct_closed", "ON_ACCEPTANCE"),
        ("employees_carried_over", "ON_CONFIRMATION"),
        ("billing_set", "ON_CONFIRMATION"),
        ("time_mode_set", "ON_CONFIRMATION"),
        ("staff_access_opened", "ON_CONFIRMATION"),
        ("staff_told", "ON_CONFIRMATION"),
        ("client_told", "ON_CONFIRMATION"),
    ]
    assert people(plan, "lon_direct_closed") == (MIA,)
    assert [effect.code for effect in plan.effects if effect.is_loss] == ["lon_direct_closed"]


def test_standard_with_lon_direkt_keeps_it() -> None:
    codes = dict(lines(plan_activation(replace(WITH_LON_DIRECT, lon_direct_employees=3), standard())))
    assert "employees_carried_over" not in codes
    assert codes["lon_direct_kept"] == "ON_ACCEPTANCE"
    assert "lon_direct_closed" not in codes


@pytest.mark.parametrize("facts", [UNKNOWN, KNOWN, WITH_LON_DIRECT])
@pytest.mark.parametrize("terms", [standard(), start()])
def test_what_the_preview_announces_for_the_answer_is_what_the_acceptance_plans(facts: Facts, terms: Terms) -> None:
    announced = plan_activation(facts, terms)
    accepted = plan_acceptance(facts, terms)
    if waits_for_answer(facts, terms):
        as_seen_then = [
            replace(effect, when=Moment.NOW) if effect.when is Moment.ON_ACCEPTANCE else effect
            for effect in announced.effects[2:]
        ]
        assert as_seen_then == list(accepted.effects)
    else:
        assert announced.effects[1:-1] == accepted.effects[:-1]
        assert (announced.effects[-1].code, accepted.effects[-1].code) == ("login_mail_sent", "client_told")
        assert announced.effects[-1].parameters == accepted.effects[-1].parameters


@pytest.mark.parametrize("months", [3, 12])
@pytest.mark.parametrize("recipient", list(BillingRecipient))
def test_the_bill_names_recipient_and_period(recipient: BillingRecipient, months: int) -> None:
    plan = plan_activation(KNOWN, standard(billing=recipient, months=months))
    billing = next(effect for effect in plan.effects if effect.code == "billing_set")
    assert billing.parameters == {"recipient": recipient, "months": months}


def test_start_lets_attestors_approve_when_employees_register_and_gives_the_client_no_payroll() -> None:
    plan = plan_activation(replace(KNOWN, attestors=(MIA,)), start(mode=TimeMode.EMPLOYEES_REGISTER))
    assert people(plan, "client_approves_time") == (MIA, OLA)
    assert "client_payroll_opened" not in dict(lines(plan))


def test_a_client_without_payroll_tasks_gets_no_payroll_in_standard() -> None:
    matrix = replace(AGREED, payroll_approval=Party.FIRM)
    assert "client_payroll_opened" not in dict(lines(plan_activation(KNOWN, standard(matrix=matrix))))


def test_the_sender_hears_the_outcome_without_getting_access() -> None:
    plan = plan_activation(replace(KNOWN, staff=(JON,), sender=EVA), standard())
    assert people(plan, "staff_told") == (JON, EVA)
    assert people(plan, "staff_access_opened") == (JON,)
    assert people(plan_activation(replace(KNOWN, sender=JON), standard()), "staff_told") == (EVA, JON)


def test_blockers_come_with_the_plan() -> None:
    plan = plan_activation(replace(KNOWN, request_open=True), standard())
    assert [blocker.code for blocker in plan.blockers] == [BlockerCode.REQUEST_OPEN]


def test_the_digest_changes_with_every_sentence_and_only_then() -> None:
    plan = plan_activation(KNOWN, standard())
    assert plan.digest == plan_activation(replace(KNOWN), standard()).digest
    others = [
        plan_activation(KNOWN, start()),
        plan_activation(replace(KNOWN, staff=(EVA,)), standard()),
        plan_activation(replace(KNOWN, lon_direct=(MIA,)), standard()),
        plan_activation(KNOWN, standard(months=3)),
        plan_activation(replace(KNOWN, request_open=True), standard()),
    ]
    assert len({plan.digest, *(other.digest for other in others)}) == len(others) + 1


def test_the_preview_is_grouped_by_whom_it_concerns() -> None:
    plan = plan_activation(WITH_LON_DIRECT, start())
    groups = plan.by_audience()
    assert [audience for audience, _ in groups] == list(Audience)
    assert sum(len(effects) for _, effects in groups) == len(plan.effects)
    assert all(effect.audience is audience for audience, effects in groups for effect in effects)


def test_ending_names_whose_access_closes_and_that_nothing_is_deleted() -> None:
    plan = plan_end(offer=STANDARD, staff=(EVA,), client=(OLA,), administrators=(OLA, MIA))
    assert lines(plan) == [
        ("staff_access_closed", "NOW"),
        ("client_access_closed", "NOW"),
        ("arrangement_ends", "NOW"),
        ("billing_ends", "NOW"),
        ("staff_told", "NOW"),
        ("client_told", "NOW"),
    ]
    nobody_had_access = plan_end(offer=STANDARD, staff=(), client=(), administrators=(OLA,))
    assert [code for code, _ in lines(nobody_had_access)] == [
        "arrangement_ends",
        "billing_ends",
        "client_told",
    ]


def test_every_effect_has_a_code_and_an_audience_of_its_own() -> None:
    def leaves(kind: type[Effect]) -> list[type[Effect]]:
        return [leaf for child in kind.__subclasses__() for leaf in leaves(child)] or [kind]

    codes = [kind.code for kind in leaves(Effect)]
    assert len(codes) == len(set(codes))
    assert all(isinstance(kind.audience, Audience) for kind in leaves(Effect))
