"""A service that somebody else runs: nothing begins before its access is confirmed, and nothing is lost."""

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection

from collaborations.catalogue import offers
from collaborations.models import Collaboration, ServiceAccess, WebhookDelivery
from collaborations.operations import handing_over
from collaborations.operations.ending import end
from collaborations.operations.held_up import retry_held_up
from collaborations.operations.provider_settings import rotate_secret
from collaborations.operations.provisioning import provision
from collaborations.operations.redelivery import send_again, send_test
from collaborations.queries.badges import badges_of_clients
from collaborations.queries.facts import grants_from
from collaborations.queries.providers import is_provided
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient, Offer, service_terms
from common import clock
from events.models import AuditEvent
from events.operations import record
from events.rules.effect_states import EffectState
from tests.factories.collaborations import Cast, make_cast
from tests.factories.effects import drain_outbox
from tests.factories.provider_server import Provider
from tests.factories.providers import make_waiting, note_here, provision_effect, use_webhook
from tests.faults.behind import broken_invariants
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
Waiting = Callable[[], Collaboration]


made_cast, cast = made_once("cast", lambda: make_cast(lon_direct=True))


@pytest.fixture
def waiting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Waiting:
    return lambda: make_waiting(cast, monkeypatch)


def deliveries(cast: Cast) -> list[WebhookDelivery]:
    with cast.seen():
        return list(WebhookDelivery.objects.order_by("pk"))


def access(cast: Cast) -> ServiceAccess | None:
    with cast.seen():
        return ServiceAccess.objects.first()


def later(seconds: int) -> None:
    with clock.frozen(clock.now() + timedelta(seconds=seconds)):
        drain_outbox()


def give_up() -> None:
    for minutes in range(6):
        later(600 * minutes)


def finish(cast: Cast, collaboration: Collaboration) -> AuditEvent:
    """End, and ask for the access to be closed, as the plan of an end does."""
    with cast.seen():
        ended = end(
            collaboration=collaboration, by=cast.eva, party=BillingRecipient.FIRM, reason="Byter", at=clock.now()
        )
        cause = record("collaborations.ended", by=None, subject=ended, firm_id=cast.firm.pk, company_id=cast.company.pk)
        provision(ended, action="close", cause=cause, by=None)
    return cause


def test_without_settings_access_is_noted_here_and_the_collaboration_begins(cast: Cast, waiting: Waiting) -> None:
    collaboration = waiting()
    assert collaboration.state == State.ACTIVATING
    assert access(cast) is None
    drain_outbox()
    after = cast.fresh(collaboration)
    assert after.state == State.ACTIVE
    with cast.seen():
        assert grants_from(after)
        told = AuditEvent.objects.get(kind="collaborations.access_opened")
    assert told.actor_id == cast.administrators[0].pk
    assert access(cast) is not None
    assert deliveries(cast) == []


def test_the_link_of_the_firm_leads_to_the_service_and_follows_when_it_changes(cast: Cast, waiting: Waiting) -> None:
    note_here(cast, "https://tjanst.example/")
    waiting()
    drain_outbox()
    assert (found := access(cast)) and found.link == "https://tjanst.example/"
    note_here(cast, "https://ny.example/")
    assert (found := access(cast)) and found.link == "https://ny.example/"


def test_a_webhook_is_signed_and_its_confirmation_lets_the_collaboration_begin(
    cast: Cast, waiting: Waiting, provider: Provider
) -> None:
    _settings, secret = use_webhook(cast, provider.address)
    collaboration = waiting()
    assert provider.calls == []
    drain_outbox()
    (call,) = provider.calls
    signed = call.headers["Lonsam-Timestamp"].encode() + b"." + call.body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    assert call.headers["Lonsam-Signature"] == f"v1={expected}"
    assert call.headers["Idempotency-Key"] == str(provision_effect(cast).pk)
    assert call.headers["Host"] == f"localhost:{provider.port}"
    assert cast.fresh(collaboration).state == State.ACTIVE
    (delivery,) = deliveries(cast)
    assert (delivery.status, delivery.error, delivery.attempt) == (200, "", 1)


def test_the_message_says_who_works_for_whom_in_what(cast: Cast, waiting: Waiting, provider: Provider) -> None:
    use_webhook(cast, provider.address)
    collaboration = waiting()
    drain_outbox()
    message = json.loads(provider.calls[0].body)
    effect = provision_effect(cast)
    assert (message["id"], message["event"]) == (str(effect.pk), str(effect.cause_id))
    assert (message["action"], message["service"], message["variant"]) == ("open", "LON_SMART", "START")
    assert message["collaboration"] == str(collaboration.pk)
    for party, organisation in (("firm", cast.firm), ("company", cast.company)):
        number = organisation.corporate_identity_number
        assert message[party] == {"name": organisation.name, "corporate_identity_number": number}
    people = {(person["email"], person["party"]) for person in message["people"]}
    staff = {(user.email, "FIRM") for user in (cast.eva, cast.jon)}
    assert people == staff | {(user.email, "CLIENT") for user in cast.administrators}
    assert message["period"]["months"] == 12
    assert message["terms"]["version"] == collaboration.terms_version


