"""The client answers once; everything that follows commits with the answer."""

from datetime import timedelta

import pytest

from accounts.models import Arrangement, CompanyMembership, User
from accounts.permissions import CompanyRole
from collaborations.models import Collaboration, Invitation
from collaborations.operations import requests
from collaborations.operations.answers import accept, decline
from collaborations.operations.refusals import (
    Blocked,
    InvitationGone,
    NotTheInvited,
    PlanChanged,
    RemindedRecently,
    TooManyReminders,
)
from collaborations.operations.work import Newcomer
from collaborations.queries.facts import grants_from
from collaborations.queries.invitation_pages import invitation_page_of
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.invitations import InvitationState
from collaborations.rules.states import State, TransitionNotAllowed
from collaborations.rules.terms import TimeMode
from common import clock
from events.models import AuditEvent, OutboxEffect
from tests.factories.accounts import make_firm, make_member, make_staff, make_user
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
OLA = Newcomer("Ola", "Persson", "tallbarr och lingon")


made_cast, cast = made_once("cast", make_cast)


def held(cast: Cast, collaboration: Collaboration) -> set[tuple[str, str]]:
    with cast.seen():
        return {(grant.user.given_name, grant.scope) for grant in grants_from(collaboration) if grant.user}


def test_accepting_opens_what_was_agreed_and_nothing_more(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate())
    assert collaboration.state == State.ACTIVE
    assert held(cast, collaboration) == {
        ("Eva", "payroll"),
        ("Jon", "payroll"),
        ("Ola", "payroll"),
        ("Mia", "payroll"),
        ("Ola", "time_approval"),
        ("Mia", "time_approval"),
    }
    with cast.seen():
        assert Arrangement.objects.get().payroll_approval == "BOTH"


def test_start_gives_the_client_time_approval_and_no_payroll(cast: Cast) -> None:
    make_member(cast.company, "Lisa Attest", role=CompanyRole.ATTESTOR)
    collaboration = cast.accept(cast.activate(start_terms(mode=TimeMode.EMPLOYEES_REGISTER)))
    assert {name for name, scope in held(cast, collaboration) if scope == "payroll"} == {"Eva", "Jon"}
    assert {name for name, scope in held(cast, collaboration) if scope == "time_approval"} == {
        "Ola",
        "Mia",
        "Lisa",
    }


def test_what_the_page_announced_is_what_the_acceptance_did(cast: Cast) -> None:
    collaboration = cast.activate()
    page = invitation_page_of(cast.invitation(collaboration, cast.administrators[0]))
    accept(
        invitation=cast.invitation(collaboration, cast.administrators[0]),
        by=cast.administrators[0],
        at=clock.now(),
        seen=page.plan.digest,
    )
    announced = {effect.code: effect.parameters for effect in page.plan.effects}
    after = cast.fresh(collaboration)

    def users(code: str) -> set[object]:
        return {person.user_id for person in announced[code]["people"]}  # type: ignore[attr-defined]

    with cast.seen():
        grants = grants_from(after)
        arrangement = Arrangement.objects.get()
        told = set(
            OutboxEffect.objects.filter(kind="collaborations.send_news").values_list("payload__user_id", flat=True)
        )
    payroll = {grant.user_id for grant in grants if grant.scope == "payroll"}
    assert users("staff_access_opened") | users("client_payroll_opened") == payroll
    assert users("client_approves_time") == {g.user_id for g in grants if g.scope == "time_approval"}
    assert announced["time_mode_set"]["time_mode"] == arrangement.time_mode
    assert announced["billing_set"] == {"recipient": after.billing_recipient, "months": after.period_months}
    assert {str(user) for user in users("staff_told") | users("client_told")} == told
    assert set(announced) == {
        "billing_set",
        "time_mode_set",
        "staff_access_opened",
        "client_payroll_opened",
        "client_approves_time",
        "staff_told",
        "client_told",
    }


