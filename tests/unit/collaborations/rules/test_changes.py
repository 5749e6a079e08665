"""Who may change what, from which day, whether the client is asked, and what the plan says: over every combination."""

import itertools
from dataclasses import fields, replace
from datetime import date
from functools import cache
from uuid import uuid4

import pytest

from collaborations.catalogue import offers_of
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.change_effects import ChangeDropped
from collaborations.rules.change_planning import (
    AssignmentFacts,
    ChangeFacts,
    first_day_of,
    payroll_holders,
    plan_change,
    row_holders,
    rows_of,
)
from collaborations.rules.changes import (
    MAY_CHANGE,
    TRANSITIONS,
    ChangeAction,
    ChangeState,
    DayProblem,
    Role,
    Subject,
    day_problem,
    may_change,
    needs_acceptance,
    next_change_state,
    next_period_on,
    subjects_between,
    subjects_for,
    waits_for_period,
)
from collaborations.rules.effects import Moment
from collaborations.rules.facts import Facts, OwnAgreement, Person, ServiceUse
from collaborations.rules.grants import Access, GrantFacts, grants_for
from collaborations.rules.planning import Plan, plan_end
from collaborations.rules.states import State, TransitionNotAllowed
from collaborations.rules.terms import (
    BillingRecipient,
    Party,
    Responsibilities,
    Terms,
    TimeMode,
    problems_in,
    service_terms,
)
from tests.unit.collaborations.rules.examples import AGREED, EVA, JON, MIA, OLA, STANDARD, standard, start

SVEN = Person("Sven Storm", "sven@norrsken.example")
LISA = Person("Lisa Attest", "lisa@solrosen.example")
OLD = AssignmentFacts("Lön", (EVA, JON), uuid4())
OTHER = AssignmentFacts("Lön 2027", (JON, SVEN), uuid4())
DAY = date(2027, 3, 1)


def facts(*, new: AssignmentFacts = OLD, **known: object) -> ChangeFacts:
    people = {"administrators": (OLA, MIA), "attestors": (LISA,)}
    shared = {key: value for key, value in known.items() if key in Facts.__dataclass_fields__}
    own = {key: value for key, value in known.items() if key not in shared}
    parties = Facts(has_account=True, staff=new.staff, **{**people, **shared})  # type: ignore[arg-type]
    return ChangeFacts(parties=parties, old=OLD, new=new, **own)  # type: ignore[arg-type]


EVERY_MATRIX = [Responsibilities(*parties) for parties in itertools.product(Party, repeat=5)]
SOME_MATRICES = EVERY_MATRIX[::11]
EVERY_TERMS = [
    terms
    for terms in (
        *(
            Terms(STANDARD, billing, months, mode, matrix)
            for billing, months, mode, matrix in itertools.product(BillingRecipient, (3, 12), TimeMode, SOME_MATRICES)
        ),
        *(start(months=months, mode=mode) for months in (3, 12) for mode in TimeMode),
    )
    if not problems_in(terms)
]


def lines(plan: Plan) -> list[tuple[str, str]]:
    return [(effect.code, effect.when) for effect in plan.effects]


def people(plan: Plan, code: str) -> object:
    return next(effect.parameters["people"] for effect in plan.effects if effect.code == code)


@pytest.mark.parametrize("role", Role)
def test_every_change_between_terms_is_for_a_role_exactly_when_all_its_subjects_are(role: Role) -> None:
    allowed = MAY_CHANGE[role]
    for before, after, moves in itertools.product(EVERY_TERMS, EVERY_TERMS, (True, False)):
        subjects = subjects_between(before, after, assignment_moves=moves)
        assert may_change(role, subjects) == all(subject in allowed for subject in subjects)
        assert (Subject.VARIANT in subjects) == (before.offer != after.offer)
        assert (Subject.ASSIGNMENT in subjects) == moves
        for task in fields(Responsibilities):
            moved = getattr(before.responsibilities, task.name) != getattr(after.responsibilities, task.name)
            assert (Subject(task.name) in subjects) == moved


