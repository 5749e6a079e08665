"""Services that somebody else runs: set up by the firm's administrator, their calls looked at, by nobody else."""

from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from accounts.permissions import FirmRole
from collaborations.models import ProviderSettings, WebhookDelivery
from collaborations.operations import providers
from collaborations.operations.webhook_calls import Answer
from collaborations.queries import providers as queries
from collaborations.rules.states import State
from tests.factories.accounts import make_firm, make_staff
from tests.factories.collaborations import Cast, make_cast
from tests.factories.effects import drain_outbox
from tests.factories.providers import SERVICE, make_waiting, note_here, use_webhook
from tests.made_once import made_once
from tests.web.collaborations.test_firm_pages import browser_of, page_of, url

pytestmark = pytest.mark.django_db
ADDRESS = "https://tjanst.example/hook"
METHODS = {
    "provider_list": ("GET",),
    "provider_edit": ("GET", "POST"),
    "secret_rotate": ("POST",),
    "provider_test": ("POST",),
    "delivery_list": ("GET",),
    "delivery_again": ("POST",),
}


@pytest.fixture(autouse=True)
def _every_service_is_provided(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service of the cast's collaboration is taken for one that somebody else runs."""
    monkeypatch.setattr(queries, "is_provided", lambda offer: True)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Answer]:
    """What the provider answers, one after the other; the last for ever."""
    left = [Answer(12, 200, "", "ok")]
    monkeypatch.setattr(providers, "call", lambda *args: left.pop(0) if len(left) > 1 else left[0])
    return left


def make_administered() -> tuple[Cast, User]:
    cast = make_cast(lon_direct=True)
    return cast, make_staff(cast.firm, "Ada Chef", role=FirmRole.ADMINISTRATOR)


made_firm, firm = made_once("firm", make_administered)


@pytest.fixture
def cast(firm: tuple[Cast, User]) -> Cast:
    return firm[0]


@pytest.fixture
def admin(firm: tuple[Cast, User]) -> User:
    return firm[1]


@pytest.fixture
def browser(admin: User) -> Browser:
    return browser_of(admin)


def address_of(cast: Cast, route: str, delivery: UUID | None = None) -> str:
    last = {"delivery_again": [delivery or uuid4()]}.get(route, [] if route.endswith("list") else [SERVICE])
    return url(route, cast.firm.pk, *last)


def saved(cast: Cast) -> ProviderSettings:
    with cast.seen():
        return ProviderSettings.objects.get()


def called(cast: Cast) -> list[WebhookDelivery]:
    with cast.seen():
        return list(WebhookDelivery.objects.order_by("pk"))


def sent(**changed: str) -> dict[str, str]:
    return {"kind": "WEBHOOK", "address": ADDRESS, "link": "", **changed}


def secret_on(page: BeautifulSoup) -> str:
    code = page.select_one(".codes code")
    assert code is not None
    return code.text


def test_every_service_is_noted_here_until_something_else_is_chosen(cast: Cast, browser: Browser) -> None:
    page = page_of(browser.get(address_of(cast, "provider_list")))
    assert "Lön Smart" in page.text
    assert "Noteras här" in page.text
    assert page.find("a", href=address_of(cast, "provider_edit")) is not None


def test_the_secret_is_shown_once(cast: Cast, browser: Browser) -> None:
    answer = browser.post(address_of(cast, "provider_edit"), sent())
    secret = secret_on(page_of(answer))
    assert secret == saved(cast).secret
    assert "no-store" in answer["Cache-Control"]
    for route in ("provider_list", "provider_edit", "delivery_list"):
        assert secret not in browser.get(address_of(cast, route)).text
    again = browser.post(address_of(cast, "provider_edit"), sent(link="https://tjanst.example/"))
    assert again.status_code == 302
    assert saved(cast).secret == secret


def test_a_replaced_secret_is_shown_once_and_the_former_still_signs(cast: Cast, browser: Browser) -> None:
    use_webhook(cast, ADDRESS)
    former = saved(cast).secret
    secret = secret_on(page_of(browser.post(address_of(cast, "secret_rotate"))))
    assert (saved(cast).secret, saved(cast).previous_secret) == (secret, former)
    page = browser.get(address_of(cast, "provider_edit")).text
    assert "Den förra signerar också till" in page
    assert secret not in page
    assert str(former) not in page


