"""Settings, Collaborations: what the firm has with its clients, for those who may see whom."""

import csv
from copy import deepcopy
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Company, Firm, User
from accounts.permissions import ClientAccess
from advisor.models import Assignment, Client
from collaborations.models import Collaboration
from collaborations.rules.states import State
from common import clock
from tests.factories.accounts import corporate_identity_number, make_company, make_firm, make_member, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox
from tests.factories.signing_in import open_session

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def browser_of(user: User) -> Browser:
    browser = Browser()
    open_session(browser, user)
    return browser


def address(firm: Firm, query: str = "", name: str = "overview") -> str:
    return reverse(f"collaborations:{name}", args=[firm.pk]) + query


def page_of(browser: Browser, path: str, **headers: str) -> BeautifulSoup:
    response = browser.get(path, headers=headers)
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def names_on(page: BeautifulSoup) -> list[str]:
    return [name.text for name in page.select("#collaboration-overview summary .strong")]


def chips_on(page: BeautifulSoup) -> dict[str, str]:
    return {chip.text.rsplit(maxsplit=1)[0]: chip.text.rsplit(maxsplit=1)[1] for chip in page.select("a.chip")}


def second_client(cast: Cast, name: str) -> Cast:
    """Another client of the same firm, responsible Sven, assignment of Jon."""
    company = make_company(name)
    client = make_client(cast.firm, company, responsible=cast.sven)
    administrators = [make_member(company, "Per Ek")]
    return Cast(
        firm=cast.firm, company=company, client=client, assignment=make_assignment(client, owner=cast.jon),
        contact=make_contact(client, "Per Ek", email=f"per.{client.pk.hex}@example.se"),
        eva=cast.eva, jon=cast.jon, sven=cast.sven, administrators=administrators,
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(standing: None) -> Cast:
    """A firm with a client in Standard that pays itself, and one that has been asked for Start."""
    first = make_cast()
    first.accept(first.activate(standard_terms()))
    second_client(first, "Snickarna AB").activate(start_terms(), by=first.jon)
    drain_outbox()
    return first


@pytest.fixture
def cast(made: Cast, db: None) -> Cast:
    return deepcopy(made)


def test_each_client_unfolds_to_its_collaborations_and_leads_to_its_tab(cast: Cast) -> None:
    page = page_of(browser_of(cast.eva), address(cast.firm))
    assert names_on(page) == ["Bageri Solrosen AB", "Snickarna AB"]
    row = page.select(".fold-list details")[0]
    assert "Löpande lön" in row.text
    assert "Eva Lind" in row.text
    assert "12 månader" in row.text
    assert row.find("a", href=reverse("collaborations:client_tab", args=[cast.client.pk])) is not None


def test_a_swap_equals_a_reload(cast: Cast) -> None:
    browser = browser_of(cast.eva)
    part = page_of(browser, address(cast.firm, "?state=ACTIVE"), **HTMX)
    whole = page_of(browser, address(cast.firm, "?state=ACTIVE"))
    assert [child.get("id") for child in part.find_all(recursive=False)] == ["collaboration-overview"]
    assert str(part.select_one("#collaboration-overview")) == str(whole.select_one("#collaboration-overview"))


def test_states_and_services_are_counted_and_a_count_narrows_the_list(cast: Cast) -> None:
    browser = browser_of(cast.eva)
    page = page_of(browser, address(cast.firm))
    assert chips_on(page) == {"Väntar på kunden": "1", "Aktivt": "1", "Lön Smart": "2"}
    chip = next(one for one in page.select("a.chip") if "Aktivt" in one.text)
    narrowed = page_of(browser, address(cast.firm) + str(chip["href"]))
    assert names_on(narrowed) == ["Bageri Solrosen AB"]
    assert chips_on(narrowed)["Väntar på kunden"] == "1"
    assert chips_on(narrowed)["Lön Smart"] == "1"
    chosen = narrowed.select_one("a.chip[aria-current]")
    assert chosen is not None
    assert names_on(page_of(browser, address(cast.firm) + str(chosen["href"]))) == names_on(page)


def test_every_filter_narrows(cast: Cast) -> None:
    browser = browser_of(cast.eva)
    first, second = "Bageri Solrosen AB", "Snickarna AB"
    expected = {
        "q=solros": [first],
        f"owner={cast.eva.pk}": [first],
        f"owner={cast.jon.pk}": [second],
        f"responsible={cast.sven.pk}": [second],
        "service=LON_SMART": [first, second],
        "variant=LON_SMART.START": [second],
        "recipient=CLIENT": [first],
        "recipient=FIRM": [second],
        "state=REQUESTED": [second],
        "assignment=löpande": [first, second],
        "assignment=bokslut": [],
        "variant=LON_SMART.START&recipient=CLIENT": [],
    }
    found = {query: names_on(page_of(browser, address(cast.firm, f"?{query}"))) for query in expected}
    assert found == expected


def test_former_collaborations_are_asked_for(cast: Cast) -> None:
    with cast.seen():
        Collaboration.objects.filter(client=cast.client).update(
            state=State.ENDED, ended_at=clock.now(), end_reason="Klart", ended_by_party="FIRM"
        )
    browser = browser_of(cast.eva)
    assert names_on(page_of(browser, address(cast.firm))) == ["Snickarna AB"]
    assert chips_on(page_of(browser, address(cast.firm)))["Avslutat"] == "1"
    assert names_on(page_of(browser, address(cast.firm, "?state=ENDED"))) == ["Bageri Solrosen AB"]
    assert names_on(page_of(browser, address(cast.firm, "?state=ALL"))) == ["Bageri Solrosen AB", "Snickarna AB"]


def test_an_empty_overview_and_an_empty_answer_say_different_things() -> None:
    firm = make_firm()
    browser = browser_of(make_staff(firm))
    empty = page_of(browser, address(firm))
    assert "Inga samarbeten ännu" in empty.text
    assert empty.find("a", href=reverse("advisor:client_list", args=[firm.pk])) is not None
    assert "Inget samarbete passar sökningen" in page_of(browser, address(firm, "?q=finns+inte")).text


@pytest.mark.parametrize(
    "query",
    ["?state=SECRET", "?owner=1", "?after=forged", "?variant=.", "?page=2", "?assignment=" + "x" * 3000, "?service=X"],
)
@pytest.mark.parametrize("name", ["overview", "overview_csv", "overview_xlsx"])
def test_what_is_not_understood_in_the_address_does_no_harm(cast: Cast, query: str, name: str) -> None:
    assert browser_of(cast.eva).get(address(cast.firm, query, name)).status_code == 200


def test_staff_with_own_reach_see_their_clients_in_list_counts_and_file(cast: Cast) -> None:
    sara = make_staff(cast.firm, "Sara Ek", client_access=ClientAccess.OWN)
    make_assignment(cast.client, owner=cast.eva, participants=[sara])
    browser = browser_of(sara)
    page = page_of(browser, address(cast.firm))
    assert names_on(page) == ["Bageri Solrosen AB"]
    assert chips_on(page) == {"Aktivt": "1", "Lön Smart": "1"}
    assert [row[0] for row in lines_of(browser, address(cast.firm, name="overview_csv"))] == ["Bageri Solrosen AB"]


def test_strangers_get_nowhere(cast: Cast) -> None:
    stranger = browser_of(make_staff(make_firm("Annan Byrå AB"), "Sven Storm"))
    for name in ("overview", "overview_csv", "overview_xlsx"):
        assert stranger.get(address(cast.firm, name=name)).status_code == 404


def lines_of(browser: Browser, path: str) -> list[list[str]]:
    text = browser.get(path).content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))[1:]


