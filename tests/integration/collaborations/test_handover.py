"""A company goes from one firm to another: approved by its administrator, and done on the day in one transaction."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.permissions import GrantScope
from accounts.queries import scopes_held
from bundles.sections import people_rows
from collaborations.catalogue import offer_of
from collaborations.models import Collaboration, Invitation
from collaborations.operations.activation import activate
from collaborations.operations.answers import accept, decline
from collaborations.operations.ending import cancel_end, end, schedule_end
from collaborations.operations.grants import follow_grants
from collaborations.operations.handover import cancel_handover, hand_over_when_due
from collaborations.operations.held_up import retry_held_up
from collaborations.operations.refusals import Blocked, DayNotOffered, HandoverDue, IsHandedOver, NotTheInvited
from collaborations.operations.requests import expire, remind, withdraw
from collaborations.operations.work import start_of
from collaborations.queries.cards import standings_of
from collaborations.queries.effects import HAND_OVER
from collaborations.queries.facts import grants_from
from collaborations.queries.handover import outlook_of
from collaborations.rules.after_end import AfterEnd
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.states import State, TransitionNotAllowed
from collaborations.rules.terms import BillingRecipient, Terms, service_terms
from collaborations.templatetags.collaborations import failure
from common import clock
from events.models import OutboxEffect
from tests.factories.accounts import make_user
from tests.factories.collaborations import make_cast, make_rival, standard_terms, start_terms
from tests.factories.effects import deliver_when_due, drain_outbox, queued_effects
from tests.integration.collaborations.test_invariants import all_broken
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
AsOwner = Callable[[], AbstractContextManager[None]]


def in_days(number: int) -> date:
    return clock.today() + timedelta(days=number)


DAY = 40


class Two:
    """Firm A works for the company, firm B wants to."""

    def __init__(self, terms: Terms | None = None, *, lon_direct: bool = False) -> None:
        self.a = make_cast(lon_direct=lon_direct)
        self.b = make_rival(self.a)
        self.ola = self.a.administrators[0]
        self.present = self.a.accept(self.a.activate(terms or standard_terms()))
        drain_outbox()

    def agree(self, terms: Terms | None = None, days: int = DAY) -> Collaboration:
        coming = self.b.ask_for_handover(in_days(days), terms)
        return self.b.accept(coming)

    def states(self, coming: Collaboration) -> tuple[str, str]:
        return self.a.fresh(self.present).state, self.b.fresh(coming).state

    def in_payroll(self) -> tuple[bool, bool]:
        found = []
        for cast in (self.a, self.b):
            with cast.seen():
                found.append(GrantScope.PAYROLL in scopes_held(cast.eva.pk, cast.company.pk))
        return found[0], found[1]

    def occasions(self, of: Collaboration) -> list[str]:
        cast = self.a if of.firm_id == self.a.firm.pk else self.b
        with cast.seen():
            told = OutboxEffect.objects.filter(kind="collaborations.send_news", subject_id=of.pk)
            assert not told.exclude(last_error="").exists()
            return sorted(one.payload["occasion"] for one in told)


def on_the_day(number: int = DAY, *, hours: int = 0) -> AbstractContextManager[None]:
    return clock.frozen(start_of(in_days(number)) + timedelta(hours=hours))


made_two, two = made_once("two", Two)


def test_on_the_day_one_firm_leaves_and_the_other_begins_and_nothing_before_it(two: Two, as_owner: AsOwner) -> None:
    coming = two.b.ask_for_handover(in_days(DAY))
    assert two.states(coming) == (State.ACTIVE, State.REQUESTED)
    two.b.accept(coming)
    drain_outbox()
    present = two.a.fresh(two.present)
    assert (present.state, present.ends_on, present.after_end) == (State.ENDING, in_days(DAY - 1), AfterEnd.HANDED_OVER)
    assert two.b.fresh(coming).state == State.AGREED
    assert two.in_payroll() == (True, False)
    assert all_broken(as_owner) == {}
    with on_the_day(DAY - 1, hours=23):
        drain_outbox()
        assert two.in_payroll() == (True, False)
    with on_the_day():
        drain_outbox()
        assert two.in_payroll() == (False, True)
    left, begun = two.a.fresh(two.present), two.b.fresh(coming)
    assert (left.state, begun.state) == (State.ENDED, State.ACTIVE)
    assert left.ended_at == begun.activated_at
    assert begun.period_starts_on == in_days(DAY)
    assert all_broken(as_owner) == {}
    assert {"ending_firm", "ended_firm", "ended_client"} <= set(two.occasions(left))
    assert {"agreed_firm", "agreed_client", "active_firm", "active_client"} <= set(two.occasions(begun))


def test_when_the_worker_was_down_it_is_still_one_switch_and_can_no_longer_be_called_off(two: Two) -> None:
    coming = two.agree()
    with on_the_day(DAY + 3, hours=9):
        assert two.in_payroll() == (True, False)
        with pytest.raises(HandoverDue):
            cancel_handover(collaboration=coming, by=two.ola, reason="Nej", at=clock.now())
        with pytest.raises(HandoverDue):
            withdraw(collaboration=coming, by=two.b.eva, at=clock.now())
        drain_outbox()
        assert two.in_payroll() == (False, True)
    assert two.b.fresh(coming).activated_at == two.a.fresh(two.present).ended_at


def test_the_client_can_take_it_back_until_the_day_and_the_present_firm_goes_on(two: Two, as_owner: AsOwner) -> None:
    coming = two.agree()
    with on_the_day(DAY - 1, hours=23):
        cancel_handover(collaboration=coming, by=two.ola, reason="Vi stannar kvar", at=clock.now())
    present = two.a.fresh(two.present)
    assert (present.state, present.ends_on, present.successor_id, present.after_end) == (State.ACTIVE, None, None, "")
    assert two.b.fresh(coming).decline_reason == "Vi stannar kvar"
    with on_the_day():
        drain_outbox()
        assert two.in_payroll() == (True, False)
    assert two.states(coming) == (State.ACTIVE, State.DECLINED)
    assert "handover_off_present" in two.occasions(two.present)
    assert {"handover_off_firm", "handover_off_client"} <= set(two.occasions(coming))
    assert all_broken(as_owner) == {}
    with pytest.raises(TransitionNotAllowed):
        cancel_handover(collaboration=coming, by=two.ola, reason="Nej", at=clock.now())


def test_the_new_firm_can_withdraw_after_the_approval_and_ask_again(two: Two) -> None:
    coming = two.agree()
    withdraw(collaboration=coming, by=two.b.eva, at=clock.now())
    assert two.states(coming) == (State.ACTIVE, State.WITHDRAWN)
    again = two.agree(days=DAY + 5)
    assert two.a.fresh(two.present).ends_on == in_days(DAY + 4)
    with on_the_day():
        drain_outbox()
    assert two.states(again) == (State.ENDING, State.AGREED)


def test_the_present_firm_cannot_undo_what_the_client_decided_but_can_leave_earlier(
    two: Two, as_owner: AsOwner
) -> None:
    coming = two.agree()
    for person, party in ((two.a.eva, BillingRecipient.FIRM), (two.ola, BillingRecipient.CLIENT)):
        with pytest.raises(IsHandedOver):
            cancel_end(collaboration=two.present, by=person, party=party, at=clock.now())
    end(collaboration=two.present, by=two.a.eva, party=BillingRecipient.FIRM, reason="Vi slutar nu", at=clock.now())
    assert two.states(coming) == (State.ENDED, State.AGREED)
    assert two.in_payroll() == (False, False)
    assert all_broken(as_owner) == {}
    with on_the_day():
        drain_outbox()
        assert two.in_payroll() == (False, True)


def schedule(two: Two, day: date) -> None:
    schedule_end(
        collaboration=two.present, by=two.a.eva, party=BillingRecipient.FIRM, reason="Vi lägger ner",
        last_day=day, at=clock.now(),
    )  # fmt: skip


def test_an_end_that_was_decided_for_later_is_moved_and_comes_back_when_the_handover_does_not_come(two: Two) -> None:
    schedule(two, in_days(60))
    coming = two.agree()
    assert two.a.fresh(two.present).ends_on == in_days(DAY - 1)
    withdraw(collaboration=coming, by=two.b.eva, at=clock.now())
    present = two.a.fresh(two.present)
    assert (present.state, present.ends_on, present.end_reason) == (State.ENDING, in_days(60), "Vi lägger ner")
    assert (present.ended_by_id, present.after_end) == (two.a.eva.pk, AfterEnd.READ_ONLY)
    with on_the_day(61):
        drain_outbox()
    assert two.states(coming) == (State.ENDED, State.WITHDRAWN)


def test_an_end_that_was_decided_for_earlier_stands_and_the_new_firm_begins_on_its_day(
    two: Two, as_owner: AsOwner
) -> None:
    schedule(two, in_days(10))
    coming = two.agree()
    present = two.a.fresh(two.present)
    assert (present.ends_on, present.end_reason) == (in_days(10), "Vi lägger ner")
    with pytest.raises(IsHandedOver):
        cancel_end(collaboration=two.present, by=two.a.eva, party=BillingRecipient.FIRM, at=clock.now())
    with on_the_day(11):
        drain_outbox()
    assert two.states(coming) == (State.ENDED, State.AGREED)
    assert all_broken(as_owner) == {}
    with on_the_day():
        drain_outbox()
    assert two.states(coming) == (State.ENDED, State.ACTIVE)


def test_an_end_on_the_very_day_before_is_part_of_the_switch(two: Two) -> None:
    schedule(two, in_days(DAY - 1))
    coming = two.agree()
    with on_the_day():
        drain_outbox()
    assert two.a.fresh(two.present).ended_at == two.b.fresh(coming).activated_at


def test_one_handover_at_a_time_and_nobody_slips_in_between(two: Two) -> None:
    third = make_rival(two.a)
    coming = two.b.ask_for_handover(in_days(DAY))
    with pytest.raises(Blocked) as refused:
        third.ask_for_handover(in_days(DAY + 1))
    assert [one.code for one in refused.value.plan.blockers] == [BlockerCode.OTHER_HANDOVER]
    with pytest.raises(Blocked) as refused:
        two.b.ask_for_handover(in_days(DAY))
    assert [one.code for one in refused.value.plan.blockers] == [BlockerCode.REQUEST_OPEN]
    with two.a.seen():
        named = {row["given_name"] for row in people_rows(two.a.company.pk)}
    assert {"Eva", "Ola"} <= named
    assert "Elsa" not in named, "the present firm's bundle names somebody of the firm that asks"
    two.b.accept(coming)
    end(collaboration=two.present, by=two.ola, party=BillingRecipient.CLIENT, reason="Nu", at=clock.now())
    with pytest.raises(Blocked) as refused:
        third.activate()
    assert [one.code for one in refused.value.plan.blockers] == [BlockerCode.OTHER_FIRM]


def test_until_an_administrator_has_approved_nothing_changes(two: Two) -> None:
    for days in (0, 366):
        with pytest.raises(DayNotOffered):
            two.b.ask_for_handover(in_days(days))
    with pytest.raises(Blocked) as refused:
        two.b.activate()
    assert [one.code for one in refused.value.plan.blockers] == [BlockerCode.OTHER_FIRM]
    coming = two.b.ask_for_handover(in_days(DAY))
    invitation = two.b.invitation(coming, two.ola)
    for person in (None, make_user("Ulla Utanför"), two.a.eva, two.b.eva):
        with pytest.raises(NotTheInvited):
            accept(invitation=invitation, by=person, at=clock.now())
    with two.b.seen():
        asked = set(Invitation.objects.filter(collaboration=coming).values_list("user", flat=True))
    assert asked == {user.pk for user in two.a.administrators}
    decline(invitation=invitation, by=two.ola, reason="Vi är nöjda", at=clock.now())
    assert two.states(coming) == (State.ACTIVE, State.DECLINED)
    again = two.b.ask_for_handover(in_days(5))
    assert again.expires_at == start_of(in_days(5))
    with clock.frozen(clock.now() + timedelta(hours=2)):
        remind(collaboration=again, by=two.b.jon, at=clock.now())
    with on_the_day(5):
        expire(collaboration=again, at=clock.now())
    assert two.states(again) == (State.ACTIVE, State.EXPIRED)


@pytest.mark.parametrize("present", [standard_terms(), start_terms()])
@pytest.mark.parametrize("coming_terms", [standard_terms(), start_terms()])
def test_lon_direkt_follows_the_new_firms_variant(present: Terms, coming_terms: Terms, as_owner: AsOwner) -> None:
    two = Two(present, lon_direct=True)
    mia = two.a.administrators[1]
    coming = two.agree(coming_terms)
    with on_the_day():
        drain_outbox()
        assert two.in_payroll() == (False, True)
        with two.a.seen():
            keeps = GrantScope.LON_DIRECT in scopes_held(mia.pk, two.a.company.pk)
        assert keeps == (not coming_terms.offer.closes_lon_direct)
        assert two.states(coming) == (State.ENDED, State.ACTIVE)
        assert all_broken(as_owner) == {}
        end(collaboration=coming, by=two.b.eva, party=BillingRecipient.FIRM, reason="Slut", at=clock.now())
        with two.a.seen():
            assert GrantScope.LON_DIRECT in scopes_held(mia.pk, two.a.company.pk)


def test_what_was_announced_is_what_both_firms_do(two: Two) -> None:
    coming = two.b.ask_for_handover(in_days(DAY))
    with two.b.seen():
        outlook = outlook_of(two.b.fresh(coming))
    accept(invitation=two.b.invitation(coming, two.ola), by=two.ola, at=clock.now(), seen=outlook.whole.digest)
    with on_the_day():
        drain_outbox()
    with two.b.seen():
        given = {grant.user.email for grant in grants_from(coming) if grant.user and grant.scope == GrantScope.PAYROLL}
    announced = {
        person.email
        for effect in outlook.coming.effects
        if effect.code in ("staff_access_opened", "client_payroll_opened")
        for person in effect.parameters["people"]  # type: ignore[attr-defined]
    }
    assert given == announced


def test_the_database_refuses_a_second_firm_whatever_tries(two: Two, as_owner: AsOwner) -> None:
    coming = two.agree()
    with two.b.seen():
        Collaboration.objects.filter(pk=coming.pk).update(takes_over_on=in_days(1))
    assert all_broken(as_owner) == {"inv_10_handovers_hold": 1}
    with pytest.raises(DatabaseError, match="Another firm still does the payroll"), transaction.atomic(), two.b.seen():
        fresh = Collaboration.objects.get(pk=coming.pk)
        fresh.state = State.ACTIVE
        follow_grants(fresh, by=None, on=clock.today(), reason="test")


def test_the_view_sees_a_moment_in_which_two_firms_had_access(two: Two, as_owner: AsOwner) -> None:
    coming = two.agree()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE accounts_accessgrant DISABLE TRIGGER one_firm")
    with on_the_day(), two.b.seen():
        fresh = Collaboration.objects.get(pk=coming.pk)
        fresh.state = State.ACTIVE
        follow_grants(fresh, by=None, on=clock.today(), reason="test")
        hand_over_when_due(collaboration=coming, at=clock.now())
    assert all_broken(as_owner)["inv_10_one_firm_in_payroll"] > 0


def test_a_switch_that_fails_changes_nothing_is_shown_and_can_be_tried_again(two: Two) -> None:
    coming = two.agree()
    with two.a.seen():
        Collaboration.objects.filter(pk=two.present.pk).update(successor=None)
    with on_the_day():
        (effect,) = [one for one in queued_effects() if one.kind == HAND_OVER]
        deliver_when_due(effect, times=5)
        with two.b.seen():
            standing = standings_of([Collaboration.objects.get(pk=coming.pk)])[0]
        assert standing.gave_up
        assert failure(standing.awaited) == "Ytterligare en byrå arbetar numera i tjänsten."  # type: ignore[arg-type]
        assert two.in_payroll() == (True, False)
        with two.a.seen():
            Collaboration.objects.filter(pk=two.present.pk).update(successor=coming)
        assert retry_held_up(collaboration=coming, by=two.b.eva)
        drain_outbox()
        assert two.in_payroll() == (False, True)


def test_a_day_that_comes_while_nobody_is_on_the_assignment_still_switches(two: Two) -> None:
    coming = two.agree()
    with two.b.seen():
        two.b.assignment.ended_at = clock.now()
        two.b.assignment.save(update_fields=["ended_at"])
    with on_the_day():
        drain_outbox()
        assert two.in_payroll() == (False, False)
    assert two.states(coming) == (State.ENDED, State.ACTIVE)


def test_a_tool_of_the_firm_changes_hands_by_the_clients_decision_too() -> None:
    a = make_cast()
    b = make_rival(a)

    terms = service_terms(offer_of("SKATT_BOKSLUT", ""), BillingRecipient.FIRM)
    activate(
        client=a.client, assignment=a.assignment, contact=a.contact, terms=terms, by=a.eva, at=clock.now()
    )  # fmt: skip
    drain_outbox()
    coming = b.accept(b.ask_for_handover(in_days(DAY), terms))
    with on_the_day():
        drain_outbox()
    assert b.fresh(coming).state == State.ACTIVE