def test_there_is_no_secret_to_replace_and_nothing_to_test_where_access_is_noted_here(
    cast: Cast, browser: Browser
) -> None:
    note_here(cast, "")
    for route, said in (("secret_rotate", "ingen hemlighet att byta"), ("provider_test", "Spara adressen")):
        assert said in browser.post(address_of(cast, route), follow=True).text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"address": ""}, "Skriv adressen som ska anropas."),
        ({"address": "http://tjanst.example/"}, "Adressen börjar inte med https://."),
        ({"address": "https://127.0.0.1/"}, "Adressen leder till ett nät som inte är publikt."),
        ({"address": "https://[::ffff:10.0.0.1]/"}, "Adressen leder till ett nät som inte är publikt."),
        ({"address": "https://localhost/"}, "Adressen leder till ett nät som inte är publikt."),
        ({"address": "https://tjanst.example:8443/"}, "Adressens port är inte tillåten."),
        ({"address": "https://eva:ord@tjanst.example/"}, "Adressen är inte skriven som en webbadress."),
        ({"address": "https://tjanst.example/" + "a" * 600}, "Högst 500 tecken"),
        ({"link": "javascript:alert(1)"}, "Skriv en webbadress som börjar med https://."),
        ({"link": "http://tjanst.example/"}, "Skriv en webbadress som börjar med https://."),
        ({"kind": "FAX"}, "Välj"),
        ({"kind": ""}, "Fyll i fältet."),
    ],
)
def test_what_cannot_be_called_is_said_by_the_field_and_nothing_typed_is_lost(
    cast: Cast, browser: Browser, changed: dict[str, str], said: str
) -> None:
    values = sent(link="https://tjanst.example/") | changed
    answer = browser.post(address_of(cast, "provider_edit"), values)
    assert answer.status_code == 422
    page = page_of(answer)
    field = page.select_one(f"#id_{next(iter(changed))}_field")
    assert field is not None
    assert said in field.text
    for name in ("address", "link"):
        typed = page.select_one(f"input[name={name}]")
        assert typed is not None
        assert typed.get("value", "") == values[name]
    with cast.seen():
        assert not ProviderSettings.objects.exists()


def test_a_test_message_is_sent_and_seen_in_the_log(cast: Cast, browser: Browser, answers: list[Answer]) -> None:
    use_webhook(cast, ADDRESS)
    browser.post(address_of(cast, "provider_test"))
    drain_outbox()
    page = page_of(browser.get(address_of(cast, "delivery_list")))
    for word in ("Testmeddelande", "Bekräftat", "HTTP 200", ADDRESS):
        assert word in page.text
    assert "Skicka igen" not in page.text


