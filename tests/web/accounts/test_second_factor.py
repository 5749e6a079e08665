"""A second step: an app, recovery codes; firm staff reach nothing else before they have one."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from pytest_django import Settings

from tests.factories.accounts import make_company, make_firm, make_member, make_staff, make_user
from tests.web.accounts.entrance import code, confirmed, connect_app, fill_in, sign_in, signed_in
from tests.web.browsing import Person

pytestmark = pytest.mark.django_db
STEP = "/account/2fa/authenticate/"
CODES = "/account/2fa/recovery-codes/"
TURN_OFF = "/account/2fa/totp/deactivate/"


@pytest.fixture
def required(settings: Settings) -> None:
    """As in production."""
    settings.STAFF_SECOND_FACTOR_REQUIRED = True


def test_with_an_app_the_password_alone_does_not_let_in() -> None:
    eva = make_user()
    secret = connect_app(signed_in(eva))
    person = Person()
    step = sign_in(person, eva.email)
    assert (step.path, "Ett steg till" in step.text) == (STEP, True)
    person.open("/profile/", status=302)
    assert "Felaktig kod." in fill_in(person, step, {"code": "000000"}, to=STEP).said_by("code")
    assert "Var vill du arbeta?" in fill_in(person, step, {"code": code(secret)}, to=STEP).text


def test_a_recovery_code_lets_in_once() -> None:
    eva = make_user()
    here = signed_in(eva)
    connect_app(here)
    codes = [item.text for item in here.open(CODES).soup.select("main .codes li")]
    assert len(codes) == 10
    person = Person()
    fill_in(person, sign_in(person, eva.email), {"code": codes[0]}, to=STEP)
    person.open("/profile/")
    another = Person()
    fill_in(another, sign_in(another, eva.email), {"code": codes[0]}, to=STEP)
    assert "9 av 10 kvar" in here.open("/account/2fa/").text


def test_new_codes_make_the_old_ones_worthless() -> None:
    eva = make_user()
    here = signed_in(eva)
    connect_app(here)
    old = [item.text for item in here.open(CODES).soup.select("main .codes li")]
    generate = f"{CODES}generate/"
    page = fill_in(here, here.open(generate), to=generate)
    assert not set(old) & {item.text for item in page.soup.select("main .codes li")}


def test_the_secret_of_the_app_is_kept_encrypted() -> None:
    eva = make_user()
    secret = connect_app(signed_in(eva))
    kept = [str(one.data) for one in Authenticator.objects.filter(user=eva)]
    assert len(kept) == 2
    assert not any(secret in text for text in kept)


@pytest.mark.django_db(transaction=True)
def test_an_app_that_is_connected_is_told_by_mail(mailoutbox: list[EmailMultiAlternatives]) -> None:
    eva = make_user()
    connect_app(signed_in(eva))
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([eva.email], "En autentiseringsapp är kopplad.")
    assert "Var det inte du?" in str(mail.body)


def test_whoever_changes_how_to_sign_in_proves_who_it_is_once_more() -> None:
    person = signed_in(make_user())
    for path in ("/account/2fa/totp/activate/", "/account/2fa/webauthn/add/"):
        page = confirmed(person, path, password="fel")
        assert "Lösenordet är fel." in page.said_by("password")
        assert "Bekräfta att det är du" in page.text
    assert "Koppla en autentiseringsapp" in confirmed(person, "/account/2fa/totp/activate/").text
    person.open("/account/2fa/webauthn/add/")


@pytest.mark.usefixtures("required")
def test_staff_without_a_second_step_reach_only_enrolment() -> None:
    firm = make_firm()
    person = signed_in(make_staff(firm))
    for path in ("/", "/profile/", "/workplaces/", "/account/password/change/", "/account/sessions/",
                 reverse("advisor:client_list", args=[firm.pk])):  # fmt: skip
        assert person.browser.get(path).headers["Location"] == "/account/2fa/", path
    assert "loggar in med ett andra steg" in person.open("/account/2fa/").toasts
    fragment = person.browser.get(reverse("advisor:client_list", args=[firm.pk]), headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"] == "/account/2fa/"


@pytest.mark.usefixtures("required")
def test_staff_with_a_second_step_reach_their_clients_until_it_is_turned_off() -> None:
    firm = make_firm()
    person = signed_in(make_staff(firm))
    connect_app(person)
    clients = reverse("advisor:client_list", args=[firm.pk])
    person.open(clients)
    fill_in(person, person.open(TURN_OFF), to=TURN_OFF)
    person.open(clients, status=302)


@pytest.mark.usefixtures("required")
def test_clients_and_employees_may_do_without() -> None:
    company = make_company()
    person = signed_in(make_member(company))
    person.open(reverse("accounts:company_home", args=[company.pk]))


def test_the_demo_may_switch_it_off() -> None:
    firm = make_firm()
    person = Person()
    assert sign_in(person, make_staff(firm).email).path == reverse("advisor:client_list", args=[firm.pk])
