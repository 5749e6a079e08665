"""An end after a last day: everything goes on until then, it can be cancelled, and it comes by itself."""

from copy import deepcopy
from datetime import date, datetime, timedelta

import pytest

from accounts.permissions import GrantScope
from accounts.queries import scopes_held
from collaborations.models import Collaboration
from collaborations.operations.ending import cancel_end, end, schedule_end
from collaborations.operations.refusals import EndedByOther, LastDayPassed, PlanChanged
from collaborations.operations.work import after
from collaborations.queries.ending import end_plan_of
from collaborations.rules.states import State, TransitionNotAllowed
from collaborations.rules.terms import BillingRecipient
from common import clock
from events.models import OutboxEffect
from tests.factories.collaborations import Cast, make_cast, standard_terms
from tests.factories.effects import drain_outbox

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(standing: None) -> tuple[Cast, Collaboration]:
    cast = make_cast()
    collaboration = cast.accept(cast.activate(standard_terms()))
    drain_outbox()
    return cast, collaboration


@pytest.fixture
def at_work(made: tuple[Cast, Collaboration], db: None) -> tuple[Cast, Collaboration]:
    return deepcopy(made)


@pytest.fixture
def cast(at_work: tuple[Cast, Collaboration]) -> Cast:
    return at_work[0]


@pytest.fixture
def working(at_work: tuple[Cast, Collaboration]) -> Collaboration:
    return at_work[1]


def schedule(
    cast: Cast,
    collaboration: Collaboration,
    day: date,
    *,
    seen: str | None = None,
    party: BillingRecipient = BillingRecipient.FIRM,
) -> Collaboration:
    return schedule_end(
        collaboration=collaboration,
        by=cast.eva if party is BillingRecipient.FIRM else cast.administrators[0],
        party=party,
        reason="Kunden anställer en egen löneansvarig",
        last_day=day,
        at=clock.now(),
        seen=seen,
    )


def in_days(number: int) -> date:
    return clock.today() + timedelta(days=number)


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.STOCKHOLM)


def does_payroll(cast: Cast) -> bool:
    with cast.seen():
        return GrantScope.PAYROLL in scopes_held(cast.eva.pk, cast.company.pk)


def test_until_the_last_day_everybody_keeps_what_they_have(cast: Cast, working: Collaboration) -> None:
    ending = schedule(cast, working, in_days(10), seen=end_plan_of(working, in_days(10)).digest)
    assert (ending.state, ending.ends_on) == (State.ENDING, in_days(10))
    with clock.frozen(at_noon(in_days(10))):
        drain_outbox()
        assert does_payroll(cast)
    assert cast.fresh(working).state == State.ENDING


def test_when_the_last_day_has_passed_it_ends_by_itself_and_access_closes(cast: Cast, working: Collaboration) -> None:
    schedule(cast, working, in_days(10))
    with clock.frozen(after(in_days(10))):
        drain_outbox()
    ended = cast.fresh(working)
    assert (ended.state, ended.ended_by_party) == (State.ENDED, BillingRecipient.FIRM)
    assert ended.ended_at == after(in_days(10))
    assert not does_payroll(cast)


def test_a_cancelled_end_does_not_come(cast: Cast, working: Collaboration) -> None:
    schedule(cast, working, in_days(10))
    going_on = cancel_end(collaboration=working, by=cast.sven, party=BillingRecipient.FIRM, at=clock.now())
    assert (going_on.state, going_on.ends_on, going_on.end_reason) == (State.ACTIVE, None, "")
    with clock.frozen(after(in_days(11))):
        drain_outbox()
        assert does_payroll(cast)
    assert cast.fresh(working).state == State.ACTIVE


@pytest.mark.parametrize(
    ("decided_by", "other"),
    [(BillingRecipient.FIRM, BillingRecipient.CLIENT), (BillingRecipient.CLIENT, BillingRecipient.FIRM)],
)
def test_only_the_party_that_decided_the_end_can_cancel_it(
    cast: Cast, working: Collaboration, decided_by: BillingRecipient, other: BillingRecipient
) -> None:
    schedule(cast, working, in_days(10), party=decided_by)
    with pytest.raises(EndedByOther) as refused:
        cancel_end(collaboration=working, by=cast.eva, party=other, at=clock.now())
    assert refused.value.party is decided_by
    assert (cast.fresh(working).state, cast.fresh(working).ends_on) == (State.ENDING, in_days(10))
    assert cancel_end(collaboration=working, by=cast.eva, party=decided_by, at=clock.now()).state == State.ACTIVE


def test_another_last_day_after_a_cancelled_one_counts_alone(cast: Cast, working: Collaboration) -> None:
    schedule(cast, working, in_days(3))
    cancel_end(collaboration=working, by=cast.eva, party=BillingRecipient.FIRM, at=clock.now())
    schedule(cast, working, in_days(20))
    with clock.frozen(after(in_days(3))):
        drain_outbox()
    assert cast.fresh(working).state == State.ENDING
    with clock.frozen(after(in_days(20))):
        drain_outbox()
    assert cast.fresh(working).state == State.ENDED


def test_both_parties_are_told_when_it_is_decided_when_it_is_cancelled_and_when_it_comes(
    cast: Cast, working: Collaboration
) -> None:
    schedule(cast, working, in_days(10))
    cancel_end(collaboration=working, by=cast.eva, party=BillingRecipient.FIRM, at=clock.now())
    schedule(cast, working, in_days(12))
    drain_outbox()
    with clock.frozen(after(in_days(12))):
        drain_outbox()
    told = OutboxEffect.objects.filter(kind="collaborations.send_news", subject_id=working.pk)
    with cast.seen():
        occasions = [one.payload["occasion"] for one in told]
    for party in ("firm", "client"):
        assert occasions.count(f"ending_{party}") >= 2
        assert occasions.count(f"end_cancelled_{party}") >= 1
        assert occasions.count(f"ended_{party}") >= 1


def test_a_day_that_has_passed_and_an_older_plan_are_refused(cast: Cast, working: Collaboration) -> None:
    with pytest.raises(LastDayPassed):
        schedule(cast, working, in_days(-1))
    with pytest.raises(PlanChanged):
        schedule(cast, working, in_days(5), seen=end_plan_of(working, in_days(6)).digest)
    assert cast.fresh(working).state == State.ACTIVE


def test_it_can_still_end_at_once_and_nothing_is_left_to_cancel(cast: Cast, working: Collaboration) -> None:
    schedule(cast, working, in_days(10))
    end(collaboration=working, by=cast.eva, party=BillingRecipient.FIRM, reason="Brådskande", at=clock.now())
    with pytest.raises(TransitionNotAllowed):
        cancel_end(collaboration=working, by=cast.eva, party=BillingRecipient.FIRM, at=clock.now())
    assert cast.fresh(working).end_reason == "Brådskande"
