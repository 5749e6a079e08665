"""The client list: found, narrowed, sorted and paged, for those who may see whom."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Company, Firm, User
from accounts.permissions import ClientAccess, FirmRole
from advisor.models import Client, ClientStatus
from common.rls import as_system
from tests.factories.accounts import corporate_identity_number, make_company, make_firm, make_staff
from tests.factories.advisor import make_assignment, make_client
from tests.factories.signing_in import open_session

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def browser_of(user: User) -> Browser:
    browser = Browser()
    open_session(browser, user)
    return browser


def address(firm: Firm, query: str = "") -> str:
    return reverse("advisor:client_list", args=[firm.pk]) + query


def page_of(browser: Browser, path: str) -> BeautifulSoup:
    response = browser.get(path)
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def names_on(page: BeautifulSoup) -> list[str]:
    return [link.text for link in page.select("#client-list tbody th a")]


def fill(firm: Firm, responsible: User, number: int) -> None:
    """Many clients at once, named Bolag 0000 and so on."""
    with as_system(reason="test data", firm_id=firm.pk):
        pass
    companies = [
        Company(name=f"Bolag {i:04d}", corporate_identity_number=corporate_identity_number()) for i in range(number)
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_migrate")
    Company.objects.bulk_create(companies)
    Client.unscoped("test data").bulk_create(
        Client(
            firm=firm,
            company=company,
            name=company.name,
            corporate_identity_number=company.corporate_identity_number,
            client_number=str(1000 + place),
            responsible_consultant=responsible,
        )
        for place, company in enumerate(companies)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_app")


def test_a_swap_equals_a_reload() -> None:
    firm = make_firm()
    eva = make_staff(firm)
    make_client(firm, make_company(), responsible=eva)
    browser = browser_of(eva)
    part = BeautifulSoup(browser.get(address(firm), headers=HTMX).content, "html.parser")
    assert [child.get("id") for child in part.find_all(recursive=False)] == ["client-list"]
    whole = page_of(browser, address(firm))
    for token in (*part.select("[name=csrfmiddlewaretoken]"), *whole.select("[name=csrfmiddlewaretoken]")):
        token["value"] = "masked anew for every answer"
    assert part.select_one("#client-list") == whole.select_one("#client-list")


@pytest.mark.parametrize("sought", ["solros", "SOLROSEN", "K-17"])
def test_clients_are_found_by_name_and_number(sought: str) -> None:
    firm = make_firm()
    eva = make_staff(firm)
    make_client(firm, make_company("Bageri Solrosen AB"), responsible=eva, client_number="K-17")
    make_client(firm, make_company("Snickarna AB"), responsible=eva, client_number="K-18")
    assert names_on(page_of(browser_of(eva), address(firm, f"?q={sought}"))) == ["Bageri Solrosen AB"]


def test_clients_are_found_by_corporate_identity_number_with_or_without_hyphen() -> None:
    firm = make_firm()
    eva = make_staff(firm)
    company = make_company()
    make_client(firm, company, responsible=eva)
    make_client(firm, make_company("Snickarna AB"), responsible=eva)
    number = company.corporate_identity_number
    for written in (number, f"{number[:6]}-{number[6:]}"):
        assert names_on(page_of(browser_of(eva), address(firm, f"?q={written}"))) == [company.name]


def test_responsible_and_status_narrow_the_list_and_inactive_clients_are_asked_for() -> None:
    firm = make_firm()
    eva, jon = make_staff(firm), make_staff(firm, "Jon Alm")
    make_client(firm, make_company("Evas AB"), responsible=eva)
    make_client(firm, make_company("Jons AB"), responsible=jon)
    make_client(firm, make_company("Vilande AB"), responsible=jon, status=ClientStatus.INACTIVE)
    browser = browser_of(eva)
    assert names_on(page_of(browser, address(firm))) == ["Evas AB", "Jons AB"]
    assert names_on(page_of(browser, address(firm, f"?responsible={jon.pk}"))) == ["Jons AB"]
    assert names_on(page_of(browser, address(firm, "?status=INACTIVE"))) == ["Vilande AB"]
    assert names_on(page_of(browser, address(firm, f"?status=ALL&responsible={jon.pk}"))) == ["Jons AB", "Vilande AB"]


@pytest.mark.parametrize(
    "query", ["?sort=password", "?sort=-", "?after=forged", "?status=SECRET", "?responsible=1", "?q=" + "x" * 3000]
)
def test_what_is_not_understood_in_the_address_does_no_harm(query: str) -> None:
    firm = make_firm()
    eva = make_staff(firm)
    make_client(firm, make_company(), responsible=eva)
    assert browser_of(eva).get(address(firm, query)).status_code == 200


def test_pages_follow_on_each_other_and_hold_every_client_once_in_both_directions() -> None:
    firm = make_firm()
    eva = make_staff(firm)
    fill(firm, eva, 120)
    browser = browser_of(eva)
    for sort, expected in (("name", sorted), ("-number", lambda names: sorted(names, reverse=True))):
        path, seen, pages = address(firm, f"?sort={sort}"), [], 0
        while path:
            page = page_of(browser, path)
            assert len(names_on(page)) <= 50
            seen += names_on(page)
            pages += 1
            following = page.select_one("a[rel=next]")
            path = address(firm) + str(following["href"]) if following else ""
        assert pages == 3
        assert seen == expected([f"Bolag {place:04d}" for place in range(120)])


def test_the_number_of_queries_does_not_grow_with_the_number_of_clients() -> None:
    firm, large = make_firm(), make_firm("Stora Byrån AB")
    eva, jon = make_staff(firm), make_staff(large, "Jon Alm")
    fill(firm, eva, 3)
    fill(large, jon, 300)
    counts = []
    for user, its_firm in ((eva, firm), (jon, large)):
        browser = browser_of(user)
        browser.get(address(its_firm))
        with CaptureQueriesContext(connection) as captured:
            page_of(browser, address(its_firm, "?q=bolag&sort=-name"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_empty_register_and_an_empty_answer_say_different_things() -> None:
    firm = make_firm()
    browser = browser_of(make_staff(firm))
    assert page_of(browser, address(firm)).find("a", href=reverse("advisor:client_new", args=[firm.pk])) is not None
    assert "Inga kunder ännu" in page_of(browser, address(firm)).text
    assert "Ingen kund passar sökningen" in page_of(browser, address(firm, "?q=finns+inte")).text


def test_staff_with_own_reach_see_their_clients_and_an_assistant_cannot_add_any() -> None:
    firm = make_firm()
    eva = make_staff(firm)
    sara = make_staff(firm, "Sara Ek", client_access=ClientAccess.OWN)
    nils = make_staff(firm, "Nils Ek", role=FirmRole.ASSISTANT)
    working = make_client(firm, make_company("Snickarna AB"), responsible=eva)
    make_client(firm, make_company("Annat AB"), responsible=eva)
    make_assignment(working, owner=eva, participants=[sara])
    assert names_on(page_of(browser_of(sara), address(firm))) == ["Snickarna AB"]
    new = reverse("advisor:client_new", args=[firm.pk])
    assert page_of(browser_of(nils), address(firm)).find("a", href=new) is None
    assert browser_of(nils).get(new).status_code == 403


def test_strangers_and_the_signed_out_get_nowhere() -> None:
    firm, other = make_firm(), make_firm("Annan Byrå AB")
    stranger = browser_of(make_staff(other, "Sven Storm"))
    assert stranger.get(address(firm)).status_code == 404
    assert Browser().get(address(firm)).status_code == 302
