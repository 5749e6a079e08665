"""Activating: what the preview says is what happens, and what may not happen is refused in every layer."""

from datetime import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import Arrangement, CompanyMembership, User
from accounts.permissions import GrantScope
from advisor.models import Contact
from collaborations.models import Collaboration, Invitation
from collaborations.operations.activation import activate
from collaborations.operations.refusals import Blocked, ForeignChoice, PlanChanged, TermsRefused
from collaborations.queries.facts import facts_for, grants_from
from collaborations.queries.proposals import proposal_for
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.scenarios import Scenario, scenario_of
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient, Terms, TermsProblem, TimeMode
from common import clock
from events.models import OutboxEffect
from tests.factories.accounts import give, make_member
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.made_once import made_once

pytestmark = pytest.mark.django_db


made_cast, cast = made_once("cast", make_cast)


def kinds(cast: Cast) -> list[str]:
    with cast.seen():
        return sorted(OutboxEffect.objects.values_list("kind", flat=True))


def held(cast: Cast, collaboration: Collaboration) -> set[tuple[str, str]]:
    with cast.seen():
        return {(grant.user.given_name, grant.scope) for grant in grants_from(collaboration) if grant.user}


def facts(cast: Cast) -> object:
    return facts_for(cast.client, "LON_SMART", assignment=cast.assignment, contact=cast.contact, sender=cast.eva)


@pytest.mark.parametrize(
    ("account", "lon_direct", "expected"),
    [
        (False, False, Scenario.COMPANY_NOT_KNOWN),
        (True, False, Scenario.SERVICE_MISSING),
        (True, True, Scenario.LON_DIRECT),
    ],
)
def test_the_scenario_is_read_from_the_database(account: bool, lon_direct: bool, expected: Scenario) -> None:
    cast = make_cast(account=account, lon_direct=lon_direct)
    assert scenario_of(facts(cast)) is expected  # type: ignore[arg-type]


def test_a_company_whose_own_people_run_payroll_is_seen_as_such(cast: Cast) -> None:
    give(cast.administrators[0], cast.company, GrantScope.PAYROLL)
    assert scenario_of(facts(cast)) is Scenario.RUNS_SERVICE_ITSELF  # type: ignore[arg-type]


def test_a_request_invites_every_administrator_and_opens_nothing_but_preparation(cast: Cast) -> None:
    collaboration = cast.activate()
    assert collaboration.state == State.REQUESTED
    with cast.seen():
        assert set(Invitation.objects.values_list("user", flat=True)) == {u.pk for u in cast.administrators}
        assert not Arrangement.objects.exists()
    assert held(cast, collaboration) == {("Eva", "preparation"), ("Jon", "preparation")}
    assert kinds(cast) == ["collaborations.expire_request"] + ["collaborations.send_invitation"] * 6


def test_reminders_wait_three_and_ten_days() -> None:
    cast = make_cast(account=False)
    with clock.frozen(datetime.fromisoformat("2026-11-03T10:00+01:00")):
        collaboration = cast.activate()
    with cast.seen():
        mails = OutboxEffect.objects.filter(kind="collaborations.send_invitation").order_by("next_attempt_at")
        assert [(mail.next_attempt_at - collaboration.requested_at).days for mail in mails] == [0, 3, 10]


def test_start_for_a_company_without_account_is_active_at_once() -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate(start_terms())
    assert collaboration.state == State.ACTIVE
    assert held(cast, collaboration) == {("Eva", "payroll"), ("Jon", "payroll")}
    with cast.seen():
        membership = CompanyMembership.objects.get()
        assert (membership.user.email, membership.role) == (cast.contact.email, "ADMINISTRATOR")
        assert not membership.user.has_usable_password()
        assert not Invitation.objects.exists()
    assert kinds(cast) == ["collaborations.send_news"] * 3


@pytest.mark.parametrize("terms", [start_terms(), standard_terms()])
def test_a_company_whose_people_have_all_left_is_not_entered_on_a_firms_word(cast: Cast, terms: Terms) -> None:
    with cast.seen():
        CompanyMembership.objects.update(ended_at=clock.now())
    with pytest.raises(Blocked) as refused:
        cast.activate(terms)
    assert [blocker.code for blocker in refused.value.plan.blockers] == [BlockerCode.NO_ADMINISTRATOR]


def test_the_arrangement_is_written_when_the_collaboration_begins() -> None:
    cast = make_cast(account=False)
    cast.activate(start_terms(mode=TimeMode.EMPLOYEES_REGISTER))
    with cast.seen():
        arrangement = Arrangement.objects.get()
    assert (arrangement.time_mode, arrangement.time_registration) == ("EMPLOYEES_REGISTER", "CLIENT")
    assert (arrangement.schedules, arrangement.payroll_approval) == ("FIRM", "FIRM")


def test_the_period_begins_on_the_day_of_activation() -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate(start_terms(months=3))
    assert collaboration.period_starts_on == clock.today()
    assert collaboration.period_ends_on is not None
    assert 88 <= (collaboration.period_ends_on - clock.today()).days <= 91


