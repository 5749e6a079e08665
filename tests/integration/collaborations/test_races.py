"""Two clicks, one effect: many at once on real connections."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections, transaction

from collaborations.models import Collaboration
from collaborations.operations.activation import activate
from collaborations.operations.answers import accept, decline
from collaborations.operations.ending import end
from collaborations.operations.lon_direct import deactivate_lon_direct
from collaborations.operations.refusals import Blocked, InvitationGone, UnlinkedGone
from collaborations.operations.requests import withdraw
from collaborations.queries.facts import grants_from
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.states import State, TransitionNotAllowed
from collaborations.rules.terms import BillingRecipient
from common import clock
from common.scoping import no_scope
from events.models import AuditEvent
from tests.factories.collaborations import Cast, make_cast, make_unlinked, standard_terms, start_terms

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 20


def together(work: Callable[[int], object], times: int = AT_ONCE) -> list[object]:
    """Run the same intention on as many connections; what each raised or returned."""

    def one(number: int) -> object:
        try:
            with no_scope(), transaction.atomic():
                return work(number)
        except (Blocked, InvitationGone, TransitionNotAllowed, UnlinkedGone) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def done(results: list[object]) -> int:
    return sum(not isinstance(result, Exception) for result in results)


@pytest.fixture
def cast() -> Iterator[Cast]:
    with transaction.atomic():
        made = make_cast(lon_direct=True)
    yield made


def requested(cast: Cast) -> Collaboration:
    with transaction.atomic():
        return cast.activate(start_terms())


def count_events(cast: Cast, kind: str) -> int:
    with transaction.atomic(), cast.seen():
        return AuditEvent.objects.filter(kind=kind).count()


def test_twenty_activations_make_one_request_and_nineteen_clear_answers(cast: Cast) -> None:
    results = together(lambda number: cast.activate(start_terms(), by=(cast.eva, cast.jon)[number % 2]))
    assert done(results) == 1
    codes = {result.plan.blockers[0].code for result in results if isinstance(result, Blocked)}
    assert codes == {BlockerCode.REQUEST_OPEN}
    assert count_events(cast, "collaborations.requested") == 1


def test_twenty_acceptances_by_two_administrators_have_one_effect(cast: Cast) -> None:
    collaboration = requested(cast)
    with transaction.atomic():
        invitations = [(cast.invitation(collaboration, user), user) for user in cast.administrators]

    def answer(number: int) -> object:
        invitation, user = invitations[number % 2]
        return accept(invitation=invitation, by=user, at=clock.now())

    assert done(together(answer)) == 1
    assert count_events(cast, "collaborations.accepted") == 1


def test_accepting_declining_and_withdrawing_at_once_leave_one_answer(cast: Cast) -> None:
    collaboration = requested(cast)
    ola = cast.administrators[0]
    with transaction.atomic():
        invitation = cast.invitation(collaboration, ola)

    def answer(number: int) -> object:
        if number % 3 == 0:
            return accept(invitation=invitation, by=ola, at=clock.now())
        if number % 3 == 1:
            return decline(invitation=invitation, by=ola, reason="Nej", at=clock.now())
        return withdraw(collaboration=collaboration, by=cast.eva, at=clock.now())

    assert done(together(answer)) == 1
    kinds = ("collaborations.accepted", "collaborations.declined", "collaborations.withdrawn")
    assert sum(count_events(cast, kind) for kind in kinds) == 1


def test_the_closing_of_lon_direkt_delivered_twenty_times_happens_once(cast: Cast) -> None:
    collaboration = requested(cast)
    with transaction.atomic():
        collaboration = cast.accept(collaboration)
    together(lambda number: deactivate_lon_direct(collaboration=collaboration, at=clock.now()))
    assert count_events(cast, "collaborations.lon_direct_closed") == 1
    with transaction.atomic():
        assert cast.fresh(collaboration).state == State.ACTIVE


def test_ending_while_lon_direkt_is_being_closed_leaves_nobody_inside(cast: Cast) -> None:
    collaboration = requested(cast)
    with transaction.atomic():
        collaboration = cast.accept(collaboration)

    def either(number: int) -> object:
        if number % 2:
            return deactivate_lon_direct(collaboration=collaboration, at=clock.now())
        return end(
            collaboration=collaboration,
            by=cast.eva,
            party=BillingRecipient.FIRM,
            reason="Fel kund",
            at=clock.now(),
        )

    together(either)
    assert count_events(cast, "collaborations.ended") == 1
    with transaction.atomic():
        assert cast.fresh(collaboration).state == State.ENDED
        with cast.seen():
            assert grants_from(collaboration) == []


def test_two_who_connect_the_same_imported_collaboration_make_one_request() -> None:
    with transaction.atomic():
        cast = make_cast()
        row = make_unlinked(cast.firm, by=cast.eva, number=cast.company.corporate_identity_number)
    usual: dict[str, Any] = {"client": cast.client, "assignment": cast.assignment, "contact": cast.contact}
    results = together(
        lambda _number: activate(**usual, terms=standard_terms(), by=cast.eva, at=clock.now(), unlinked_id=row.pk), 4
    )
    assert done(results) == 1
    assert {type(result) for result in results} == {Collaboration, UnlinkedGone}
    assert count_events(cast, "collaborations.connected") == count_events(cast, "collaborations.requested") == 1