def test_an_answer_that_repeats_the_message_leaves_no_person_and_no_secret_in_the_log(
    cast: Cast, waiting: Waiting, provider: Provider
) -> None:
    _settings, secret = use_webhook(cast, provider.address)
    waiting()
    provider.status, provider.answer = 500, f"{secret} {cast.eva.email} Eva Lind hos {cast.eva.full_name} finns redan"
    drain_outbox()
    kept = deliveries(cast)[0].answer
    assert "finns redan" in kept
    for private in (secret, cast.eva.email, "Eva", "Lind"):
        assert private not in kept


@pytest.mark.parametrize("status", [400, 404, 409, 500, 503])
def test_an_error_leaves_it_activating_and_is_tried_again_under_the_same_key(
    cast: Cast, waiting: Waiting, provider: Provider, status: int
) -> None:
    use_webhook(cast, provider.address)
    provider.status = status
    collaboration = waiting()
    drain_outbox()
    assert cast.fresh(collaboration).state == State.ACTIVATING
    assert access(cast) is None
    (failed,) = deliveries(cast)
    assert (failed.status, failed.error) == (status, "status")
    effect = provision_effect(cast)
    assert (effect.state, effect.attempts) == (EffectState.QUEUED, 1)
    assert "provider_status" in effect.last_error
    provider.status = 204
    later(10)
    assert cast.fresh(collaboration).state == State.ACTIVE
    assert len({call.headers["Idempotency-Key"] for call in provider.calls}) == 1
    assert [(one.attempt, one.status) for one in deliveries(cast)] == [(1, status), (2, 204)]


@pytest.mark.parametrize("how", ["waits", "drips"])
def test_a_provider_that_does_not_come_to_an_end_is_cut_off(
    cast: Cast, waiting: Waiting, provider: Provider, how: str
) -> None:
    use_webhook(cast, provider.address)
    provider.waits, provider.drips = (threading.Event() if how == "waits" else None), how == "drips"
    collaboration = waiting()
    drain_outbox(rounds=1)
    (delivery,) = deliveries(cast)
    assert (delivery.error, delivery.status) == ("timeout", None)
    assert 900 <= delivery.duration < 4000
    assert cast.fresh(collaboration).state == State.ACTIVATING


def test_a_redirect_is_not_followed(cast: Cast, waiting: Waiting, provider: Provider) -> None:
    use_webhook(cast, provider.address)
    provider.status, provider.headers = 307, {"Location": f"https://localhost:{provider.port}/annat"}
    collaboration = waiting()
    drain_outbox()
    assert [call.path for call in provider.calls] == ["/hook"]
    assert deliveries(cast)[0].error == "redirect"
    assert cast.fresh(collaboration).state == State.ACTIVATING


def test_a_certificate_that_nobody_vouches_for_is_refused(
    cast: Cast, waiting: Waiting, provider: Provider, settings: Any
) -> None:
    settings.WEBHOOK_CA_FILE = ""
    use_webhook(cast, provider.address)
    waiting()
    drain_outbox()
    assert deliveries(cast)[0].error == "certificate"
    assert provider.calls == []


def test_a_certificate_for_another_name_is_refused(cast: Cast, waiting: Waiting, provider: Provider) -> None:
    use_webhook(cast, provider.address.replace("localhost", "127.0.0.1"))
    waiting()
    drain_outbox()
    assert deliveries(cast)[0].error == "certificate"


def test_nobody_listening_is_said(cast: Cast, waiting: Waiting, provider: Provider, settings: Any) -> None:
    settings.WEBHOOK_PORTS = [1]
    use_webhook(cast, "https://localhost:1/")
    waiting()
    drain_outbox()
    assert deliveries(cast)[0].error == "connection"


def test_the_machine_itself_is_not_called_without_the_flag(
    cast: Cast, waiting: Waiting, provider: Provider, settings: Any
) -> None:
    settings.WEBHOOK_ALLOW_LOOPBACK = False
    use_webhook(cast, provider.address)
    collaboration = waiting()
    drain_outbox()
    assert provider.calls == []
    assert deliveries(cast)[0].error == "address_not_public"
    assert cast.fresh(collaboration).state == State.ACTIVATING


