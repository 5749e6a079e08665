"""A forgotten password, an authenticator app, a passkey, two devices, and a switch from the firm to a company."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction
from playwright.sync_api import expect

from accounts.operations import members
from accounts.permissions import CompanyRole
from common import clock
from tests.factories.accounts import PASSWORD, make_company, make_firm, make_staff
from tests.journeys.conftest import MailReader, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NEW_PASSWORD = "en helt ny granbarr"  # noqa: S105


@pytest.fixture
def eva() -> str:
    """Eva does payroll at the firm and administers her brother's bakery."""
    with transaction.atomic():
        user = make_staff(make_firm())
        bakery = make_company()
        members.add_member(company_id=bakery.pk, user=user, role=CompanyRole.ADMINISTRATOR, by=None, on=clock.today())
    return user.email


def code(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def send(person: Person, **fields: str) -> None:
    """Fill in the form of the page and send it."""
    for name, value in fields.items():
        person.page.fill(f"main [name={name}]", value)
    person.page.locator("main form [type=submit]").first.click()
    person.page.wait_for_load_state()
    person.look()


def give_fingerprint_reader(person: Person) -> None:
    """Chromium's virtual authenticator: a reader in the device that always recognises its owner."""
    devtools = person.page.context.new_cdp_session(person.page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def choose_new_password(person: Person, email: str, link_in_mail: MailReader) -> None:
    person.open("/account/login/")
    person.page.get_by_role("link", name="Glömt lösenordet").click()
    send(person, email=email)
    expect(person.page.get_by_role("heading", name="Titta i din inkorg")).to_be_visible()
    person.open(link_in_mail(email, "Välj ett nytt lösenord"))
    send(person, password1=NEW_PASSWORD, password2=NEW_PASSWORD)
    expect(person.page.get_by_role("heading", name="Var vill du arbeta?")).to_be_visible()


def connect_app(person: Person) -> str:
    person.open("/account/2fa/")
    person.page.get_by_role("link", name="Koppla en app").click()
    send(person, password=NEW_PASSWORD)
    person.page.get_by_text("Går det inte att skanna?").click()
    secret = person.page.locator("main code").inner_text()
    send(person, code="000000")
    expect(person.page.get_by_text("Felaktig kod.").first).to_be_visible()
    send(person, code=code(secret))
    expect(person.page.locator("main .codes li")).to_have_count(10)
    return secret


def add_passkey(person: Person) -> None:
    give_fingerprint_reader(person)
    person.open("/account/2fa/webauthn/add/")
    person.page.fill("main [name=name]", "Evas dator")
    person.page.get_by_label("Logga in med bara den här nyckeln").check()
    person.page.get_by_role("button", name="Lägg till").click()
    expect(person.page.get_by_text("1 nyckel")).to_be_visible()
    person.look()


def sign_out(person: Person) -> None:
    person.open("/account/logout/")
    send(person)
    expect(person.page.get_by_role("heading", name="Logga in")).to_be_visible()


def test_a_person_signs_in_with_more_than_a_password_and_works_in_two_places(
    eva: str, person: Callable[..., Person], link_in_mail: MailReader
) -> None:
    desk = person()
    choose_new_password(desk, eva, link_in_mail)
    sign_out(desk)
    desk.open("/account/login/")
    send(desk, login=eva, password=PASSWORD)
    expect(desk.page.get_by_text("E-postadressen eller lösenordet är fel.")).to_be_visible()
    send(desk, login=eva, password=NEW_PASSWORD)
    secret = connect_app(desk)
    add_passkey(desk)
    sign_out(desk)

    desk.page.get_by_role("button", name="Logga in med passkey").click()
    expect(desk.page.get_by_role("heading", name="Var vill du arbeta?")).to_be_visible()
    desk.look()
    desk.page.get_by_role("link", name="Norrsken Redovisning AB").click()
    expect(desk.page.get_by_role("heading", name="Kunder")).to_be_visible()
    desk.page.locator("a.switcher").click()
    desk.page.get_by_role("link", name="Bageri Solrosen AB").click()
    expect(desk.page.get_by_role("heading", name="Bageri Solrosen AB")).to_be_visible()
    desk.look()

    phone = person(phone=True)
    phone.open("/account/login/")
    send(phone, login=eva, password=NEW_PASSWORD)
    expect(phone.page.get_by_role("heading", name="Ett steg till")).to_be_visible()
    send(phone, code=code(secret))
    expect(phone.page.get_by_role("heading", name="Var vill du arbeta?")).to_be_visible()

    desk.open("/account/sessions/")
    desk.page.get_by_role("button", name="Logga ut alla andra enheter").click()
    expect(desk.page.locator("main tbody tr")).to_have_count(1)
    phone.open("/workplaces/")
    expect(phone.page.get_by_role("heading", name="Logga in")).to_be_visible()
    phone.page.get_by_role("button", name="English").click()
    expect(phone.page.get_by_role("heading", name="Sign in")).to_be_visible()
    phone.look()
