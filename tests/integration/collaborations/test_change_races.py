"""Two who change, end or answer at the same moment: one effect, and a clear answer for the other."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections, transaction

from accounts.models import AccessGrant
from accounts.permissions import GrantScope
from collaborations.models import Collaboration, CollaborationChange
from collaborations.operations.change_answers import accept_change, decline_change
from collaborations.operations.changes import cancel_change, change, change_when_due
from collaborations.operations.ending import end, schedule_end
from collaborations.operations.refusals import Refused
from collaborations.queries.changes import Proposed
from collaborations.queries.facts import grants_from
from collaborations.rules.changes import OPEN_CHANGES, ChangeState, Role
from collaborations.rules.states import State, TransitionNotAllowed
from collaborations.rules.terms import BillingRecipient, Terms
from common import clock
from common.scoping import no_scope
from events.models import AuditEvent
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def together(work: Callable[[int], object]) -> list[object]:
    """Run the same intention on as many connections; what each raised or returned."""

    def one(number: int) -> object:
        try:
            with no_scope(), transaction.atomic():
                return work(number)
        except (Refused, TransitionNotAllowed) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def done(results: list[object]) -> int:
    return sum(not isinstance(result, Exception) for result in results)


def active(terms: Terms) -> tuple[Cast, Collaboration]:
    with transaction.atomic():
        cast = make_cast(lon_direct=True)
        collaboration = cast.accept(cast.activate(terms))
    drain_outbox()
    return cast, collaboration


@pytest.fixture
def standard() -> Iterator[tuple[Cast, Collaboration]]:
    yield active(standard_terms())


@pytest.fixture
def in_start() -> Iterator[tuple[Cast, Collaboration]]:
    yield active(start_terms())


def send(cast: Cast, collaboration: Collaboration, terms: Terms, *, days: int = 0) -> CollaborationChange:
    day = clock.today() + timedelta(days=days) if days else None
    proposed = Proposed(terms, cast.assignment, day)
    return change(collaboration=collaboration, proposed=proposed, by=cast.eva, role=Role.FIRM, at=clock.now())


def count_events(cast: Cast, kind: str) -> int:
    with transaction.atomic(), cast.seen():
        return AuditEvent.objects.filter(kind=kind).count()


def open_changes(cast: Cast) -> int:
    with transaction.atomic(), cast.seen():
        return CollaborationChange.objects.filter(state__in=OPEN_CHANGES).count()


def test_two_changes_at_once_are_one_change_and_a_clear_answer(standard: tuple[Cast, Collaboration]) -> None:
    cast, collaboration = standard
    results = together(lambda number: send(cast, collaboration, start_terms(months=(3, 12)[number % 2]), days=5))
    assert done(results) == 1
    assert count_events(cast, "collaborations.change_decided") == 1
    assert open_changes(cast) == 1


def test_changing_while_an_end_is_decided_leaves_no_change_waiting(standard: tuple[Cast, Collaboration]) -> None:
    cast, collaboration = standard

    def either(number: int) -> object:
        if number % 2:
            return send(cast, collaboration, start_terms(), days=5)
        return schedule_end(
            collaboration=collaboration, by=cast.jon, party=BillingRecipient.FIRM, reason="Klart",
            last_day=clock.today() + timedelta(days=9), at=clock.now(),
        )  # fmt: skip

    together(either)
    with transaction.atomic():
        assert cast.fresh(collaboration).state == State.ENDING
    assert open_changes(cast) == 0


def test_ending_while_the_change_is_carried_out_leaves_nobody_inside(standard: tuple[Cast, Collaboration]) -> None:
    cast, collaboration = standard
    with transaction.atomic():
        planned = send(cast, collaboration, start_terms(), days=1)
    due = clock.now() + timedelta(days=2)

    def either(number: int) -> object:
        if number % 2:
            return change_when_due(change=planned, at=due)
        return end(collaboration=collaboration, by=cast.eva, party=BillingRecipient.FIRM, reason="Nej", at=due)

    together(either)
    assert count_events(cast, "collaborations.changed") <= 1
    assert count_events(cast, "collaborations.ended") == 1
    assert open_changes(cast) == 0
    with transaction.atomic(), cast.seen():
        assert grants_from(collaboration) == []
        assert AccessGrant.objects.filter(scope=GrantScope.LON_DIRECT, ended_at__isnull=True).count() == 1


def test_a_due_change_delivered_many_times_happens_once(standard: tuple[Cast, Collaboration]) -> None:
    cast, collaboration = standard
    with transaction.atomic():
        planned = send(cast, collaboration, start_terms(), days=1)
    together(lambda number: change_when_due(change=planned, at=clock.now() + timedelta(days=2)))
    assert count_events(cast, "collaborations.changed") == 1
    with transaction.atomic():
        assert cast.fresh(collaboration).variant == "START"


def test_accepting_declining_and_taking_back_at_once_leave_one_answer(in_start: tuple[Cast, Collaboration]) -> None:
    cast, collaboration = in_start
    with transaction.atomic():
        asked = send(cast, collaboration, standard_terms(billing=BillingRecipient.FIRM))
    ola = cast.administrators[0]

    def answer(number: int) -> object:
        if number % 3 == 0:
            return accept_change(change=asked, by=ola, at=clock.now())
        if number % 3 == 1:
            return decline_change(change=asked, by=ola, reason="Nej", at=clock.now())
        return cancel_change(change=asked, by=cast.eva, role=Role.FIRM, at=clock.now())

    assert done(together(answer)) == 1
    kinds = ("change_accepted", "change_declined", "change_withdrawn")
    assert sum(count_events(cast, f"collaborations.{kind}") for kind in kinds) == 1
    with transaction.atomic(), cast.seen():
        state = CollaborationChange.objects.get().state
    with transaction.atomic():
        assert (cast.fresh(collaboration).variant == "STANDARD") == (state == ChangeState.DONE)