def answering(*rounds: list[str]) -> Callable[..., list[tuple[object, ...]]]:
    """A look-up that answers differently every time it is asked."""
    left = list(rounds)

    def look_up(host: str, port: int, *args: object, **kwargs: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", (address, port)) for address in left.pop(0)]

    return look_up


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    cast: Cast, waiting: Waiting, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_webhook(cast, f"https://provider.example:{provider.port}/")
    waiting()
    monkeypatch.setattr(socket, "getaddrinfo", answering(["8.8.8.8", "10.0.0.1"]))
    drain_outbox()
    assert deliveries(cast)[0].error == "address_not_public"


def test_the_host_is_looked_up_once_and_the_checked_address_is_the_one_called(
    cast: Cast, waiting: Waiting, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_webhook(cast, provider.address)
    waiting()
    called: list[object] = []
    connect = socket.create_connection

    def remembering(address: tuple[str, int], *args: Any, **kwargs: Any) -> object:
        called.append(address)
        return connect(address, *args, **kwargs)

    first = socket.getaddrinfo("127.0.0.1", provider.port, type=1)
    looked_up: list[str] = []

    def once(host: str, port: int, *args: object, **kwargs: object) -> object:
        looked_up.append(host)
        return first

    monkeypatch.setattr(socket, "getaddrinfo", once)
    monkeypatch.setattr(socket, "create_connection", remembering)
    drain_outbox()
    assert called == [("127.0.0.1", provider.port)]
    assert looked_up[0] == "localhost"
    assert set(looked_up[1:]) <= {"127.0.0.1"}
    assert deliveries(cast)[0].status == 200


class Killed(BaseException):
    """The worker is gone: nothing of Python's handling of errors applies."""


def test_killed_between_the_call_and_the_commit_the_same_key_is_sent_again(
    cast: Cast, waiting: Waiting, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_webhook(cast, provider.address)
    collaboration = waiting()
    with monkeypatch.context() as patched, pytest.raises(Killed):

        def die(*args: object) -> None:
            raise Killed

        patched.setattr(handing_over, "_record_access", die)
        drain_outbox()
    assert len(provider.calls) == 1
    assert cast.fresh(collaboration).state == State.ACTIVATING
    drain_outbox()
    assert cast.fresh(collaboration).state == State.ACTIVE
    keys = [call.headers["Idempotency-Key"] for call in provider.calls]
    assert keys == [str(provision_effect(cast).pk)] * 2
    assert [one.attempt for one in deliveries(cast)] == [2]


def test_what_gave_up_is_mailed_to_the_firm_seen_on_the_client_and_retried_by_hand(
    cast: Cast, waiting: Waiting, provider: Provider, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    use_webhook(cast, provider.address)
    provider.status = 500
    collaboration = waiting()
    drain_outbox()

    def badge() -> tuple[str, str]:
        with cast.seen():
            found = badges_of_clients([cast.client.pk])[cast.client.pk][0]
        return found.text, found.tone

    assert badge() == ("Lön Smart · Åtkomsten är inte öppnad än", "amber")
    give_up()
    assert provision_effect(cast).state == EffectState.DEAD
    drain_outbox()
    told = [one.to[0] for one in mailoutbox if one.subject == f"{cast.client.name}: Lön Smart har inte bekräftat"]
    assert sorted(told) == sorted([cast.eva.email, cast.jon.email])
    assert badge() == ("Lön Smart · Åtkomsten kunde inte öppnas", "red")
    assert len(deliveries(cast)) == 5
    provider.status = 200
    assert retry_held_up(collaboration=collaboration, by=cast.eva)
    drain_outbox()
    assert cast.fresh(collaboration).state == State.ACTIVE
    assert badge()[1] == "green"
    assert not retry_held_up(collaboration=collaboration, by=cast.eva)
    assert len({call.headers["Idempotency-Key"] for call in provider.calls}) == 1


def test_a_closing_that_fails_is_seen_and_retried_after_the_end(
    cast: Cast, waiting: Waiting, provider: Provider
) -> None:
    use_webhook(cast, provider.address)
    collaboration = waiting()
    drain_outbox()
    provider.status = 503
    finish(cast, cast.fresh(collaboration))
    drain_outbox()
    with cast.seen():
        assert "stängd" in badges_of_clients([cast.client.pk])[cast.client.pk][0].text
    assert (found := access(cast)) and found.closed_at is None
    provider.status = 200
    assert retry_held_up(collaboration=collaboration, by=cast.eva)
    drain_outbox()
    assert (found := access(cast)) and found.closed_at is not None
    message = json.loads(provider.calls[-1].body)
    assert (message["action"], message["people"]) == ("close", [])


def test_an_opening_that_the_end_overtook_is_not_sent(cast: Cast, waiting: Waiting, provider: Provider) -> None:
    use_webhook(cast, provider.address)
    collaboration = waiting()
    finish(cast, collaboration)
    drain_outbox()
    assert [json.loads(call.body)["action"] for call in provider.calls] == ["close"]
    assert cast.fresh(collaboration).state == State.ENDED
    assert access(cast) is None


def test_a_replaced_secret_signs_beside_the_new_one_for_a_week(
    cast: Cast, waiting: Waiting, provider: Provider
) -> None:
    settings, old = use_webhook(cast, provider.address)
    with cast.seen():
        new = rotate_secret(settings=settings, by=cast.eva, at=clock.now())
    waiting()
    drain_outbox()
    signed = provider.calls[0].headers["Lonsam-Timestamp"].encode() + b"." + provider.calls[0].body
    both = [f"v1={hmac.new(one.encode(), signed, hashlib.sha256).hexdigest()}" for one in (new, old)]
    assert provider.calls[0].headers["Lonsam-Signature"] == ",".join(both)
    with clock.frozen(clock.now() + timedelta(days=8)):
        with cast.seen():
            settings.refresh_from_db()
            send_test(settings=settings, by=cast.eva)
        drain_outbox()
    assert "," not in provider.calls[-1].headers["Lonsam-Signature"]


def test_a_confirmed_call_is_sent_again_under_its_first_key_once_for_two_clicks(
    cast: Cast, waiting: Waiting, provider: Provider
) -> None:
    use_webhook(cast, provider.address)
    waiting()
    drain_outbox()
    first = deliveries(cast)[0]
    with cast.seen():
        assert send_again(delivery=first, by=cast.eva)
        assert not send_again(delivery=first, by=cast.eva)
    drain_outbox()
    assert len(provider.calls) == 2
    assert len({call.headers["Idempotency-Key"] for call in provider.calls}) == 1
    assert {one.key for one in deliveries(cast)} == {first.key}
    assert "inv_02_one_message_id" not in broken_invariants()
    with cast.seen():
        assert send_again(delivery=first, by=cast.eva)


def test_sending_a_failed_call_again_retries_the_same_effect(cast: Cast, waiting: Waiting, provider: Provider) -> None:
    use_webhook(cast, provider.address)
    provider.status = 500
    collaboration = waiting()
    give_up()
    provider.status = 200
    with cast.seen():
        assert send_again(delivery=deliveries(cast)[0], by=cast.eva)
    drain_outbox()
    assert cast.fresh(collaboration).state == State.ACTIVE
    assert {one.effect_id for one in deliveries(cast)} == {provision_effect(cast).pk}


@pytest.mark.parametrize(("status", "error"), [(200, ""), (500, "status")])
def test_a_test_message_is_about_nobody_and_is_sent_once(
    cast: Cast, provider: Provider, status: int, error: str
) -> None:
    settings, _secret = use_webhook(cast, provider.address)
    provider.status = status
    with cast.seen():
        assert send_test(settings=settings, by=cast.eva)
    drain_outbox()
    later(600)
    (call,) = provider.calls
    message = json.loads(call.body)
    assert message["action"] == "test"
    assert "people" not in message
    assert "company" not in message
    (delivery,) = deliveries(cast)
    assert (delivery.status, delivery.error) == (status, error)
    with cast.seen():
        assert not send_again(delivery=delivery, by=cast.eva)


def test_the_secret_is_not_readable_in_the_database(cast: Cast, as_owner: Callable[[], Any]) -> None:
    _settings, secret = use_webhook(cast, "https://provider.example/")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT secret, row_to_json(s)::text FROM collaborations_providersettings s")
        ((stored, row),) = cursor.fetchall()
    assert secret.encode() not in bytes(stored)
    assert secret not in row


@pytest.mark.parametrize(
    "offer", [one for one in offers() if is_provided(one)], ids=lambda one: f"{one.service}-{one.variant}"
)
def test_every_service_of_the_catalogue_begins_when_confirmed_and_closes_with_the_end(
    provider: Provider, offer: Offer
) -> None:
    cast = make_cast()
    use_webhook(cast, provider.address, service=offer.service)
    recipient = next(iter(offer.billing_recipients), None)
    collaboration = cast.activate(service_terms(offer, recipient, next(iter(offer.period_months), None)))
    if offer.asks_client:
        collaboration = cast.accept(collaboration)
    assert collaboration.state == State.ACTIVATING
    drain_outbox()
    assert cast.fresh(collaboration).state == State.ACTIVE
    opened = json.loads(provider.calls[0].body)
    assert (opened["action"], opened["service"], opened["variant"]) == ("open", offer.service, offer.variant)
    assert any(person["party"] == "CLIENT" for person in opened["people"]) == offer.asks_client
    end(collaboration=collaboration, by=cast.eva, party=BillingRecipient.FIRM, reason="Klart", at=clock.now())
    drain_outbox()
    assert [json.loads(call.body)["action"] for call in provider.calls] == ["open", "close"]
    assert (found := access(cast)) and found.closed_at is not None
