"""Activating for many: judged, confirmed once, and carried out for each client on its own."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import FirmMembership
from accounts.permissions import ClientAccess
from advisor.models import AssignmentParticipant, Client
from advisor.operations.contacts import add_contact
from collaborations.models import BulkActivation, BulkItem, Collaboration
from collaborations.operations import bulk as operations
from collaborations.operations.bulk import (
    choose_for_client,
    discard,
    give_up_judging,
    leave_out,
    propose,
    repeat,
)
from collaborations.operations.bulk_carrying_out import confirm
from collaborations.operations.refusals import (
    BulkChanged,
    BulkGone,
    ForeignChoice,
    NoClients,
    NothingToActivate,
    TermsRefused,
    TooManyClients,
)
from collaborations.rules.bulk import BulkState, ItemState, NotDone
from collaborations.rules.terms import BillingRecipient
from common import clock
from common.rls import as_system
from events.models import AuditEvent, OutboxEffect
from tests.factories.advisor import make_assignment
from tests.factories.bulk import further_client, items_in, proposed
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import deliver, deliver_when_due, drain_outbox, queued_effects

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """A client whose company has an account and Lön Direkt."""
    return make_cast(lon_direct=True)


def confirmed(cast: Cast, bulk: BulkActivation) -> None:
    with as_system(reason="test", firm_id=cast.firm.pk):
        fresh = BulkActivation.objects.get(pk=bulk.pk)
        confirm(bulk=fresh, seen=fresh.version, by=cast.eva, at=clock.now())


def states_of(bulk: BulkActivation) -> list[str]:
    return [item.state for item in items_in(bulk)]


def collaborations_of(client: Client) -> list[Collaboration]:
    with as_system(reason="test", firm_id=client.firm_id):
        return list(Collaboration.objects.filter(client=client))


def effects_of_kind(kind: str) -> list[OutboxEffect]:
    return [effect for effect in queued_effects() if effect.kind == f"collaborations.{kind}"]


def test_each_client_is_judged_and_those_that_can_be_are_activated_once(cast: Cast) -> None:
    newcomer, faulty = further_client(cast, "Ny AB"), further_client(cast, "Utan AB", email="")
    bulk = proposed(cast, [cast.client, newcomer, faulty], start_terms())
    asked, new, blocked = items_in(bulk)
    assert (asked.scenario, asked.waits_for_answer, asked.people["lon_direct_closed"]) == ("S5", True, 1)
    assert (new.scenario, new.waits_for_answer, new.asks_for_contact) == ("S1", False, True)
    assert [one.code for one in blocked.blockers] == ["contact_without_email"]
    confirmed(cast, bulk)
    assert not collaborations_of(newcomer), "nothing is carried out while the person waits"
    drain_outbox()
    assert states_of(bulk) == [ItemState.REQUESTED, ItemState.ACTIVATED, ItemState.BLOCKED]
    assert [one.state for one in collaborations_of(cast.client)] == ["REQUESTED"]
    assert [one.state for one in collaborations_of(newcomer)] == ["ACTIVE"]
    assert collaborations_of(faulty) == []


def test_a_second_confirmation_and_a_repeated_delivery_change_nothing(cast: Cast) -> None:
    newcomer = further_client(cast, "Ny AB")
    bulk = proposed(cast, [newcomer], start_terms())
    confirmed(cast, bulk)
    with pytest.raises(BulkGone):
        confirmed(cast, bulk)
    (begin,) = effects_of_kind("begin_bulk")
    deliver(begin)
    deliver(begin)
    (activate,) = effects_of_kind("activate_in_bulk")
    deliver(activate)
    deliver(activate)
    drain_outbox()
    assert len(collaborations_of(newcomer)) == 1
    with as_system(reason="test", firm_id=cast.firm.pk):
        kinds = Counter(AuditEvent.objects.filter(firm_id=cast.firm.pk).values_list("kind", flat=True))
    assert (kinds["collaborations.bulk_confirmed"], kinds["collaborations.started_at_once"]) == (1, 1)


def test_a_worker_that_dies_before_the_end_has_done_nothing_and_the_next_one_does_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    newcomer, other = further_client(cast, "Ny AB"), further_client(cast, "Annan AB")
    bulk = proposed(cast, [newcomer, other], start_terms())
    confirmed(cast, bulk)
    deliver(effects_of_kind("begin_bulk")[0])
    first, second = effects_of_kind("activate_in_bulk")

    def killed(*args: object) -> None:
        raise SystemError("the machine went away after the activation, before the commit")

    with monkeypatch.context() as patched:
        patched.setattr("collaborations.operations.bulk_carrying_out._finish", killed)
        deliver(first)
    assert collaborations_of(newcomer) == []
    assert states_of(bulk) == [ItemState.QUEUED, ItemState.QUEUED]
    deliver(second)
    assert states_of(bulk) == [ItemState.QUEUED, ItemState.ACTIVATED], "one client's trouble is not another's"
    deliver_when_due(first, times=2)
    assert states_of(bulk) == [ItemState.ACTIVATED, ItemState.ACTIVATED]
    assert len(collaborations_of(newcomer)) == 1


def test_what_fails_every_time_is_said_in_the_result(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    bulk = proposed(cast, [further_client(cast, "Ny AB")], start_terms())
    confirmed(cast, bulk)
    deliver(effects_of_kind("begin_bulk")[0])

    def fails(*args: object) -> None:
        raise SystemError("always")

    monkeypatch.setattr("collaborations.operations.bulk_carrying_out._activated", fails)
    deliver_when_due(effects_of_kind("activate_in_bulk")[0], times=6)
    (item,) = items_in(bulk)
    assert (item.state, item.reason) == (ItemState.REFUSED, NotDone.FAILED)


def test_other_consequences_than_those_previewed_are_not_carried_out(cast: Cast) -> None:
    """A new colleague on the assignment would get access: nobody has read that."""
    newcomer, bare = further_client(cast, "Ny AB"), further_client(cast, "Bar AB")
    bulk = proposed(cast, [newcomer, bare], start_terms())
    confirmed(cast, bulk)
    (item, _other) = items_in(bulk)
    with as_system(reason="test", firm_id=cast.firm.pk):
        assert item.assignment_id is not None
        AssignmentParticipant.objects.create(firm=cast.firm, assignment_id=item.assignment_id, user=cast.jon)
        Client.objects.filter(pk=bare.pk).update(street="")
    drain_outbox()
    changed, blocked = items_in(bulk)
    assert (changed.state, changed.reason) == (ItemState.REFUSED, NotDone.CHANGED)
    assert (blocked.state, blocked.reason) == (ItemState.REFUSED, NotDone.BLOCKED)
    assert [one.code for one in blocked.blockers] == ["address_incomplete"]
    assert collaborations_of(newcomer) == collaborations_of(bare) == []
    with as_system(reason="test", firm_id=cast.firm.pk):
        again = repeat(bulk=BulkActivation.objects.get(pk=bulk.pk), by=cast.eva, at=clock.now())
    assert states_of(again) == [ItemState.READY, ItemState.BLOCKED], "begun again, they are judged as they are now"


def test_nothing_is_carried_out_for_somebody_who_no_longer_reaches_the_client(cast: Cast) -> None:
    newcomer = further_client(cast, "Ny AB")
    bulk = proposed(cast, [newcomer], start_terms(), by=cast.sven)
    confirmed(cast, bulk)
    with as_system(reason="test", firm_id=cast.firm.pk):
        FirmMembership.objects.filter(user=cast.sven).update(client_access=ClientAccess.OWN)
    drain_outbox()
    assert [item.reason for item in items_in(bulk)] == [NotDone.OUT_OF_REACH]
    assert collaborations_of(newcomer) == []


def test_only_the_preview_that_was_seen_can_be_confirmed(cast: Cast) -> None:
    newcomer = further_client(cast, "Ny AB")
    bulk = proposed(cast, [newcomer], start_terms())
    (item,) = items_in(bulk)
    with as_system(reason="test", firm_id=cast.firm.pk):
        leave_out(item=item, is_left_out=True)
        with pytest.raises(BulkChanged):
            confirm(bulk=bulk, seen=bulk.version, by=cast.eva, at=clock.now())
        with pytest.raises(NothingToActivate):
            confirm(bulk=bulk, seen=bulk.version + 1, by=cast.eva, at=clock.now())
        leave_out(item=item, is_left_out=False)
    assert states_of(bulk) == [ItemState.READY]
    with as_system(reason="test", firm_id=cast.firm.pk):
        discard(bulk=bulk, by=cast.eva)
        with pytest.raises(BulkGone):
            propose(bulk=bulk, terms=start_terms(), by=cast.eva)
    assert not effects_of_kind("begin_bulk")


def test_another_contact_mends_a_client_and_a_foreign_one_is_refused(cast: Cast) -> None:
    faulty = further_client(cast, "Utan AB", email="")
    bulk = proposed(cast, [faulty], start_terms())
    (item,) = items_in(bulk)
    with as_system(reason="test", firm_id=cast.firm.pk):
        reached = add_contact(
            client=faulty, by=cast.eva, given_name="Pia", family_name="Ek", email="pia@example.se",
            is_administrator=True,
        )  # fmt: skip
        with pytest.raises(ForeignChoice):
            choose_for_client(item=item, assignment=item.assignment, contact=cast.contact)
        choose_for_client(item=item, assignment=item.assignment, contact=reached)
    (item,) = items_in(bulk)
    assert (item.state, item.contact_id) == (ItemState.READY, reached.pk)


def test_of_several_assignments_the_persons_own_is_used_and_another_can_be_chosen(cast: Cast) -> None:
    second = make_assignment(cast.client, owner=cast.sven, name="Bokslut")
    (item,) = items_in(proposed(cast, [cast.client], start_terms(), by=cast.sven))
    assert item.assignment_id == second.pk
    bulk = proposed(cast, [cast.client], start_terms())
    (item,) = items_in(bulk)
    assert item.assignment_id == cast.assignment.pk
    with as_system(reason="test", firm_id=cast.firm.pk):
        choose_for_client(item=item, assignment=second, contact=item.contact)
    (after,) = items_in(bulk)
    assert (after.assignment_id, after.state) == (second.pk, ItemState.READY)
    assert after.digest != item.digest


def test_terms_that_are_not_offered_and_nobody_or_too_many_are_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_system(reason="test", firm_id=cast.firm.pk):
        with pytest.raises(NoClients):
            operations.choose_clients(firm=cast.firm, client_ids=[], by=cast.eva, at=clock.now())
        bulk = operations.choose_clients(firm=cast.firm, client_ids=[cast.client.pk], by=cast.eva, at=clock.now())
        with pytest.raises(TermsRefused):
            propose(bulk=bulk, terms=start_terms(billing=BillingRecipient.CLIENT), by=cast.eva)
        monkeypatch.setattr(operations, "MOST_CLIENTS", 1)
        with pytest.raises(TooManyClients):
            operations.choose_clients(firm=cast.firm, client_ids=[cast.client.pk] * 2, by=cast.eva, at=clock.now())
    assert bulk.state == BulkState.CHOSEN


def test_many_are_judged_in_the_background_and_never_under_terms_that_were_left(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "JUDGED_AT_ONCE", 1)
    monkeypatch.setattr(operations, "JUDGED_PER_STEP", 1)
    clients = [cast.client, further_client(cast, "Ny AB"), further_client(cast, "Annan AB")]
    bulk = proposed(cast, clients, start_terms())
    former = effects_of_kind("judge_bulk")
    assert states_of(bulk) == [ItemState.READY, ItemState.WAITING, ItemState.WAITING]
    with as_system(reason="test", firm_id=cast.firm.pk):
        with pytest.raises(BulkChanged):
            confirm(bulk=bulk, seen=bulk.version, by=cast.eva, at=clock.now())
        propose(bulk=bulk, terms=standard_terms(), by=cast.eva)
    for effect in former:
        deliver(effect)
    assert states_of(bulk) == [ItemState.READY, ItemState.WAITING, ItemState.WAITING]
    drain_outbox()
    assert states_of(bulk) == [ItemState.READY] * 3
    assert all(item.waits_for_answer for item in items_in(bulk)), "in Standard everybody is asked"


def test_what_cannot_be_judged_is_passed_over(cast: Cast) -> None:
    bulk = proposed(cast, [cast.client], start_terms())
    with as_system(reason="test", firm_id=cast.firm.pk):
        BulkItem.objects.filter(bulk=bulk).update(state=ItemState.WAITING)
        give_up_judging(bulk_id=bulk.pk, version=bulk.version, start=0)
    (item,) = items_in(bulk)
    assert (item.state, item.reason) == (ItemState.BLOCKED, NotDone.FAILED)


def test_judging_one_more_client_costs_a_fixed_number_of_statements(cast: Cast) -> None:
    clients = [further_client(cast, f"Bolag {number} AB") for number in range(4)]

    def statements(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            proposed(cast, clients[:number], start_terms())
        return len(captured)

    one, two, four = statements(1), statements(2), statements(4)
    assert four - two == 2 * (two - one)
    assert two - one <= 30