def test_a_failed_call_is_seen_and_sent_again(
    cast: Cast, browser: Browser, answers: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_webhook(cast, ADDRESS)
    answers[:] = [Answer(40, 503, "status", "<b>trasig</b>"), Answer(12, 200)]
    collaboration = make_waiting(cast, monkeypatch)
    drain_outbox()
    (failed,) = called(cast)
    page = page_of(browser.get(address_of(cast, "delivery_list")))
    for word in ("Misslyckades", "Tjänsten svarade med ett fel.", "HTTP 503", "<b>trasig</b>", cast.client.name):
        assert word in page.text
    again = address_of(cast, "delivery_again", failed.pk)
    assert page.find("form", action=again) is not None
    assert "Anropet skickas igen" in browser.post(again, follow=True).text
    drain_outbox()
    assert cast.fresh(collaboration).state == State.ACTIVE
    assert [(one.attempt, one.status) for one in called(cast)] == [(1, 503), (2, 200)]
    assert page_of(browser.get(address_of(cast, "delivery_list"))).find("form", action=again) is None


def test_the_log_is_narrowed_by_service_and_outcome(
    cast: Cast, browser: Browser, answers: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_webhook(cast, ADDRESS)
    make_waiting(cast, monkeypatch)
    drain_outbox()
    log = address_of(cast, "delivery_list")
    assert "HTTP 200" in browser.get(f"{log}?service={SERVICE}&outcome=done").text
    assert "Inget anrop passar filtret" in browser.get(f"{log}?outcome=failed").text
    assert "HTTP 200" in browser.get(f"{log}?service=FINNS_INTE&outcome=kanske&before=x").text


def test_a_long_log_is_read_page_by_page(
    cast: Cast, browser: Browser, answers: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    monkeypatch.setattr("collaborations.web.providers.PAGE_SIZE", 2)
    use_webhook(cast, ADDRESS)
    for _ in range(3):
        browser.post(address_of(cast, "provider_test"))
    drain_outbox()
    first = page_of(browser.get(address_of(cast, "delivery_list")))
    onward = first.find("a", rel="next")
    assert onward is not None
    assert len(first.select("tbody tr")) == 2
    second = page_of(browser.get(address_of(cast, "delivery_list") + str(onward["href"])))
    assert len(second.select("tbody tr")) == 1


def test_the_card_says_what_failed_and_lets_it_be_retried(
    cast: Cast, answers: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_webhook(cast, ADDRESS, link="https://tjanst.example/")
    answers[:] = [Answer(1000, error="timeout"), Answer(12, 200)]
    collaboration = make_waiting(cast, monkeypatch)
    eva, ola = browser_of(cast.eva), browser_of(cast.administrators[0])
    card, company = url("client_tab", cast.client.pk), url("company_list", cast.company.pk)
    assert "Åtkomsten öppnas i tjänsten" in eva.get(card).text
    assert "Åtkomsten öppnas i tjänsten" in ola.get(company).text
    drain_outbox()
    page = page_of(eva.get(card))
    assert "Åtkomsten är inte öppnad än" in page.text
    assert "Tjänsten svarade inte i tid." in page.text
    retry = url("effect_retry", collaboration.pk)
    assert page.find("form", action=retry) is not None
    eva.post(retry)
    drain_outbox()
    for whole in (page_of(eva.get(card)), page_of(ola.get(company))):
        assert whole.find("a", href="https://tjanst.example/") is not None


def test_the_menu_offers_the_page_to_administrators_only(cast: Cast, browser: Browser) -> None:
    clients = reverse("advisor:client_list", args=[cast.firm.pk])
    link = f'href="{address_of(cast, "provider_list")}"'
    assert link in browser.get(clients).text
    assert link not in browser_of(cast.eva).get(clients).text


@pytest.mark.parametrize("route", METHODS)
def test_consultants_are_refused_and_strangers_find_nothing(
    cast: Cast, answers: list[Answer], route: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, _secret = use_webhook(cast, ADDRESS)
    make_waiting(cast, monkeypatch)
    drain_outbox()
    before = (saved(cast).secret, len(called(cast)))
    address = address_of(cast, route, called(cast)[0].pk)
    stranger = make_staff(make_firm("Byrån Bredvid AB"), "Finn Främmande", role=FirmRole.ADMINISTRATOR)
    for user, status in ((cast.eva, 403), (stranger, 404), (cast.administrators[0], 404)):
        for method in METHODS[route]:
            assert browser_of(user).generic(method, address).status_code == status
    drain_outbox()
    assert (saved(cast).secret, len(called(cast))) == before
    assert settings.pk == saved(cast).pk


def test_a_call_of_another_firm_is_not_found(
    cast: Cast, answers: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_webhook(cast, ADDRESS)
    make_waiting(cast, monkeypatch)
    drain_outbox()
    other = make_firm("Byrån Bredvid AB")
    stranger = browser_of(make_staff(other, "Finn Främmande", role=FirmRole.ADMINISTRATOR))
    address = url("delivery_again", other.pk, called(cast)[0].pk)
    assert stranger.post(address).status_code == 404
    assert "HTTP 200" not in stranger.get(url("delivery_list", other.pk)).text


def test_a_service_that_nobody_else_runs_has_no_page(cast: Cast, browser: Browser) -> None:
    for service in ("FINNS_INTE", "lon_smart", "%00", "a" * 300):
        assert browser.get(f"/firm/{cast.firm.pk}/settings/services/{service}/").status_code in (400, 404)