def test_the_invited_contact_of_a_new_company_gets_a_login_and_becomes_administrator() -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate()
    accept(invitation=cast.invitation(collaboration), by=None, at=clock.now(), newcomer=OLA)
    user = User.objects.get(email=cast.contact.email)
    assert user.check_password(OLA.password)
    after = cast.fresh(collaboration)
    assert (after.state, after.answered_by_id) == (State.ACTIVE, user.pk)
    with cast.seen():
        assert CompanyMembership.objects.get().user_id == user.pk


def test_an_acceptance_records_version_person_and_time(cast: Cast) -> None:
    at = clock.now()
    collaboration = cast.accept(cast.activate())
    with cast.seen():
        event = AuditEvent.objects.get(kind="collaborations.accepted")
    assert event.actor_id == cast.administrators[0].pk
    assert event.data == {"terms_version": collaboration.terms_version}
    assert event.occurred_at >= at
    assert cast.fresh(collaboration).answered_by_id == cast.administrators[0].pk


def test_the_second_answer_meets_a_closed_invitation(cast: Cast) -> None:
    collaboration = cast.activate()
    second = cast.invitation(collaboration, cast.administrators[1])
    cast.accept(collaboration)
    with pytest.raises(InvitationGone):
        accept(invitation=second, by=cast.administrators[1], at=clock.now())
    with pytest.raises(InvitationGone):
        decline(invitation=second, by=cast.administrators[1], reason="Nej", at=clock.now())
    with cast.seen():
        states = sorted(Invitation.objects.values_list("state", flat=True))
    assert states == [InvitationState.ACCEPTED, InvitationState.CLOSED]


def test_nobody_else_can_answer(cast: Cast) -> None:
    invitation = cast.invitation(cast.activate(), cast.administrators[0])
    for other in (cast.administrators[1], cast.eva, make_user("Okänd Person"), None):
        with pytest.raises(NotTheInvited):
            accept(invitation=invitation, by=other, at=clock.now(), newcomer=OLA)
        with pytest.raises(NotTheInvited):
            decline(invitation=invitation, by=other, reason="Nej", at=clock.now())


def test_somebody_who_no_longer_is_administrator_cannot_accept(cast: Cast) -> None:
    invitation = cast.invitation(cast.activate(), cast.administrators[0])
    with cast.seen():
        CompanyMembership.objects.filter(user=cast.administrators[0]).update(ended_at=clock.now())
    with pytest.raises(NotTheInvited):
        accept(invitation=invitation, by=cast.administrators[0], at=clock.now())


def test_a_stranger_cannot_accept_for_a_new_company_with_a_login_of_their_own() -> None:
    cast = make_cast(account=False)
    invitation = cast.invitation(cast.activate())
    with pytest.raises(NotTheInvited):
        accept(invitation=invitation, by=make_user("Okänd Person"), at=clock.now())


def test_declining_keeps_everything_closed_and_tells_the_sender_why(cast: Cast) -> None:
    collaboration = cast.activate()
    ola = cast.administrators[0]
    decline(invitation=cast.invitation(collaboration, ola), by=ola, reason="Vi gör det själva.", at=clock.now())
    after = cast.fresh(collaboration)
    assert (after.state, after.decline_reason) == (State.DECLINED, "Vi gör det själva.")
    assert held(cast, after) == set()
    with cast.seen():
        news = OutboxEffect.objects.get(kind="collaborations.send_news")
    assert news.payload["user_id"] == str(cast.eva.pk)


@pytest.mark.parametrize("after", ["decline", "withdraw", "expire"])
def test_a_request_that_came_to_nothing_can_be_sent_again(cast: Cast, after: str) -> None:
    collaboration = cast.activate()
    ola = cast.administrators[0]
    if after == "decline":
        decline(invitation=cast.invitation(collaboration, ola), by=ola, reason="Nej", at=clock.now())
    elif after == "withdraw":
        requests.withdraw(collaboration=collaboration, by=cast.eva, at=clock.now())
    else:
        requests.expire(collaboration=collaboration, at=clock.now() + timedelta(days=31))
    again = cast.activate()
    assert again.pk != collaboration.pk
    assert cast.accept(again).state == State.ACTIVE


