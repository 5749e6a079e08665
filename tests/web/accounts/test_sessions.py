"""Sessions: seen, ended from elsewhere, and ended by themselves after a while."""

from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from tests.factories.accounts import make_company, make_firm, make_member, make_staff, make_user
from tests.web.accounts.entrance import LOGIN, fill_in, signed_in
from tests.web.browsing import Person

pytestmark = pytest.mark.django_db
SESSIONS = "/account/sessions/"
AWAY = "Du loggades ut eftersom du hade varit borta en stund."
LONG_AGO = "Du loggades ut eftersom det var länge sedan du loggade in."


def later(**time: float) -> AbstractContextManager[None]:
    """The clock at a later moment."""
    return clock.frozen(clock.now() + timedelta(**time))


def sent_out(person: Person, path: str) -> str:
    """Where a person who is signed out by opening the page is led."""
    answer = person.browser.get(path)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_another_device_is_seen_and_signed_out() -> None:
    eva = make_user()
    here, there = signed_in(eva), signed_in(eva)
    for person in (here, there):
        person.open("/profile/")
    page = here.open(SESSIONS)
    assert len(page.soup.select("main tbody tr")) == 2
    assert page.text.count("Den här enheten") == 1
    assert len(fill_in(here, page, to=SESSIONS).soup.select("main tbody tr")) == 1
    here.open("/profile/")
    there.open("/profile/", status=302)


def test_nobody_sees_the_devices_of_others() -> None:
    signed_in(make_user("Jon Alm")).open("/profile/")
    assert len(signed_in(make_user()).open(SESSIONS).soup.select("main tbody tr")) == 1


def test_staff_who_are_away_are_signed_out_told_so_and_led_back() -> None:
    firm = make_firm()
    clients = reverse("advisor:client_list", args=[firm.pk])
    person = signed_in(make_staff(firm))
    person.open(clients)
    with later(minutes=31):
        assert sent_out(person, f"{clients}?q=a") == f"{LOGIN}?next={clients.replace('/', '%2F')}%3Fq%3Da"
        assert AWAY in person.open(LOGIN).toasts


def test_staff_at_work_stay_signed_in() -> None:
    firm = make_firm()
    clients = reverse("advisor:client_list", args=[firm.pk])
    person = signed_in(make_staff(firm))
    for minutes in range(0, 100, 25):
        with later(minutes=minutes):
            person.open(clients)


def test_a_fragment_leads_the_whole_page_to_sign_in() -> None:
    firm = make_firm()
    clients = reverse("advisor:client_list", args=[firm.pk])
    person = signed_in(make_staff(firm))
    person.open(clients)
    with later(minutes=31):
        answer = person.browser.get(clients, headers={"HX-Request": "true"})
        assert answer.headers["HX-Redirect"] == LOGIN


def test_clients_may_be_away_longer() -> None:
    company = make_company()
    home = reverse("accounts:company_home", args=[company.pk])
    person = signed_in(make_member(company))
    person.open(home)
    with later(hours=11):
        person.open(home)


def test_twelve_hours_after_signing_in_everybody_signs_in_again() -> None:
    company = make_company()
    home = reverse("accounts:company_home", args=[company.pk])
    person = signed_in(make_member(company))
    for hours in (0, 6, 11):
        with later(hours=hours):
            person.open(home)
    with later(hours=12, minutes=1):
        assert sent_out(person, home).startswith(LOGIN)
        assert LONG_AGO in person.open(LOGIN).toasts


def test_a_session_ends_with_the_browser() -> None:
    person = signed_in(make_user())
    cookie = person.browser.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"]) == ("", "", True)


def test_somebody_who_may_no_longer_sign_in_is_out_at_once() -> None:
    eva = make_user()
    person = signed_in(eva)
    person.open("/profile/")
    eva.is_active = False
    eva.save()
    person.open("/profile/", status=302)