def test_the_client_moves_no_cost_and_no_work_in_payroll_and_a_consultant_only_the_assignment() -> None:
    assert MAY_CHANGE[Role.CLIENT] == {Subject.TIME_APPROVAL}
    assert MAY_CHANGE[Role.CONSULTANT] == {Subject.ASSIGNMENT}
    assert MAY_CHANGE[Role.FIRM] == set(Subject)


def test_for_every_change_what_is_shown_as_gained_and_lost_is_the_difference_of_the_grants() -> None:
    everybody = {new.name: facts(new=new) for new in (OLD, OTHER)}
    for before, after, new in itertools.product(EVERY_TERMS[::9], EVERY_TERMS[::2], (OLD, OTHER)):
        plan = plan_change(everybody[new.name], before, after, answered=True)
        held, given = access(before, OLD), access(after, new)
        shown = {(effect.code, one) for effect in plan.effects for one in effect.parameters.get("people", ())}  # type: ignore[attr-defined]
        assert {(code, one) for code, one in shown if code in GAINS} == {
            (code, one) for code in GAINS for one in given[code] - held[code]
        }
        assert {(LOSSES[code], one) for code, one in shown if code in LOSSES} == {
            (code, one) for code in GAINS for one in held[code] - given[code]
        }
        assert all(effect.is_loss for effect in plan.effects if effect.code in LOSSES)


GAINS = (
    "staff_access_opened",
    "staff_approves_time",
    "client_payroll_opened",
    "client_schedules_opened",
    "client_approves_time",
)
LOSSES = {
    "staff_access_closed": "staff_access_opened",
    "staff_approval_closed": "staff_approves_time",
    "client_payroll_closed": "client_payroll_opened",
    "client_schedules_closed": "client_schedules_opened",
    "client_approval_closed": "client_approves_time",
}


IDS = {person: uuid4() for person in (EVA, JON, SVEN, OLA, MIA, LISA)}


@cache
def access(terms: Terms, assignment: AssignmentFacts) -> dict[str, set[Person]]:
    """Who holds what, asked of the rule that gives the grants."""
    ids = IDS
    given = grants_for(
        GrantFacts(
            state=State.ACTIVE,
            does_payroll=terms.offer.does_payroll,
            client_works_in_payroll=terms.offer.client_works_in_payroll,
            time_mode=terms.time_mode,
            responsibilities=terms.responsibilities,
            staff=frozenset(ids[one] for one in assignment.staff),
            administrators=frozenset((ids[OLA], ids[MIA])),
            attestors=frozenset((ids[LISA],)),
        )
    )
    firm = {EVA, JON, SVEN}
    found = {(person, grant.access) for grant in given for person, key in ids.items() if key == grant.user_id}
    return {
        "staff_access_opened": {one for one, what in found if one in firm and what is Access.PAYROLL},
        "staff_approves_time": {one for one, what in found if one in firm and what is Access.TIME_APPROVAL},
        "client_payroll_opened": {one for one, what in found if one not in firm and what is Access.PAYROLL},
        "client_schedules_opened": {one for one, what in found if what is Access.SCHEDULES},
        "client_approves_time": {one for one, what in found if one not in firm and what is Access.TIME_APPROVAL},
    }


def test_the_client_is_asked_exactly_when_it_is_let_into_payroll_or_is_to_pay() -> None:
    for before, after in itertools.product(EVERY_TERMS[::5], EVERY_TERMS):
        let_in = before.offer != after.offer and after.offer == STANDARD
        pays = (before.billing_recipient, after.billing_recipient) == (BillingRecipient.FIRM, BillingRecipient.CLIENT)
        assert needs_acceptance(before, after) == (let_in or pays)
        codes = [code for code, _ in lines(plan_change(facts(), before, after))]
        assert ("change_asked" in codes) == (let_in or pays)


def test_nothing_happens_before_the_client_has_accepted() -> None:
    plan = plan_change(facts(), start(), standard(billing=BillingRecipient.FIRM))
    assert lines(plan)[:2] == [("change_answer_awaited", Moment.NOW), ("change_asked", Moment.NOW)]
    assert {when for _, when in lines(plan)[2:]} == {Moment.ON_ACCEPTANCE}
    dated = plan_change(facts(), start(), standard(), day=DAY)
    assert {when for _, when in lines(dated)} == {Moment.NOW, Moment.ON_ACCEPTANCE, Moment.ON_DAY}


