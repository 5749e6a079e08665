"""Start for a client with Lön Direkt: never both accesses at once, never lost, never silent."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage

from accounts import open_work
from accounts.models import AccessGrant, CompanyMembership
from accounts.open_work import OpenWork
from accounts.permissions import GrantScope
from collaborations.models import Collaboration
from collaborations.operations.ending import end
from collaborations.operations.held_up import retry_held_up
from collaborations.operations.lon_direct import deactivate_lon_direct
from collaborations.operations.members import end_person
from collaborations.queries.company_pages import LON_DIRECT_RUN
from collaborations.queries.effects import deactivation_of
from collaborations.queries.ending import end_plan_of
from collaborations.queries.facts import grants_from
from collaborations.rules.effects import LonDirectRestored
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient
from common import clock
from events.models import AuditEvent, OutboxEffect
from events.rules.effect_states import EffectState
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox

pytestmark = pytest.mark.django_db


def lon_direct_open(cast: Cast) -> bool:
    with cast.seen():
        return AccessGrant.objects.filter(scope=GrantScope.LON_DIRECT, ended_at__isnull=True).exists()


def staff_inside(cast: Cast, collaboration: Collaboration) -> bool:
    with cast.seen():
        return bool(grants_from(collaboration))


@pytest.fixture
def cast() -> Cast:
    return make_cast(lon_direct=True)


def test_after_the_acceptance_both_wait_until_lon_direkt_is_closed(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    assert collaboration.state == State.ACTIVATING
    assert lon_direct_open(cast)
    assert not staff_inside(cast, collaboration)


def test_the_effect_closes_lon_direkt_and_opens_payroll_in_one_commit(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    drain_outbox()
    after = cast.fresh(collaboration)
    assert after.state == State.ACTIVE
    assert not lon_direct_open(cast)
    assert staff_inside(cast, after)
    with cast.seen():
        grant = AccessGrant.objects.get(scope=GrantScope.LON_DIRECT)
        assert grant.ended_reason == "collaborations.start"
        assert AuditEvent.objects.filter(kind="collaborations.lon_direct_closed").count() == 1


def test_staff_and_client_are_told_by_mail_that_it_is_closed(cast: Cast, mailoutbox: list[object]) -> None:
    cast.accept(cast.activate(start_terms()))
    drain_outbox()
    told = {mail.to[0]: mail.body for mail in mailoutbox if "Lön Direkt" in str(mail.body)}  # type: ignore[attr-defined]
    people = [cast.eva, cast.jon, *cast.administrators]
    assert {user.email for user in people} <= set(told)
    assert "är stängd" in told[cast.eva.email]


def test_standard_leaves_lon_direkt_alone(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(standard_terms()))
    drain_outbox()
    assert collaboration.state == State.ACTIVE
    assert lon_direct_open(cast)


@pytest.fixture
def unfinished_run(monkeypatch: pytest.MonkeyPatch) -> list[OpenWork]:
    """Open work that payroll would report; the test decides when it is finished."""
    runs: list[OpenWork] = []
    monkeypatch.setattr(open_work, "_functions", {"payroll": lambda company_id: list(runs)})
    return runs


def test_a_run_begun_after_the_acceptance_holds_the_closing_back_until_it_is_finished(
    cast: Cast, unfinished_run: list[OpenWork]
) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    unfinished_run.append(OpenWork(LON_DIRECT_RUN, "Lönekörning november"))
    drain_outbox()
    with cast.seen():
        effect = deactivation_of(collaboration)
    assert effect is not None
    assert (effect.state, effect.attempts) == (EffectState.QUEUED, 1)
    assert "lon_direct_run_open" in effect.last_error
    assert cast.fresh(collaboration).state == State.ACTIVATING
    assert lon_direct_open(cast)
    assert not staff_inside(cast, collaboration)

    unfinished_run.clear()
    with clock.frozen(clock.now() + timedelta(seconds=10)):
        drain_outbox()
    assert cast.fresh(collaboration).state == State.ACTIVE
    assert not lon_direct_open(cast)


def test_a_closing_that_gave_up_can_be_retried_by_hand(cast: Cast, unfinished_run: list[OpenWork]) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    unfinished_run.append(OpenWork(LON_DIRECT_RUN, "Lönekörning november"))
    at = clock.now()
    for minutes in range(6):
        with clock.frozen(at + timedelta(minutes=10 * minutes)):
            drain_outbox()
    with cast.seen():
        effect = deactivation_of(collaboration)
    assert effect is not None
    assert effect.state == EffectState.DEAD
    unfinished_run.clear()
    assert retry_held_up(collaboration=collaboration, by=cast.eva)
    drain_outbox()
    assert cast.fresh(collaboration).state == State.ACTIVE


def test_there_is_nothing_to_retry_while_it_is_on_its_way_or_done(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    assert not retry_held_up(collaboration=collaboration, by=cast.eva)
    drain_outbox()
    assert not retry_held_up(collaboration=collaboration, by=cast.eva)


def test_a_second_delivery_of_the_effect_does_nothing(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    drain_outbox()
    deactivate_lon_direct(collaboration=collaboration, at=clock.now())
    with cast.seen():
        assert AuditEvent.objects.filter(kind="collaborations.lon_direct_closed").count() == 1


def test_ending_while_it_is_being_activated_leaves_lon_direkt_open(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    end(
        collaboration=collaboration,
        by=cast.administrators[0],
        party=BillingRecipient.CLIENT,
        reason="Vi ångrade oss",
        at=clock.now(),
    )
    drain_outbox()
    assert cast.fresh(collaboration).state == State.ENDED
    assert lon_direct_open(cast)


def finish(cast: Cast, collaboration: Collaboration) -> None:
    end(
        collaboration=collaboration,
        by=cast.administrators[0],
        party=BillingRecipient.CLIENT,
        reason="Vi tar över lönen själva",
        at=clock.now(),
        seen=end_plan_of(collaboration).digest,
    )
    drain_outbox()


def restored(cast: Cast, collaboration: Collaboration) -> list[str]:
    plan = end_plan_of(cast.fresh(collaboration))
    return [one.name for effect in plan.effects if isinstance(effect, LonDirectRestored) for one in effect.people]


def test_the_end_gives_lon_direkt_back_to_those_who_lost_it(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    drain_outbox()
    assert restored(cast, collaboration) == ["Mia K."]
    finish(cast, cast.fresh(collaboration))
    with cast.seen():
        lost, given = AccessGrant.objects.filter(scope=GrantScope.LON_DIRECT).order_by("pk")
        assert (given.user, given.source_type, given.source_id) == (lost.user, lost.source_type, lost.source_id)
        assert given.ended_at is None
    assert any("Lön Direkt är öppet för ert företag igen" in str(mail.body) for mail in mailoutbox)


def test_who_has_left_the_company_does_not_get_lon_direkt_back(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    drain_outbox()
    with cast.seen():
        membership = CompanyMembership.objects.get(user=cast.administrators[1])
    end_person(membership=membership, by=cast.administrators[0])
    assert restored(cast, collaboration) == []
    finish(cast, cast.fresh(collaboration))
    assert not lon_direct_open(cast)


def test_a_second_start_closes_and_gives_back_again(cast: Cast) -> None:
    for _ in range(2):
        collaboration = cast.accept(cast.activate(start_terms()))
        drain_outbox()
        assert not lon_direct_open(cast)
        finish(cast, cast.fresh(collaboration))
        assert lon_direct_open(cast)


def test_no_effect_of_the_whole_way_is_left_behind(cast: Cast) -> None:
    cast.accept(cast.activate(start_terms()))
    drain_outbox()
    with cast.seen():
        waiting = OutboxEffect.objects.exclude(state=EffectState.SENT)
        assert {effect.kind for effect in waiting} == {
            "collaborations.expire_request",
            "collaborations.send_invitation",
        }
        assert all(effect.next_attempt_at > clock.now() for effect in waiting)
