"""One login, several roles in several firms and companies, and a switch that is seen from each of them."""

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import CompanyMembership
from accounts.operations import members
from accounts.permissions import ClientAccess, CompanyRole, FirmRole, GrantScope
from common import clock
from common.scoping import scope
from tests.factories.accounts import acting, give, make_company, make_firm, make_member, make_staff, make_user
from tests.web.accounts.entrance import fill_in, sign_in, signed_in
from tests.web.browsing import Person

pytestmark = pytest.mark.django_db


def names(person: Person) -> dict[str, str]:
    """Name and kind of each workplace on the page where one chooses."""
    links = person.open("/workplaces/").soup.select("main a.switcher")
    return {
        link.select_one(".switcher-name").text: link.select_one(".switcher-kind").text  # type: ignore[union-attr]
        for link in links
    }


def test_whoever_has_one_workplace_lands_there() -> None:
    firm = make_firm()
    person = Person()
    sign_in(person, make_staff(firm).email)
    assert person.browser.get("/").headers["Location"] == reverse("accounts:firm_home", args=[firm.pk])


def test_whoever_has_several_chooses_and_switches() -> None:
    firm, bakery, joinery = make_firm(), make_company(), make_company("Snickarna i Luleå AB")
    eva = make_staff(firm)
    with transaction.atomic():
        members.add_member(company_id=bakery.pk, user=eva, role=CompanyRole.ADMINISTRATOR, by=None, on=clock.today())
        members.add_member(company_id=joinery.pk, user=eva, role=CompanyRole.ATTESTOR, by=None, on=clock.today())
    give(eva, joinery, GrantScope.TIME_APPROVAL)
    person = Person()
    assert "Var vill du arbeta?" in sign_in(person, eva.email).text
    assert names(person) == {
        "Norrsken Redovisning AB": "Redovisningsbyrå",
        "Bageri Solrosen AB": "Företagsadministratör",
        "Snickarna i Luleå AB": "Attestansvarig",
    }
    for path, name in (
        (reverse("advisor:client_list", args=[firm.pk]), "Norrsken Redovisning AB"),
        (reverse("accounts:company_home", args=[bakery.pk]), "Bageri Solrosen AB"),
        (reverse("accounts:company_home", args=[joinery.pk]), "Snickarna i Luleå AB"),
    ):
        switch = person.open(path).soup.select_one("header a.switcher")
        assert switch is not None
        assert (switch["href"], name in switch.text, "Byt arbetsplats" in switch.text) == ("/workplaces/", True, True)


def test_two_firms_are_two_workplaces() -> None:
    eva = make_staff(make_firm())
    members.add_staff(
        firm=make_firm("Annan Byrå AB"), user=eva, role=FirmRole.ASSISTANT, client_access=ClientAccess.OWN, by=None
    )
    assert list(names(signed_in(eva))) == ["Annan Byrå AB", "Norrsken Redovisning AB"]


def test_whoever_has_no_workplace_is_told_what_to_do() -> None:
    person = signed_in(make_user())
    assert "Du har ingen arbetsplats ännu" in person.open("/workplaces/").text


def test_a_role_that_ended_is_no_workplace() -> None:
    company = make_company()
    ola = make_member(company)
    person = signed_in(ola)
    assert list(names(person)) == ["Bageri Solrosen AB"]
    with acting(ola), scope(company_ids=[company.pk]):
        members.end_member(membership=CompanyMembership.objects.get(user=ola), by=None, reason="test")
    assert names(person) == {}
    person.open(reverse("accounts:company_home", args=[company.pk]), status=404)


def test_name_and_language_of_mails_are_ones_own() -> None:
    eva = make_user()
    person = signed_in(eva)
    page = person.open("/profile/")
    assert f"Du loggar in med {eva.email}." in page.text
    saved = fill_in(person, page, {"given_name": "Evelina", "language": "en"})
    assert "Din profil är sparad." in saved.toasts
    eva.refresh_from_db()
    assert (eva.given_name, eva.language) == ("Evelina", "en")
