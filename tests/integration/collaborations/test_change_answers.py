"""A change that the client has to accept: nothing happens before, and one answer counts."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.operations.members import add_member
from accounts.permissions import CompanyRole, GrantScope
from accounts.queries import scopes_held
from collaborations.models import Collaboration, CollaborationChange
from collaborations.operations.change_answers import accept_change, decline_change
from collaborations.operations.changes import cancel_change, change
from collaborations.operations.refusals import Blocked, ChangeGone, NotTheInvited, PlanChanged
from collaborations.queries.changes import Proposed, answer_outlook_of, with_parties
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.changes import ChangeState, Role
from collaborations.rules.terms import BillingRecipient, Terms
from common import clock
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
FIRM_PAYS = standard_terms(billing=BillingRecipient.FIRM)


def make_in_start() -> tuple[Cast, Collaboration]:
    cast = make_cast(lon_direct=True)
    collaboration = cast.accept(cast.activate(start_terms()))
    drain_outbox()
    return cast, cast.fresh(collaboration)


made_at_work, at_work = made_once("at_work", make_in_start)


@pytest.fixture
def cast(at_work: tuple[Cast, Collaboration]) -> Cast:
    return at_work[0]


@pytest.fixture
def in_start(at_work: tuple[Cast, Collaboration]) -> Collaboration:
    return at_work[1]


def ask(cast: Cast, collaboration: Collaboration, terms: Terms = FIRM_PAYS, **chosen: Any) -> CollaborationChange:
    what = Proposed(terms, cast.assignment, **chosen)
    return change(collaboration=collaboration, proposed=what, by=cast.eva, role=Role.FIRM, at=clock.now())


def state_of(cast: Cast, asked: CollaborationChange) -> str:
    with cast.seen():
        return str(CollaborationChange.objects.get(pk=asked.pk).state)


def scopes(cast: Cast, number: int) -> set[str]:
    with cast.seen():
        return {str(scope) for scope in scopes_held(cast.administrators[number].pk, cast.company.pk)}


def test_the_client_is_asked_and_nothing_changes_before_the_answer(
    cast: Cast, in_start: Collaboration, mailoutbox: list[Any]
) -> None:
    asked = ask(cast, in_start)
    assert asked.state == ChangeState.WAITING_FOR_CLIENT
    mailoutbox.clear()
    drain_outbox()
    assert {mail.to[0] for mail in mailoutbox} == {user.email for user in cast.administrators}
    assert all(str(asked.pk) in mail.body for mail in mailoutbox)
    assert cast.fresh(in_start).variant == "START"
    assert GrantScope.PAYROLL not in scopes(cast, 0)


def test_the_acceptance_opens_payroll_and_gives_lon_direkt_back(cast: Cast, in_start: Collaboration) -> None:
    asked = ask(cast, in_start)
    with cast.seen():
        seen = answer_outlook_of(asked, with_parties(in_start), today=clock.today()).plan.digest
    done = accept_change(change=asked, by=cast.administrators[1], at=clock.now(), seen=seen)
    assert (done.state, done.effective_on, done.answered_by) == (
        ChangeState.DONE,
        clock.today(),
        cast.administrators[1],
    )
    assert cast.fresh(in_start).variant == "STANDARD"
    assert scopes(cast, 1) == {GrantScope.COLLABORATION_ADMIN, "payroll", "time_approval", "lon_direkt"}
    with pytest.raises(ChangeGone):
        accept_change(change=asked, by=cast.administrators[0], at=clock.now())


def test_accepted_for_a_later_day_it_comes_on_that_day(cast: Cast, in_start: Collaboration) -> None:
    day = clock.today() + timedelta(days=20)
    asked = ask(cast, in_start, day=day)
    accepted = accept_change(change=asked, by=cast.administrators[0], at=clock.now())
    assert (accepted.state, accepted.effective_on) == (ChangeState.PENDING, day)
    with clock.frozen(clock.now() + timedelta(days=21)):
        drain_outbox()
    assert state_of(cast, asked) == ChangeState.DONE


def test_accepted_after_its_day_it_comes_at_once(cast: Cast, in_start: Collaboration) -> None:
    asked = ask(cast, in_start, day=clock.today() + timedelta(days=2))
    with clock.frozen(clock.now() + timedelta(days=5)):
        done = accept_change(change=asked, by=cast.administrators[0], at=clock.now())
        assert (done.state, done.effective_on) == (ChangeState.DONE, clock.today())


def test_nobody_is_made_to_pay_without_having_said_yes(cast: Cast, in_start: Collaboration) -> None:
    accept_change(change=ask(cast, in_start), by=cast.administrators[0], at=clock.now())
    asked = ask(cast, in_start, standard_terms(billing=BillingRecipient.CLIENT))
    assert asked.state == ChangeState.WAITING_FOR_CLIENT
    accepted = accept_change(change=asked, by=cast.administrators[0], at=clock.now())
    ends_on = cast.fresh(in_start).period_ends_on
    assert ends_on is not None
    assert (accepted.state, accepted.effective_on) == (ChangeState.PENDING, ends_on + timedelta(days=1))
    assert cast.fresh(in_start).billing_recipient == "FIRM"


def test_a_declined_question_is_told_with_its_reason(
    cast: Cast, in_start: Collaboration, mailoutbox: list[Any]
) -> None:
    asked = ask(cast, in_start)
    decline_change(change=asked, by=cast.administrators[0], reason="Vi vill inte arbeta i lönen", at=clock.now())
    drain_outbox()
    assert state_of(cast, asked) == ChangeState.DECLINED
    assert any("Vi vill inte arbeta i lönen" in mail.body and mail.to == [cast.eva.email] for mail in mailoutbox)
    assert ask(cast, in_start).state == ChangeState.WAITING_FOR_CLIENT


def test_an_unanswered_question_lapses_after_thirty_days(
    cast: Cast, in_start: Collaboration, mailoutbox: list[Any]
) -> None:
    asked = ask(cast, in_start)
    with clock.frozen(clock.now() + timedelta(days=29)):
        drain_outbox()
        assert state_of(cast, asked) == ChangeState.WAITING_FOR_CLIENT
    with clock.frozen(clock.now() + timedelta(days=31)):
        drain_outbox()
        with pytest.raises(ChangeGone):
            accept_change(change=asked, by=cast.administrators[0], at=clock.now())
    assert state_of(cast, asked) == ChangeState.EXPIRED
    assert any("svarade inte" in mail.subject for mail in mailoutbox)


def test_a_question_that_was_taken_back_cannot_be_answered(cast: Cast, in_start: Collaboration) -> None:
    asked = ask(cast, in_start)
    cancel_change(change=asked, by=cast.jon, role=Role.FIRM, at=clock.now())
    ola = cast.administrators[0]
    with pytest.raises(ChangeGone):
        accept_change(change=asked, by=ola, at=clock.now())
    with pytest.raises(ChangeGone):
        decline_change(change=asked, by=ola, reason="Nej", at=clock.now())
    assert cast.fresh(in_start).variant == "START"


def test_another_change_is_refused_while_the_question_is_open(cast: Cast, in_start: Collaboration) -> None:
    ask(cast, in_start)
    with pytest.raises(Blocked) as refused:
        ask(cast, in_start)
    assert [one.code for one in refused.value.plan.blockers] == [BlockerCode.CHANGE_OPEN]


def test_only_an_administrator_who_does_not_work_at_the_firm_answers_what_was_shown(
    cast: Cast, in_start: Collaboration
) -> None:
    add_member(company_id=cast.company.pk, user=cast.jon, role=CompanyRole.ADMINISTRATOR, by=None, on=clock.today())
    asked = ask(cast, in_start)
    for stranger in (cast.jon, cast.eva):
        with pytest.raises(NotTheInvited):
            accept_change(change=asked, by=stranger, at=clock.now())
    with pytest.raises(PlanChanged):
        accept_change(change=asked, by=cast.administrators[0], at=clock.now(), seen="något annat")
    assert state_of(cast, asked) == ChangeState.WAITING_FOR_CLIENT