def test_standard_to_start_names_what_the_client_loses_and_who_pays() -> None:
    known = facts(lon_direct=(MIA,), lon_direct_employees=2)
    plan = plan_change(known, standard(), start(mode=TimeMode.EMPLOYEES_REGISTER))
    assert lines(plan) == [
        ("lon_direct_ends", "NOW"),
        ("employees_carried_over", "NOW"),
        ("variant_changed", "NOW"),
        ("period_begins", "NOW"),
        ("responsibility_moved", "NOW"),
        ("client_payroll_closed", "NOW"),
        ("staff_told_of_change", "NOW"),
        ("client_told_of_change", "NOW"),
    ]
    assert people(plan, "client_payroll_closed") == (OLA, MIA)
    assert people(plan, "lon_direct_ends") == (MIA,)


def test_start_to_standard_gives_lon_direkt_back_to_those_who_lost_it_to_start() -> None:
    plan = plan_change(facts(lon_direct_closed=(MIA,)), start(), standard())
    assert people(plan, "lon_direct_restored") == (MIA,)
    assert "lon_direct_restored" not in [code for code, _ in lines(plan_change(facts(), start(), standard()))]


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"state": State.ENDING}, BlockerCode.END_DECIDED),
        ({"state": State.ACTIVATING}, BlockerCode.NOT_ACTIVE),
        ({"state": State.REQUESTED}, BlockerCode.NOT_ACTIVE),
        ({"change_open": True}, BlockerCode.CHANGE_OPEN),
        ({"open_lon_direct_runs": ("Lönekörning november.",)}, BlockerCode.LON_DIRECT_RUN_OPEN),
        ({"has_assignment": False}, BlockerCode.NO_ASSIGNMENT),
        ({"new": AssignmentFacts("Tomt", (), uuid4())}, BlockerCode.NO_STAFF),
    ],
)
def test_what_stands_in_the_way_of_start_is_named(known: dict[str, object], code: BlockerCode) -> None:
    plan = plan_change(facts(**known), standard(), start())  # type: ignore[arg-type]
    assert [blocker.code for blocker in plan.blockers] == [code]


def test_a_lon_direkt_run_does_not_stand_in_the_way_of_what_does_not_close_it() -> None:
    matrix = replace(AGREED, payroll_approval=Party.FIRM)
    plan = plan_change(facts(open_lon_direct_runs=("En körning.",)), standard(), standard(matrix=matrix))
    assert plan.blockers == ()


def test_a_company_without_anybody_who_can_answer_cannot_be_asked() -> None:
    plan = plan_change(facts(administrators_in_firm=(OLA, MIA)), start(), standard())
    assert [blocker.code for blocker in plan.blockers] == [BlockerCode.NO_ADMINISTRATOR]


EEKONOMI = [service_terms(offer, BillingRecipient.FIRM, 12) for offer in offers_of("EEKONOMI")]


def test_another_variant_or_assignment_is_told_to_the_provider_of_a_service() -> None:
    plan = plan_change(facts(), EEKONOMI[0], EEKONOMI[1])
    assert [code for code, _ in lines(plan)] == [
        "variant_changed",
        "variant_billed",
        "service_changed",
        "staff_told_of_change",
        "client_told_of_change",
    ]
    moved = plan_change(facts(new=OTHER), EEKONOMI[0], EEKONOMI[0])
    assert people(moved, "service_changed") == (JON, SVEN)
    assert "staff_access_opened" not in [code for code, _ in lines(moved)]


def test_the_firm_that_is_its_own_client_asks_and_tells_nobody_else() -> None:
    plan = plan_change(facts(is_own_firm=True), start(), standard(BillingRecipient.FIRM))
    assert {"change_asked", "client_told_of_change"} & {code for code, _ in lines(plan)} == set()


