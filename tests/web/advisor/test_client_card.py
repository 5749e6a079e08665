"""New clients and the client card: what is wrong is said by the field, what is typed stays, who may not is refused."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.models import User
from accounts.permissions import ClientAccess, FirmRole
from advisor.models import Assignment, Client, Contact
from common.scoping import scope
from events.operations import record
from tests.factories.accounts import acting, corporate_identity_number, make_company, make_firm, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.collaborations import make_cast
from tests.factories.employment import make_employee
from tests.web.advisor.test_client_list import HTMX, browser_of

pytestmark = pytest.mark.django_db
TABS = ("client_show", "client_details", "client_events", "contact_list", "assignment_list")


def url(name: str, *args: object) -> str:
    return reverse(f"advisor:{name}", args=args)


def new_client(responsible: User, **changed: str) -> dict[str, str]:
    """What the form for a new client sends."""
    return {
        "corporate_identity_number": corporate_identity_number(),
        "name": "Bageri Solrosen AB",
        "client_number": "17",
        "responsible_consultant": str(responsible.pk),
        "status": "ACTIVE",
        "email": "info@solrosen.example",
        "phone": "08-123 456",
        "street": "Storgatan 1",
        "postal_code": "111 22",
        "city": "Stockholm",
        "language": "sv",
        **changed,
    }


def test_a_new_client_is_added_and_its_card_opens() -> None:
    firm = make_firm()
    eva = make_staff(firm)
    response = browser_of(eva).post(url("client_new", firm.pk), new_client(eva), follow=True)
    assert response.status_code == 200
    with acting(eva), scope(firm_id=firm.pk):
        client = Client.objects.get()
    assert client.postal_code == "11122"
    assert response.redirect_chain == [(url("client_show", client.pk), 302)]
    assert client.name in response.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("corporate_identity_number", "559000-0001", "kontrollera sista siffran"),
        ("corporate_identity_number", "55900", "tio siffror"),
        ("email", "info(at)solrosen", "e-postadress"),
        ("postal_code", "1112", "fem siffror"),
        ("name", "", ""),
    ],
)
def test_what_is_wrong_is_said_by_the_field_and_nothing_typed_is_lost(field: str, typed: str, said: str) -> None:
    firm = make_firm()
    eva = make_staff(firm)
    response = browser_of(eva).post(url("client_new", firm.pk), new_client(eva, **{field: typed}))
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    wrong = page.select_one(f"[name={field}]")
    assert wrong is not None
    assert wrong.get("aria-invalid") == "true"
    assert wrong["value"] == typed if typed else not wrong.get("value")
    described = " ".join(page.find(id=part).text for part in str(wrong["aria-describedby"]).split())  # type: ignore[union-attr]
    assert said in described
    assert page.select_one("[name=street]")["value"] == "Storgatan 1"  # type: ignore[index]


def test_the_same_company_and_the_same_number_are_refused_by_name() -> None:
    firm, company = make_firm(), make_company()
    eva = make_staff(firm)
    make_client(firm, company, responsible=eva, client_number="17")
    browser = browser_of(eva)
    twice = new_client(eva, corporate_identity_number=company.corporate_identity_number, client_number="18")
    response = browser.post(url("client_new", firm.pk), twice)
    assert response.status_code == 422
    assert "redan kund" in response.content.decode()
    response = browser.post(url("client_new", firm.pk), new_client(eva, name="Annat AB"))
    assert response.status_code == 422
    assert f"{company.name} har det här kundnumret." in response.content.decode()
    with acting(eva), scope(firm_id=firm.pk):
        assert Client.objects.count() == 1


def test_someone_outside_the_firm_cannot_be_responsible() -> None:
    firm, other = make_firm(), make_firm("Annan Byrå AB")
    eva, sven = make_staff(firm), make_staff(other, "Sven Storm")
    assert browser_of(eva).post(url("client_new", firm.pk), new_client(sven)).status_code == 422


@pytest.mark.parametrize("name", TABS)
def test_every_tab_swaps_what_a_reload_shows_and_marks_itself(name: str) -> None:
    firm = make_firm()
    eva = make_staff(firm)
    client = make_client(firm, make_company(), responsible=eva)
    make_contact(client, "Ola Persson", email="ola@solrosen.example")
    make_assignment(client, owner=eva)
    browser = browser_of(eva)
    whole = BeautifulSoup(browser.get(url(name, client.pk)).content, "html.parser")
    part = BeautifulSoup(browser.get(url(name, client.pk), headers=HTMX).content, "html.parser")
    current = whole.select(".tabs [aria-current=page]")
    assert [link["href"] for link in current] == [url(name, client.pk)]
    for page in (whole, part):
        for hidden in page.select("input[name=csrfmiddlewaretoken]"):
            hidden.decompose()
    assert part.select_one("#card-tab") == whole.select_one("#card-tab")


@pytest.mark.parametrize("name", [*TABS, "contact_new", "assignment_new"])
def test_strangers_do_not_learn_that_the_client_exists(name: str) -> None:
    firm, other = make_firm(), make_firm("Annan Byrå AB")
    client = make_client(firm, make_company(), responsible=make_staff(firm))
    sara = make_staff(firm, "Sara Ek", client_access=ClientAccess.OWN)
    stranger = make_staff(other, "Sven Storm", role=FirmRole.ADMINISTRATOR)
    for user in (sara, stranger):
        assert browser_of(user).get(url(name, client.pk)).status_code == 404
        assert browser_of(user).post(url(name, client.pk)).status_code in (404, 405)


def test_an_assistant_reads_but_does_not_write() -> None:
    firm = make_firm()
    eva, nils = make_staff(firm), make_staff(firm, "Nils Ek", role=FirmRole.ASSISTANT)
    client = make_client(firm, make_company(), responsible=eva)
    contact, assignment = make_contact(client, "Ola Persson"), make_assignment(client, owner=eva)
    browser = browser_of(nils)
    for name in TABS:
        assert browser.get(url(name, client.pk)).status_code == 200
    for path in (
        url("client_details", client.pk),
        url("contact_new", client.pk),
        url("contact_edit", client.pk, contact.pk),
        url("contact_remove", client.pk, contact.pk),
        url("assignment_new", client.pk),
        url("assignment_edit", client.pk, assignment.pk),
        url("assignment_end", client.pk, assignment.pk),
    ):
        assert browser.post(path).status_code == 403, path


def test_details_are_changed_and_the_event_says_so_in_words_without_the_content() -> None:
    firm = make_firm()
    eva = make_staff(firm)
    client = make_client(firm, make_company(), responsible=eva)
    browser = browser_of(eva)
    sent = new_client(eva, phone="070-111 22 33")
    assert browser.post(url("client_details", client.pk), sent).status_code == 302
    page = browser.get(url("client_events", client.pk)).content.decode()
    assert "Kundens uppgifter ändrades" in page
    assert eva.full_name in page
    assert "070-111" not in page


def test_contacts_are_added_changed_and_removed() -> None:
    firm = make_firm()
    eva = make_staff(firm)
    client = make_client(firm, make_company(), responsible=eva)
    browser = browser_of(eva)
    person = {"given_name": "Ola", "family_name": "Persson", "email": "ola@solrosen.example", "is_administrator": "on"}
    assert browser.post(url("contact_new", client.pk), {**person, "email": "ola@"}).status_code == 422
    assert browser.post(url("contact_new", client.pk), person).status_code == 302
    with acting(eva), scope(firm_id=firm.pk):
        contact = Contact.objects.get()
    changed = {**person, "role": "Vd", "is_administrator": ""}
    browser.post(url("contact_edit", client.pk, contact.pk), changed)
    with acting(eva), scope(firm_id=firm.pk):
        contact.refresh_from_db()
    assert (contact.role, contact.is_administrator) == ("Vd", False)
    browser.post(url("contact_remove", client.pk, contact.pk))
    with acting(eva), scope(firm_id=firm.pk):
        assert not Contact.objects.exists()


def test_a_contact_is_reached_through_its_own_client_only() -> None:
    firm = make_firm()
    eva = make_staff(firm)
    mine = make_client(firm, make_company(), responsible=eva)
    contact = make_contact(make_client(firm, make_company("Snickarna AB"), responsible=eva), "Ola Persson")
    assert browser_of(eva).post(url("contact_remove", mine.pk, contact.pk)).status_code == 404


def test_assignments_are_added_with_people_changed_and_ended() -> None:
    firm = make_firm()
    eva, jon = make_staff(firm), make_staff(firm, "Jon Alm")
    client = make_client(firm, make_company(), responsible=eva)
    browser = browser_of(eva)
    sent = {"name": "Löpande lön", "owner": str(eva.pk), "participants": [str(jon.pk)]}
    assert browser.post(url("assignment_new", client.pk), {**sent, "owner": ""}).status_code == 422
    assert browser.post(url("assignment_new", client.pk), sent).status_code == 302
    with acting(eva), scope(firm_id=firm.pk):
        assignment = Assignment.objects.get()
        assert {one.user_id for one in assignment.participants.all()} == {eva.pk, jon.pk}
    browser.post(url("assignment_edit", client.pk, assignment.pk), {**sent, "participants": []})
    with acting(eva), scope(firm_id=firm.pk):
        assert {one.user_id for one in assignment.participants.all()} == {eva.pk}
    assert browser.post(url("assignment_end", client.pk, assignment.pk)).status_code == 302
    assert browser.get(url("assignment_edit", client.pk, assignment.pk)).status_code == 404


def test_events_name_the_employee_for_those_who_do_payroll_and_are_narrowed_by_area() -> None:
    cast = make_cast()
    cast.accept(cast.activate())
    anna = make_employee(cast.company, "Anna Ek")
    with cast.seen():
        record(
            "employment.bank_account_changed", by=None, subject=anna, company_id=cast.company.pk, firm_id=cast.firm.pk,
            data={"number": anna.number},
        )  # fmt: skip
    address = url("client_events", cast.client.pk)
    assert "Anna Ek" in browser_of(cast.eva).get(address).text
    unseen = browser_of(cast.sven).get(address).text
    assert "Anna Ek" not in unseen
    assert f"anställningsnummer {anna.number}" in unseen
    narrowed = browser_of(cast.eva).get(address + "?area=collaborations").text
    assert "Anna Ek" not in narrowed
    assert "Kunden accepterade" in narrowed


def test_the_menu_of_payroll_is_named_after_the_client_and_leads_back_to_it() -> None:
    cast = make_cast()
    cast.accept(cast.activate())
    page = BeautifulSoup(
        browser_of(cast.eva).get(reverse("payroll:run_list", args=[cast.company.pk])).content, "html.parser"
    )
    heading = page.select_one("nav a.nav-heading")
    assert heading is not None
    assert (heading.text, heading["href"]) == (cast.client.name, url("client_show", cast.client.pk))


@pytest.mark.parametrize("has_it", [True, False])
def test_lon_direkt_is_in_the_menu_of_a_company_that_has_it(has_it: bool) -> None:
    cast = make_cast(lon_direct=has_it)
    home = browser_of(cast.administrators[0]).get(reverse("accounts:company_home", args=[cast.company.pk])).text
    assert (reverse("payroll:lon_direct", args=[cast.company.pk]) in home) == has_it


def test_the_service_card_says_what_is_missing_before_anything_is_chosen() -> None:
    cast = make_cast(account=False)
    with cast.seen():
        Client.objects.update(street="")
        Contact.objects.update(email="")
    page = browser_of(cast.eva).get(reverse("collaborations:client_tab", args=[cast.client.pk])).text
    assert "Något saknas" in page
    assert "Kan aktiveras" not in page
    assert "adress är ofullständig" in page
    assert "saknar e-postadress" in page