def test_the_file_has_what_is_filtered_and_no_formula(cast: Cast) -> None:
    with cast.seen():
        Client.objects.filter(pk=cast.client.pk).update(name="=HYPERLINK(1)")
    browser = browser_of(cast.eva)
    (line,) = lines_of(browser, address(cast.firm, "?state=ACTIVE", "overview_csv"))
    assert line[0] == "'=HYPERLINK(1)"
    assert line[4:10] == ["Lön Smart", "Standard – byrå och kund", "Aktivt", "Löpande lön", "Eva Lind", "Kunden"]
    page = page_of(browser, address(cast.firm, "?state=ACTIVE"))
    links = [str(link["href"]) for link in page.select("a[href*='collaborations.']")]
    assert links == [address(cast.firm, "?state=ACTIVE", name) for name in ("overview_csv", "overview_xlsx")]


def fill(cast: Cast, number: int) -> None:
    """Many clients with a collaboration each, like that of the cast."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_migrate")
    with cast.seen():
        model = Collaboration.objects.filter(client=cast.client).get()
    numbers = [corporate_identity_number() for _ in range(number)]
    companies = [Company(name=f"Bolag {i:04d}", corporate_identity_number=one) for i, one in enumerate(numbers)]
    clients = [
        Client(
            firm=cast.firm, company=one, name=one.name, responsible_consultant=cast.eva,
            corporate_identity_number=one.corporate_identity_number,
        )
        for one in companies
    ]  # fmt: skip
    assignments = [Assignment(firm=cast.firm, client=one, name="Löpande lön", owner=cast.jon) for one in clients]
    values = {field.attname: getattr(model, field.attname) for field in Collaboration._meta.concrete_fields}
    changed = ("id", "client_id", "company_id", "assignment_id", "contact_id")
    kept = {name: value for name, value in values.items() if name not in changed}
    Company.objects.bulk_create(companies)
    Client.unscoped("test data").bulk_create(clients)
    Assignment.unscoped("test data").bulk_create(assignments)
    Collaboration.unscoped("test data").bulk_create(
        Collaboration(**kept, client=client, company=client.company, assignment=assignment)
        for client, assignment in zip(clients, assignments, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_app")


def test_pages_follow_on_each_other_and_hold_every_client_once(cast: Cast) -> None:
    fill(cast, 120)
    browser = browser_of(cast.eva)
    path, seen, pages = address(cast.firm, "?state=ACTIVE"), [], 0
    while path:
        page = page_of(browser, path)
        seen += names_on(page)
        pages += 1
        following = page.select_one("a[rel=next]")
        path = address(cast.firm) + str(following["href"]) if following else ""
    assert pages == 3
    assert seen == ["Bageri Solrosen AB", *(f"Bolag {place:04d}" for place in range(120))]


def test_the_number_of_queries_does_not_grow_with_the_number_of_clients(cast: Cast) -> None:
    browser = browser_of(cast.eva)
    counts = []
    for number in (0, 300):
        fill(cast, number)
        for name in ("overview", "overview_csv"):
            browser.get(address(cast.firm, "", name))
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(address(cast.firm, "?q=b&state=ACTIVE", name)).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]