def test_where_a_subscription_of_the_company_decides_the_billing_nobody_changes_it() -> None:
    billing = {Subject.RECIPIENT, Subject.PERIOD}
    assert subjects_for(Role.FIRM, included=True) == set(Subject) - billing
    assert not may_change(Role.FIRM, frozenset(billing), included=True)
    plan = plan_change(facts(included_in="EEKONOMI"), standard(BillingRecipient.FIRM), start())
    assert {"variant_billed", "period_begins"} & {code for code, _ in lines(plan)} == set()


def test_start_closes_the_companys_own_payroll_and_standard_gives_it_back() -> None:
    own = OwnAgreement(people=(OLA,))
    closing = plan_change(facts(service_use=ServiceUse.OWN, own=own), standard(), start())
    assert people(closing, "own_payroll_closed") == (OLA,)
    opening = plan_change(facts(own_payroll_closed=(OLA,)), start(), standard())
    assert people(opening, "own_payroll_restored") == (OLA,)


def test_choosing_what_there_is_changes_nothing() -> None:
    assert plan_change(facts(change_open=True), standard(), standard()) == Plan(())


@pytest.mark.parametrize(
    ("before", "after", "waits"),
    [
        (standard(), standard(BillingRecipient.FIRM), True),
        (standard(months=12), standard(months=3), True),
        (standard(BillingRecipient.CLIENT), start(), False),
        (standard(BillingRecipient.CLIENT), start(months=3), True),
        (standard(BillingRecipient.FIRM), start(), False),
        (start(), standard(BillingRecipient.CLIENT), True),
        (start(), standard(BillingRecipient.FIRM), False),
    ],
)
def test_who_pays_and_the_period_wait_for_the_next_period_unless_the_variant_decides(
    before: Terms, after: Terms, waits: bool
) -> None:
    assert waits_for_period(before, after) == waits
    assert first_day_of(before, after, DAY) == (DAY if waits else None)


@pytest.mark.parametrize(
    ("wanted", "first_day", "problem"),
    [
        (None, None, None),
        (None, DAY, None),
        (date(2026, 11, 25), None, None),
        (date(2026, 11, 24), None, DayProblem.PASSED),
        (DAY, DAY, None),
        (date(2027, 3, 2), DAY, DayProblem.NOT_NEXT_PERIOD),
        (date(2026, 11, 24), DAY, DayProblem.NOT_NEXT_PERIOD),
    ],
)
def test_the_day_of_a_change(wanted: date | None, first_day: date | None, problem: DayProblem | None) -> None:
    assert day_problem(wanted, first_day=first_day, today=date(2026, 11, 25)) == problem


def test_the_next_period_lies_ahead_also_when_periods_have_gone_by() -> None:
    assert next_period_on(date(2026, 12, 31), 12, date(2026, 11, 25)) == date(2027, 1, 1)
    assert next_period_on(date(2026, 3, 31), 3, date(2026, 11, 25)) == date(2027, 1, 1)
    assert next_period_on(date(2026, 11, 24), 3, date(2026, 11, 25)) == date(2027, 2, 25)


def test_every_state_and_action_of_a_change_has_a_verdict() -> None:
    for state, action in itertools.product(ChangeState, ChangeAction):
        if (state, action) in TRANSITIONS:
            assert next_change_state(state, action) is TRANSITIONS[state, action]
        else:
            with pytest.raises(TransitionNotAllowed):
                next_change_state(state, action)


def test_an_end_says_that_the_change_does_not_come() -> None:
    for day in (None, DAY):
        plan = plan_end(offer=STANDARD, staff=(EVA,), client=(), administrators=(OLA,), last_day=day, change_open=True)
        assert [effect for effect in plan.due(Moment.NOW) if isinstance(effect, ChangeDropped)] == [ChangeDropped()]


def test_who_holds_what_is_said_of_both_sides() -> None:
    (usual,) = rows_of(standard())
    assert payroll_holders(facts().parties, standard(), OLD.staff)["firm"] == (EVA, JON)
    assert row_holders(facts().parties, standard(), usual, OLD.staff)["client", Access.TIME_APPROVAL] == (
        LISA,
        OLA,
        MIA,
    )