def test_an_expired_invitation_does_not_answer_even_before_the_request_is_marked(cast: Cast) -> None:
    invitation = cast.invitation(cast.activate(), cast.administrators[0])
    late = clock.now() + timedelta(days=30)
    with pytest.raises(InvitationGone):
        accept(invitation=invitation, by=cast.administrators[0], at=late)


def test_a_request_does_not_expire_early_or_after_an_answer(cast: Cast) -> None:
    collaboration = cast.activate()
    requests.expire(collaboration=collaboration, at=clock.now() + timedelta(days=29))
    assert cast.fresh(collaboration).state == State.REQUESTED
    cast.accept(collaboration)
    requests.expire(collaboration=collaboration, at=clock.now() + timedelta(days=31))
    assert cast.fresh(collaboration).state == State.ACTIVE


def test_a_withdrawn_request_cannot_be_answered_or_reminded(cast: Cast) -> None:
    collaboration = cast.activate()
    invitation = cast.invitation(collaboration, cast.administrators[0])
    requests.withdraw(collaboration=collaboration, by=cast.eva, at=clock.now())
    with pytest.raises(InvitationGone):
        accept(invitation=invitation, by=cast.administrators[0], at=clock.now())
    with pytest.raises(TransitionNotAllowed):
        requests.remind(collaboration=collaboration, by=cast.eva, at=clock.now())


def test_reminding_mails_the_same_link_again_up_to_a_limit() -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate()
    before = cast.invitation(collaboration).token_hash
    start = clock.now()
    for hours in range(1, 9):
        with clock.frozen(start + timedelta(hours=hours)):
            requests.remind(collaboration=collaboration, by=cast.eva, at=clock.now())
    assert cast.invitation(collaboration).token_hash == before
    with pytest.raises(TooManyReminders):
        requests.remind(collaboration=collaboration, by=cast.eva, at=start + timedelta(hours=10))
    with cast.seen():
        keys = OutboxEffect.objects.filter(dedupe_key__contains=":by-hand-").values_list("dedupe_key", flat=True)
        assert len(set(keys)) == 8


def test_a_reminder_within_an_hour_of_the_last_mail_is_refused(cast: Cast) -> None:
    collaboration = cast.activate()
    start = clock.now()
    for minutes, refused in ((59, True), (61, False), (90, True), (122, False)):
        with clock.frozen(start + timedelta(minutes=minutes)):
            try:
                requests.remind(collaboration=collaboration, by=cast.eva, at=clock.now())
                assert not refused
            except RemindedRecently:
                assert refused


def test_the_first_of_two_firms_to_be_accepted_keeps_the_company(cast: Cast) -> None:
    first = cast.activate()
    other = make_firm("Annan Byrå AB")
    karin = make_staff(other, "Karin Öst")
    client = make_client(other, cast.company)
    rival = Cast(
        firm=other,
        company=cast.company,
        client=client,
        assignment=make_assignment(client, owner=karin),
        contact=make_contact(client, "Ola Persson", email="ola@annan.example"),
        eva=karin,
        jon=karin,
        sven=karin,
        administrators=cast.administrators,
    )
    second = rival.activate()
    cast.accept(first)
    with pytest.raises(Blocked) as refused:
        rival.accept(second)
    assert [blocker.code for blocker in refused.value.plan.blockers] == [BlockerCode.OTHER_FIRM]


def test_staff_who_join_the_assignment_while_the_request_waits_are_shown_before_accepting(cast: Cast) -> None:
    collaboration = cast.activate()
    invitation = cast.invitation(collaboration, cast.administrators[0])
    seen = invitation_page_of(invitation).plan.digest
    with cast.seen():
        cast.assignment.participants.create(firm=cast.firm, user=cast.sven)
    with pytest.raises(PlanChanged):
        accept(invitation=invitation, by=cast.administrators[0], at=clock.now(), seen=seen)
    after = cast.accept(collaboration, cast.administrators[0])
    assert ("Sven", "payroll") in held(cast, after)


def test_terms_in_the_database_are_the_terms_that_were_proposed(cast: Cast) -> None:
    terms = standard_terms(months=3)
    assert cast.fresh(cast.activate(terms)).terms == terms
