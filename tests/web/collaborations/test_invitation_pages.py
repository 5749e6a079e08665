"""The invitation's page: everything before the answer, one answer, the same page for every dead link."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.test import Client as Browser

from accounts.models import User
from collaborations.models import Collaboration, Invitation
from collaborations.operations import requests
from collaborations.operations.invitations import token_of
from collaborations.operations.prices import set_price
from collaborations.rules.invoicing import PriceUnit
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient
from common import clock
from common.periods import Month
from events.models import AuditEvent
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox
from tests.made_once import made_once
from tests.web.collaborations.test_firm_pages import browser_of, page_of, url

pytestmark = pytest.mark.django_db
LOGIN = {"given_name": "Ola", "family_name": "Persson", "password": PASSWORD}


made_cast, cast = made_once("cast", make_cast)


@pytest.fixture(autouse=True)
def nothing_throttled() -> None:
    cache.clear()


def token_for(cast: Cast, collaboration: Collaboration, user: User | None = None) -> str:
    return token_of(cast.invitation(collaboration, user))


def plan_on(page: BeautifulSoup) -> str:
    field = page.select_one("input[name=plan]")
    assert field is not None
    return str(field["value"])


def test_the_link_in_the_mail_leads_to_the_page(mailoutbox: list[EmailMultiAlternatives]) -> None:
    cast = make_cast(account=False)
    cast.activate()
    drain_outbox()
    mail = next(mail for mail in mailoutbox if mail.to == [cast.contact.email])
    path = re.search(r"/invitations/\S+", str(mail.body))
    assert path is not None
    response = Browser().get(path.group())
    assert response.status_code == 200
    html = str(mail.alternatives[0].content)  # type: ignore[attr-defined]
    assert path.group() in html
    assert mail.extra_headers["Message-ID"].startswith("<")


@pytest.mark.parametrize(
    "expected",
    [
        "Norrsken Redovisning AB",
        "Bageri Solrosen AB",
        "Lön Smart",
        "Start – endast byrån",
        "Byrån faktureras. Ni betalar inget till oss.",
        "12 månader",
        "Scheman: skapa och ändra",
        "Eva Lind och Jon Ask",
        "Åtkomsten till Lön Direkt stängs för Mia K.",
        "Villkor (version 1)",
    ],
)
def test_the_page_says_all_that_is_agreed(expected: str) -> None:
    cast = make_cast(lon_direct=True)
    token = token_for(cast, cast.activate(start_terms()), cast.administrators[0])
    assert expected in page_of(Browser().get(url("invitation_show", token))).text


def test_the_page_says_what_it_costs_the_company_by_the_firms_prices_or_that_the_firm_pays() -> None:
    cast = make_cast()
    asked = token_for(cast, cast.activate(standard_terms(billing=BillingRecipient.CLIENT)), cast.administrators[0])
    assert "har inte satt något pris" in _prices_on(asked)
    this_month = Month.of(clock.today())
    prices = [(PriceUnit.PAYSLIP, 3500, this_month), (PriceUnit.PERIOD, 120_000, this_month.next)]
    with cast.seen():
        for unit, amount, month in prices:
            set_price(
                firm=cast.firm, service="LON_SMART", variant="STANDARD", unit=unit, amount=amount, vat_percent=25,
                starts_on=month.first, by=cast.eva, at=clock.now(),
            )  # fmt: skip
    said = _prices_on(asked)
    assert "Per lönebesked 35,00 kr och moms 25 %" in said
    assert f"från {this_month.next.first} 1 200,00 kr och moms 25 %" in said


def test_the_page_says_that_the_company_pays_nothing_when_the_firm_does() -> None:
    cast = make_cast()
    asked = token_for(cast, cast.activate(start_terms()), cast.administrators[0])
    assert "Norrsken Redovisning AB betalar" in _prices_on(asked)


def _prices_on(token: str) -> str:
    section = page_of(Browser().get(url("invitation_show", token))).select_one("#prices")
    assert section is not None
    return " ".join(section.get_text(" ").split())


def test_reading_never_changes_anything() -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate()
    token = token_for(cast, collaboration)
    with cast.seen():
        before = (AuditEvent.objects.count(), list(Invitation.objects.values()))
    for browser in (Browser(), browser_of(cast.eva)):
        for name in ("invitation_show", "invitation_accept", "invitation_decline"):
            browser.get(url(name, token))
            browser.head(url(name, token))
    with cast.seen():
        assert (AuditEvent.objects.count(), list(Invitation.objects.values())) == before
    assert cast.fresh(collaboration).state == State.REQUESTED


def test_the_contact_of_a_new_company_accepts_chooses_a_password_and_is_signed_in() -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate()
    token = token_for(cast, collaboration)
    browser = Browser()
    plan = plan_on(page_of(browser.get(url("invitation_show", token))))
    response = browser.post(url("invitation_accept", token), {**LOGIN, "plan": plan})
    assert (response.status_code, response["Location"]) == (302, url("company_list", cast.company.pk))
    page = browser.get(response["Location"])
    assert page.status_code == 200
    assert "Norrsken Redovisning AB" in page.content.decode()
    assert cast.fresh(collaboration).state == State.ACTIVE


@pytest.mark.parametrize("wrong", [{"password": "kort"}, {"given_name": ""}, {"password": "password123"}])
def test_a_poor_password_or_missing_name_keeps_what_was_typed(wrong: dict[str, str]) -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate()
    token = token_for(cast, collaboration)
    browser = Browser()
    plan = plan_on(page_of(browser.get(url("invitation_show", token))))
    response = browser.post(url("invitation_accept", token), {**LOGIN, "plan": plan, **wrong})
    assert response.status_code == 422
    field = page_of(response).select_one("input[name=family_name]")
    assert field is not None
    assert field["value"] == "Persson"
    assert cast.fresh(collaboration).state == State.REQUESTED


def test_an_administrator_signs_in_and_accepts(cast: Cast) -> None:
    collaboration = cast.activate()
    ola = cast.administrators[0]
    token = token_for(cast, collaboration, ola)
    anonymous = page_of(Browser().get(url("invitation_show", token)))
    assert anonymous.find("a", href=re.compile(r"next=/invitations/")) is not None
    assert anonymous.select_one("input[name=plan]") is None
    browser = browser_of(ola)
    plan = plan_on(page_of(browser.get(url("invitation_show", token))))
    assert browser.post(url("invitation_accept", token), {"plan": plan}).status_code == 302
    assert cast.fresh(collaboration).state == State.ACTIVE


def test_only_the_invited_person_can_answer(cast: Cast) -> None:
    collaboration = cast.activate()
    token = token_for(cast, collaboration, cast.administrators[0])
    for browser in (Browser(), browser_of(cast.administrators[1]), browser_of(cast.eva)):
        assert browser.post(url("invitation_accept", token), {**LOGIN, "plan": ""}).status_code == 422
        assert browser.post(url("invitation_decline", token), {"reason": "Nej"}).status_code == 422
    assert cast.fresh(collaboration).state == State.REQUESTED


def test_accepting_something_else_than_was_read_shows_it_first() -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate()
    response = Browser().post(url("invitation_accept", token_for(cast, collaboration)), {**LOGIN, "plan": "0" * 64})
    assert response.status_code == 422
    assert cast.fresh(collaboration).state == State.REQUESTED
    assert not User.objects.filter(email=cast.contact.email).exists()


@pytest.mark.parametrize("name", ["invitation_accept", "invitation_decline"])
def test_opening_the_address_of_an_answer_leads_to_the_invitation(cast: Cast, name: str) -> None:
    collaboration = cast.activate()
    token = token_for(cast, collaboration, cast.administrators[0])
    response = browser_of(cast.administrators[0]).get(url(name, token))
    assert (response.status_code, response.headers["Location"]) == (302, url("invitation_show", token))
    assert cast.fresh(collaboration).state == State.REQUESTED


def test_declining_asks_for_a_reason(cast: Cast) -> None:
    collaboration = cast.activate()
    ola = cast.administrators[0]
    token = token_for(cast, collaboration, ola)
    browser = browser_of(ola)
    assert browser.post(url("invitation_decline", token), {"reason": " "}).status_code == 422
    response = browser.post(url("invitation_decline", token), {"reason": "Vi gör det själva."})
    assert response.status_code == 200
    assert cast.fresh(collaboration).decline_reason == "Vi gör det själva."


def dead_links() -> list[str]:
    used, withdrawn, expired = make_cast(account=False), make_cast(account=False), make_cast(account=False)
    browser = Browser()
    first = used.activate()
    tokens = [token_for(used, first)]
    plan = plan_on(page_of(browser.get(url("invitation_show", tokens[0]))))
    browser.post(url("invitation_accept", tokens[0]), {**LOGIN, "plan": plan})
    second = withdrawn.activate()
    tokens.append(token_for(withdrawn, second))
    requests.withdraw(collaboration=second, by=withdrawn.eva, at=clock.now())
    with clock.frozen(clock.now() - timedelta(days=31)):
        third = expired.activate()
    tokens.append(token_for(expired, third))
    return [*tokens, "x" * 43, "1"]


def test_used_withdrawn_expired_and_unknown_links_give_the_same_page() -> None:
    pages = [Browser().get(url("invitation_show", token)) for token in dead_links()]
    assert {page.status_code for page in pages} == {404}
    assert len({page_of(page).find("main").decode() for page in pages}) == 1  # type: ignore[union-attr]


def test_dead_links_cannot_be_answered() -> None:
    for token in dead_links():
        assert Browser().post(url("invitation_accept", token), LOGIN).status_code == 404
        assert Browser().post(url("invitation_decline", token), {"reason": "Nej"}).status_code == 404


def test_guessing_links_is_throttled_and_looks_the_same() -> None:
    answers = [Browser().get(url("invitation_show", f"{number:043d}")).status_code for number in range(25)]
    assert answers == [404] * 20 + [429] * 5
    cast = make_cast(account=False)
    token = token_for(cast, cast.activate())
    assert Browser().get(url("invitation_show", token)).status_code == 429
    assert Browser(REMOTE_ADDR="10.0.0.9").get(url("invitation_show", token)).status_code == 200


def test_the_token_is_nowhere_in_the_database() -> None:
    cast = make_cast(account=False)
    token = token_for(cast, cast.activate())
    with cast.seen():
        row = Invitation.objects.values().get()
    assert token not in str(row)


def test_the_company_sees_what_was_agreed_and_who_has_access(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(standard_terms()))
    page = browser_of(cast.administrators[0]).get(url("company_list", cast.company.pk)).content.decode()
    for expected in ("Norrsken Redovisning AB", "Eva Lind", "Jon Ask", "Ola Persson", "Mia Krok", "Aktivt"):
        assert expected in page
    assert "Sven Storm" not in page
    assert url("company_collaboration_end", collaboration.pk) in page


def test_a_waiting_request_is_shown_to_the_invited_administrator(cast: Cast) -> None:
    collaboration = cast.activate()
    page = browser_of(cast.administrators[0]).get(url("company_list", cast.company.pk)).content.decode()
    assert url("invitation_show", token_for(cast, collaboration, cast.administrators[0])) in page
    assert token_for(cast, collaboration, cast.administrators[1]) not in page


def test_the_client_ends_the_collaboration(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate())
    browser = browser_of(cast.administrators[0])
    address = url("company_collaboration_end", collaboration.pk)
    plan = plan_on(page_of(browser.get(address)))
    assert browser.post(address, {"plan": plan, "reason": "Vi byter byrå"}).status_code == 302
    after = cast.fresh(collaboration)
    assert (after.state, after.ended_by_party, after.end_reason) == (State.ENDED, "CLIENT", "Vi byter byrå")


def test_strangers_and_staff_do_not_reach_the_companys_page() -> None:
    cast, other = make_cast(), make_cast()
    collaboration = cast.accept(cast.activate())
    for user in (other.administrators[0], make_user("Okänd Person")):
        assert browser_of(user).get(url("company_list", cast.company.pk)).status_code == 404
        assert browser_of(user).post(url("company_collaboration_end", collaboration.pk)).status_code == 404
    assert browser_of(cast.eva).get(url("company_list", cast.company.pk)).status_code == 403
    assert browser_of(cast.eva).post(url("company_collaboration_end", collaboration.pk)).status_code == 403
