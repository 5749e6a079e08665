"""Signing in with an address and a password: the same answer for everybody who may not, and not too often."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories.accounts import PASSWORD, make_firm, make_staff, make_user
from tests.web.accounts.entrance import LOGIN, fill_in, sign_in, signed_in
from tests.web.browsing import Person

pytestmark = pytest.mark.django_db
WRONG = "E-postadressen eller lösenordet är fel."


def test_an_address_is_the_same_in_capitals() -> None:
    make_user("Eva Lind", email="eva@norrsken.example")
    assert "Var vill du arbeta?" in sign_in(Person(), "Eva@Norrsken.Example").text


def test_a_wrong_password_and_an_unknown_address_look_the_same() -> None:
    eva = make_user()
    known = sign_in(Person(), eva.email, "fel lösenord")
    unknown = sign_in(Person(), "ingen@norrsken.example", "fel lösenord")
    assert WRONG in known.text
    assert known.text == unknown.text


def test_a_closed_login_is_named_to_its_owner_only() -> None:
    eva = make_user()
    eva.is_active = False
    eva.save()
    assert "Inloggningen är stängd" in sign_in(Person(), eva.email).text
    assert WRONG in sign_in(Person(), eva.email, "fel lösenord").text


def test_after_five_wrong_passwords_even_the_right_one_must_wait() -> None:
    eva, jon = make_user(), make_user("Jon Alm")
    for _ in range(5):
        sign_in(Person(), eva.email, "fel lösenord")
    assert "Vänta fem minuter" in sign_in(Person(), eva.email).text
    sign_in(Person(), jon.email)


def test_one_address_on_the_net_may_not_try_everybody() -> None:
    browser = Client()
    answers = [browser.post(LOGIN, {"login": f"{n}@x.example", "password": "x"}).status_code for n in range(31)]
    assert 429 in answers
    refused = browser.post(LOGIN, {"login": "z@x.example", "password": "x"})
    assert (refused.status_code, "För många försök" in refused.content.decode()) == (429, True)
    elsewhere = browser.post(LOGIN, {"login": "z@x.example", "password": "x"}, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 200


def test_behind_a_proxy_each_person_has_an_address(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    browser = Client()

    def attempt(forwarded: str) -> int:
        attempt = {"login": "z@x.example", "password": "x"}
        return browser.post(LOGIN, attempt, headers={"X-Forwarded-For": forwarded}).status_code

    assert 429 in [attempt("198.51.100.1") for _ in range(31)]
    assert attempt("198.51.100.2") == 200
    assert attempt("203.0.113.9, 198.51.100.1") == 429, "what a person claims in front of the proxy does not count"


def test_nobody_makes_an_account_without_an_invitation() -> None:
    assert "Du kommer in med en inbjudan" in Person().open("/account/signup/").text
    answer = Client().post("/account/signup/", {"email": "ny@x.example", "password1": PASSWORD})
    assert "Du kommer in med en inbjudan" in answer.content.decode()


def test_nobody_takes_another_address() -> None:
    person = Person(make_user())
    person.open("/account/email/", status=404)
    assert person.tries("POST", "/account/email/", {"action_add": "1", "email": "ines@cafe.example"}) == 404


def test_after_signing_out_pages_ask_to_sign_in() -> None:
    person = signed_in(make_staff(make_firm()))
    fill_in(person, person.open("/account/logout/"), to="/account/logout/")
    answer = person.browser.get("/profile/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/?next=/profile/")


def test_a_person_comes_back_to_the_page_that_asked() -> None:
    eva = make_user()
    person = Person()
    page = person.open("/account/login/?next=/profile/")
    assert fill_in(person, page, {"login": eva.email, "password": PASSWORD}, to=LOGIN).path == "/profile/"


def test_nobody_is_led_to_another_site() -> None:
    eva = make_user()
    answer = Client().post(LOGIN, {"login": eva.email, "password": PASSWORD, "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_the_language_that_is_chosen_stays() -> None:
    person = Person()
    page = person.open(LOGIN)
    assert page.soup.html["lang"] == "sv"  # type: ignore[index]
    button = page.soup.select_one("form[action='/i18n/setlang/'] button")
    assert button is not None
    chosen = {"language": button["value"], "next": LOGIN, "csrfmiddlewaretoken": person.token}
    assert person.post("/i18n/setlang/", chosen).path == LOGIN
    english = person.open(LOGIN)
    assert english.soup.html["lang"] == "en"  # type: ignore[index]
    assert "Payroll and time, for firm, company and employee." in english.text