@pytest.mark.parametrize("account", [True, False])
@pytest.mark.parametrize("terms", [standard_terms(), start_terms()])
def test_activation_with_the_digest_of_the_preview_is_carried_out(account: bool, terms: object) -> None:
    cast = make_cast(account=account)
    assert isinstance(terms, type(standard_terms()))
    seen = proposal_for(
        cast.client, terms=terms, assignment=cast.assignment, contact=cast.contact, sender=cast.eva
    ).plan.digest
    activate(
        client=cast.client,
        assignment=cast.assignment,
        contact=cast.contact,
        terms=terms,
        by=cast.eva,
        at=clock.now(),
        seen=seen,
    )


def test_a_preview_that_is_no_longer_true_is_not_carried_out(cast: Cast) -> None:
    plan = proposal_for(
        cast.client, terms=start_terms(), assignment=cast.assignment, contact=cast.contact, sender=cast.eva
    ).plan
    give(cast.administrators[0], cast.company, GrantScope.LON_DIRECT)
    with pytest.raises(PlanChanged) as refused:
        activate(
            client=cast.client,
            assignment=cast.assignment,
            contact=cast.contact,
            terms=start_terms(),
            by=cast.eva,
            at=clock.now(),
            seen=plan.digest,
        )
    assert "lon_direct_closed" in {effect.code for effect in refused.value.plan.effects}
    with cast.seen():
        assert not Collaboration.objects.exists()


def test_a_second_request_is_refused_with_the_reason(cast: Cast) -> None:
    cast.activate()
    with pytest.raises(Blocked) as refused:
        cast.activate(by=cast.jon)
    assert [blocker.code for blocker in refused.value.plan.blockers] == [BlockerCode.REQUEST_OPEN]


def test_the_contact_may_not_be_on_the_firms_staff() -> None:
    cast = make_cast(account=False)
    with cast.seen():
        Contact.objects.filter(pk=cast.contact.pk).update(email=cast.jon.email.upper())
        cast.contact.refresh_from_db()
    with pytest.raises(Blocked) as refused:
        cast.activate()
    assert [blocker.code for blocker in refused.value.plan.blockers] == [BlockerCode.CONTACT_IS_FIRM_STAFF]


def test_an_administrator_on_the_firms_staff_is_not_invited(cast: Cast) -> None:
    make_member(cast.company, "Petra Ny")
    with cast.seen():
        CompanyMembership.objects.filter(user=cast.administrators[0]).update(user=cast.sven)
    collaboration = cast.activate()
    with cast.seen():
        names = set(Invitation.objects.filter(collaboration=collaboration).values_list("name", flat=True))
    assert names == {"Mia K.", "Petra N."}


def test_start_refuses_client_as_billing_recipient_in_the_operation(cast: Cast) -> None:
    with pytest.raises(TermsRefused) as refused:
        cast.activate(start_terms(billing=BillingRecipient.CLIENT))
    assert refused.value.problems == (TermsProblem.BILLING_RECIPIENT_NOT_OFFERED,)


def test_start_refuses_client_as_billing_recipient_in_the_database() -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate(start_terms())
    with pytest.raises(IntegrityError, match="start_bills_firm"), transaction.atomic(), cast.seen():
        Collaboration.objects.filter(pk=collaboration.pk).update(billing_recipient="CLIENT")


@pytest.mark.parametrize("choice", ["assignment", "contact"])
def test_another_clients_assignment_or_contact_is_refused(choice: str) -> None:
    cast, other = make_cast(), make_cast()
    setattr(cast, choice, getattr(other, choice))
    with pytest.raises(ForeignChoice):
        cast.activate()


@pytest.mark.parametrize("field", ["assignment", "contact", "client"])
def test_the_database_refuses_rows_of_another_client(field: str) -> None:
    cast, other = make_cast(account=False), make_cast(account=False)
    collaboration = cast.activate(start_terms())
    with pytest.raises(IntegrityError), transaction.atomic(), cast.seen():
        Collaboration.objects.filter(pk=collaboration.pk).update(**{field: getattr(other, field)})
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "values",
    [
        {"state": "REQUESTED", "expires_at": None},
        {"state": "DECLINED"},
        {"state": "ENDED"},
        {"activated_at": None},
        {"period_ends_on": None},
        {"period_months": 0},
    ],
)
def test_the_database_ties_state_to_what_it_requires(values: dict[str, object]) -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate(start_terms())
    with pytest.raises(IntegrityError), transaction.atomic(), cast.seen():
        Collaboration.objects.filter(pk=collaboration.pk).update(**values)


def test_the_database_refuses_a_second_open_collaboration() -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate(start_terms())
    with pytest.raises(DatabaseError, match="one_per_(client|company)"), transaction.atomic(), cast.seen():
        collaboration.pk = None
        collaboration._state.adding = True
        collaboration.id = Collaboration().id
        collaboration.save(force_insert=True)


def test_a_user_who_already_has_a_login_becomes_administrator_without_a_second_login() -> None:
    cast = make_cast(account=False)
    login = User.objects.create_user(cast.contact.email, "ett eget ord här", given_name="Ola")
    cast.activate(start_terms())
    with cast.seen():
        assert CompanyMembership.objects.get().user_id == login.pk
    assert User.objects.filter(email__iexact=cast.contact.email).count() == 1
