"""Pages of employees: for the firm's payroll staff and the client's payroll people, and nobody else."""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Company, Firm, User
from accounts.operations import grants
from accounts.permissions import GrantScope
from advisor.models import Client
from common import clock
from common.identifiers import new_id
from common.rls import as_system
from employment.cost_queries import shares_on
from employment.models import BankAccount, Employee, EmploymentTerms, TaxTerms
from employment.rules.cost_splits import Share
from events.models import AuditEvent
from tests.factories.accounts import give, make_company, make_firm, make_member, make_staff
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_cost_object, make_draft, make_employee, make_split
from tests.factories.signing_in import open_session
from tests.factories.test_numbers import COORDINATION, ORDINARY
from tests.factories.timereporting import make_schedule
from tests.web.browsing import Person
from timereporting.queries import latest_schedule_of

pytestmark = pytest.mark.django_db


@dataclass
class Cast:
    """A firm that does the payroll of a company, and the people around it."""

    firm: Firm
    company: Company
    eva: User
    """on the firm's staff, with payroll access"""
    jon: User
    """on the same staff, without it"""
    ola: User
    """administrator of the company, with payroll access"""
    stranger: User


@pytest.fixture(scope="module")
def made(standing: None) -> Cast:
    firm, company = make_firm(), make_company()
    eva, jon, ola = make_staff(firm, "Eva Lind"), make_staff(firm, "Jon Ask"), make_member(company)
    with as_system(reason="test data", firm_id=firm.pk, company_id=company.pk):
        Client.objects.create(
            firm=firm,
            company=company,
            name=company.name,
            corporate_identity_number=company.corporate_identity_number,
            responsible_consultant=eva,
        )
    grants.give(
        company_id=company.pk,
        firm_id=firm.pk,
        scope=GrantScope.CLIENT_REGISTER,
        source_type="test",
        source_id=new_id(),
        by=None,
        on=clock.today(),
    )
    give(eva, company, GrantScope.PAYROLL)
    give(ola, company, GrantScope.PAYROLL)
    return Cast(firm, company, eva, jon, ola, make_staff(make_firm("Annan Byrå AB"), "Sven Storm"))


@pytest.fixture
def cast(made: Cast, db: None) -> Cast:
    return deepcopy(made)


@pytest.fixture
def browse() -> Callable[[User], Browser]:
    def signed_in(user: User) -> Browser:
        browser = Browser()
        open_session(browser, user)
        return browser

    return signed_in


def address(cast: Cast, name: str, employee: Employee | None = None, *, side: str = "") -> str:
    kwargs = {"company_id": cast.company.pk}
    if employee is not None:
        kwargs["employee_id"] = employee.pk
    return reverse(f"employment:{side}{name}", kwargs=kwargs)


def behind(cast: Cast):  # type: ignore[no-untyped-def]
    return as_system(reason="test", company_id=cast.company.pk)


PAGES = ["employee_basics", "employee_employment", "employee_pay", "employee_tax", "employee_bank", "employee_access"]


@pytest.mark.parametrize("side", ["", "client_"])
@pytest.mark.parametrize("name", ["employee_list", "employee_new", "settings_edit", *PAGES])
def test_pages_open_for_payroll_people_of_that_side_only(cast: Cast, browse, side: str, name: str) -> None:  # type: ignore[no-untyped-def]
    employee = make_employee(cast.company, "Åke Öberg") if name in PAGES else None
    url = address(cast, name, employee, side=side)
    owner, other_side = (cast.ola, cast.eva) if side else (cast.eva, cast.ola)
    answer = browse(owner).get(url)
    assert answer.status_code == 200
    assert cast.company.name in answer.content.decode()
    assert browse(other_side).get(url).status_code == 404
    assert browse(cast.jon).get(url).status_code == 404
    assert browse(cast.stranger).get(url).status_code == 404
    assert Browser().get(url).status_code == 302


def test_a_member_without_payroll_access_is_refused(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    mia = make_member(cast.company, "Mia Kvist")
    assert browse(mia).get(address(cast, "employee_list", side="client_")).status_code == 403


def test_the_companys_own_lon_direkt_reaches_its_employees(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    mia = make_member(cast.company, "Mia Kvist")
    give(mia, cast.company, GrantScope.LON_DIRECT)
    answer = browse(mia).post(address(cast, "employee_new", side="client_"), new_form())
    assert answer.status_code == 302


def test_an_employee_of_another_company_is_not_found(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    canary = make_employee(make_company("Kanariefågeln AB"), "Kanarie Fågel")
    for name in PAGES:
        assert browse(cast.eva).get(address(cast, name, canary)).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(cast: Cast, browse, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    eva = browse(cast.eva)
    for _ in range(3):
        make_draft(cast.company)
    eva.get(address(cast, "employee_list"))
    with django_assert_max_num_queries(60) as few:
        eva.get(address(cast, "employee_list"))
    for _ in range(20):
        make_draft(cast.company)
    with django_assert_max_num_queries(60) as many:
        eva.get(address(cast, "employee_list"))
    assert len(few) == len(many)


def test_the_list_is_in_swedish_order_and_counts_what_is_missing(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    make_employee(cast.company, "Li Öberg")
    make_employee(cast.company, "Bo Zetterlund")
    make_draft(cast.company, "Ek Ås")
    text = browse(cast.eva).get(address(cast, "employee_list")).content.decode()
    assert text.index("Zetterlund, Bo") < text.index("Ås, Ek") < text.index("Öberg, Li")
    assert "Utkast · 5 saknas" in text


def test_searching_swaps_the_list_alone(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    make_employee(cast.company, "Li Sund")
    make_employee(cast.company, "Bo Ek")
    url = address(cast, "employee_list")
    part = browse(cast.eva).get(url, {"q": "sund"}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="employee-list">')
    assert "Sund, Li" in part
    assert "Ek, Bo" not in part


@pytest.mark.parametrize("query", [{"after": "nonsense"}, {"after": str(new_id())}, {"status": "x"}, {"q": "9" * 90}])
def test_crafted_queries_get_the_list(cast: Cast, browse, query: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    make_employee(cast.company, "Li Sund")
    assert browse(cast.eva).get(address(cast, "employee_list"), query).status_code == 200


def new_form(**fields: str) -> dict[str, str]:
    return {
        "given_name": "Li",
        "family_name": "Sund",
        "identity": ORDINARY[0],
        "email": "li@example.se",
        "hired_on": "2026-01-01",
        "number": "7",
        **fields,
    }


def test_a_copy_is_employed_like_the_other_and_is_another_person(cast: Cast) -> None:
    schedule = make_schedule(cast.company)
    li = make_employee(cast.company, "Li Sund", monthly_salary=3_100_000, employment_rate=80, schedule=schedule)
    make_cost_object(cast.company)
    make_split(li, Share(Decimal(100), "100"))
    eva, path = Person(cast.eva), f"{address(cast, 'employee_new')}?copy_of={li.pk}"
    page = eva.open(path)
    assert "Anställd som Li Sund" in page.text
    page = eva.send(page, {"given_name": "Bo", "family_name": "Ek", "hired_on": "2026-12-01"})
    assert "Bo Ek" in page.text
    with behind(cast):
        copy = Employee.objects.get(given_name="Bo")
        (terms,) = EmploymentTerms.objects.filter(employee=copy)
        assert (terms.monthly_salary, terms.employment_rate, terms.starts_on) == (3_100_000, Decimal(80), copy.hired_on)
        assert latest_schedule_of(copy) == schedule.pk
        assert shares_on(cast.company.pk, [copy.pk], copy.hired_on) == {copy.pk: (Share(Decimal(100), "100"),)}
        assert not TaxTerms.objects.filter(employee=copy).exists()
        assert (copy.is_draft, copy.last_four, copy.email) == (True, "", "")
    eva.open(f"{address(cast, 'employee_new')}?copy_of=nobody", status=404)


def test_a_new_employee_begins_as_a_draft(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    answer = browse(cast.eva).post(address(cast, "employee_new"), new_form())
    with behind(cast):
        employee = Employee.objects.get()
        event = AuditEvent.objects.get(kind="employment.employee_added")
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/employees/{employee.pk}/pay/")
    assert employee.is_draft
    assert (event.actor_id, event.firm_id, event.company_id) == (cast.eva.pk, cast.firm.pk, cast.company.pk)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"identity": ORDINARY[0][:-1] + "0"}, "Personnumret stämmer inte, kontrollera sista siffran."),
        ({"identity": "19😀abc"}, "Skriv personnumret som ÅÅÅÅMMDD-NNNN."),
        ({"identity": "<b>hej</b>"}, "Skriv personnumret som ÅÅÅÅMMDD-NNNN."),
        ({"hired_on": "i morgon"}, "Skriv datumet som ÅÅÅÅ-MM-DD."),
        ({"hired_on": "0001-01-01"}, "Skriv en dag från 1930-01-01 till 2199-12-31."),
        ({"number": "0"}, "Skriv ett tal från 1 till 999\N{NO-BREAK SPACE}999\N{NO-BREAK SPACE}999."),
        ({"number": "sju"}, "Skriv ett tal, till exempel 12."),
        ({"number": "1,5"}, "Skriv ett heltal."),
        ({"identity": "20850103-2380"}, "Födelsedatumet ligger i framtiden."),
        ({"given_name": "x" * 95}, "Högst 80 tecken (nu 95)."),
        ({"family_name": "", "given_name": "Sund"}, "Fyll i fältet."),
        ({"email": "li@exa mple.se\r\nBcc: x@y.se"}, "giltig e-postadress"),
        ({"given_name": "L\r\ni"}, "Skriv på en rad."),
    ],
)
def test_bad_input_is_told_by_its_field_and_nothing_is_lost(  # type: ignore[no-untyped-def]
    cast: Cast, browse, fields: dict[str, str], sentence: str
) -> None:
    answer = browse(cast.eva).post(address(cast, "employee_new"), new_form(**fields))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert 'value="Sund"' in text
    assert "<b>hej</b>" not in text
    with behind(cast):
        assert not Employee.objects.exists()


def test_a_coordination_number_is_accepted_and_labelled(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    eva = browse(cast.eva)
    answer = eva.post(address(cast, "employee_new"), new_form(identity=COORDINATION[0]), follow=True)
    assert answer.status_code == 200
    with behind(cast):
        employee = Employee.objects.get()
    assert "Samordningsnummer" in eva.get(address(cast, "employee_basics", employee)).content.decode()


def test_the_same_number_twice_names_the_other(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    other = make_employee(cast.company, "Bo Ek", personal_identity_number=ORDINARY[5])
    answer = browse(cast.eva).post(address(cast, "employee_new"), new_form(identity=ORDINARY[5]))
    assert answer.status_code == 422
    assert f"Bo Ek (anställningsnummer {other.number}) har redan det här personnumret." in answer.content.decode()


def test_the_same_number_in_another_company_gives_no_hint(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    make_employee(make_company("Kanariefågeln AB"), "Kanarie Fågel", personal_identity_number=ORDINARY[6])
    answer = browse(cast.eva).post(address(cast, "employee_new"), new_form(identity=ORDINARY[6]), follow=True)
    assert answer.status_code == 200
    assert "Kanarie" not in answer.content.decode()


def basics_form(employee: Employee, **fields: str) -> dict[str, str]:
    return {
        "given_name": employee.given_name,
        "family_name": employee.family_name,
        "email": employee.email,
        "number": str(employee.number),
        **fields,
    }


def test_basics_are_saved_and_the_number_kept(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    employee = make_employee(cast.company, personal_identity_number=ORDINARY[7])
    form = basics_form(employee, postal_code="931 32", phone="070-123 45 67", city="Skellefteå")
    answer = browse(cast.ola).post(address(cast, "employee_basics", employee, side="client_"), form)
    with behind(cast):
        saved = Employee.objects.get(pk=employee.pk)
    assert answer.status_code == 302
    assert (saved.postal_code, saved.city, saved.last_four) == ("93132", "Skellefteå", ORDINARY[7][-4:])


def test_the_number_is_masked_until_somebody_reads_it_and_that_is_kept(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    employee = make_employee(cast.company, personal_identity_number=ORDINARY[8])
    eva, whole = browse(cast.eva), f"{ORDINARY[8][:8]}-{ORDINARY[8][8:]}"
    assert whole not in eva.get(address(cast, "employee_basics", employee)).content.decode()
    url = address(cast, "identity_show", employee)
    assert eva.get(url).status_code == 405
    part = eva.post(url, headers={"HX-Request": "true"})
    assert whole in part.content.decode()
    assert part.content.decode().lstrip().startswith('<section class="card" id="identity">')
    assert "no-store" in part["Cache-Control"]
    assert whole in eva.post(url).content.decode()
    with behind(cast):
        events = AuditEvent.objects.filter(kind="employment.identity_number_read")
        assert [event.actor_id for event in events] == [cast.eva.pk] * 2


def test_a_mistaken_draft_is_removed_from_its_card(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    draft, complete = make_draft(cast.company, "Fel Namn"), make_employee(cast.company, "Li Sund")
    eva = browse(cast.eva)
    assert "Ta bort utkastet" in eva.get(address(cast, "employee_basics", draft)).content.decode()
    assert "Ta bort utkastet" not in eva.get(address(cast, "employee_basics", complete)).content.decode()
    answer = eva.post(address(cast, "draft_remove", draft), follow=True)
    assert "Utkastet Fel Namn är borttaget." in answer.content.decode()
    assert "Namn, Fel" not in eva.get(address(cast, "employee_list")).content.decode()
    assert eva.get(address(cast, "employee_basics", draft)).status_code == 404
    refused = eva.post(address(cast, "draft_remove", complete), follow=True).content.decode()
    assert "Li Sund har varit komplett. Fyll i sista anställningsdag i stället." in refused


def test_an_unlikely_age_is_asked_about_and_saved(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    form = new_form(identity="189001019802")  # the eldest of the official test numbers
    answer = browse(cast.eva).post(address(cast, "employee_new"), form, follow=True)
    assert re.search(r"Enligt personnumret är Li Sund 13\d år\. Kontrollera det\.", answer.content.decode())


def pay_form(**fields: str) -> dict[str, str]:
    return {"pay_form": "MONTHLY", "monthly_salary": "32 000,50", "employment_rate": "80", "on": "2026-05-01", **fields}


def test_a_raise_is_previewed_and_then_made(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    employee = make_employee(cast.company, monthly_salary=3_000_000)
    eva, url = browse(cast.eva), address(cast, "employee_pay", employee)
    preview = eva.post(url, pay_form(action="preview"))
    assert preview.status_code == 200
    assert "Det som har gällt sedan 2024-01-01 slutar 2026-04-30" in preview.content.decode()
    with behind(cast):
        assert EmploymentTerms.objects.filter(employee=employee).count() == 1
    assert eva.post(url, pay_form()).status_code == 302
    with behind(cast):
        first, second = EmploymentTerms.objects.filter(employee=employee)
        assert (first.monthly_salary, str(first.ends_on)) == (3_000_000, "2026-04-30")
        assert (second.monthly_salary, int(second.employment_rate)) == (3_200_050, 80)


@pytest.mark.parametrize(
    "written", ["33 500 kr", "33\N{NO-BREAK SPACE}500", "33500,00", "33500.00 kronor", "33 500:-", "33500kr."]
)
def test_a_salary_is_read_as_people_write_it(cast: Cast, browse, written: str) -> None:  # type: ignore[no-untyped-def]
    employee = make_employee(cast.company)
    answer = browse(cast.eva).post(address(cast, "employee_pay", employee), pay_form(monthly_salary=written))
    assert answer.status_code == 302
    with behind(cast):
        assert EmploymentTerms.objects.filter(employee=employee, monthly_salary=3_350_000).count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"monthly_salary": ""}, "Fyll i fältet."),
        ({"monthly_salary": "-5"}, "Skriv ett tal, till exempel 33 500."),
        ({"monthly_salary": "1.2.3"}, "Skriv ett tal, till exempel 33 500."),
        ({"monthly_salary": "100,001"}, "Skriv högst 2 decimaler."),
        ({"monthly_salary": "99999999999"}, "Skriv ett tal från 1 till 10\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000."),
        ({"pay_form": "HOURLY", "hourly_wage": ""}, "Fyll i fältet."),
        ({"employment_rate": "101"}, "Skriv ett tal från 1 till 100."),
        ({"on": "2023-12-31"}, "Anställningen börjar 2024-01-01. Välj den dagen eller en senare."),
    ],
)
def test_bad_pay_is_told_by_its_field(cast: Cast, browse, fields: dict[str, str], sentence: str) -> None:  # type: ignore[no-untyped-def]
    employee = make_employee(cast.company)
    answer = browse(cast.eva).post(address(cast, "employee_pay", employee), pay_form(**fields))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_tax_is_changed_from_a_date(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    employee = make_employee(cast.company)
    eva, url = browse(cast.eva), address(cast, "employee_tax", employee)
    form = {"method": "TABLE", "tax_table": "34", "tax_column": "1", "on": "2026-05-01"}
    assert eva.post(url, {**form, "tax_table": "28"}).status_code == 422
    assert eva.post(url, {**form, "tax_column": ""}).status_code == 422
    assert eva.post(url, {**form, "tax_column": "7"}).status_code == 422
    assert eva.post(url, {**form, "expected_income": "500 000"}).status_code == 302
    assert eva.post(url, {"method": "SECONDARY_INCOME", "expected_income": "1", "on": "2026-06-01"}).status_code == 302
    shown = eva.get(url).content.decode()
    assert "Sidoinkomst, 30 %" in shown and shown.count("årsinkomst") == 1


def test_the_table_is_proposed_from_the_rate_and_nothing_typed_is_lost(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    employee = make_employee(cast.company)
    eva, url = browse(cast.eva), address(cast, "employee_tax", employee)
    typed = {"method": "TABLE", "tax_table": "", "tax_column": "3", "decision_note": "Beslut", "action": "propose"}
    for rate, sentence in (
        ("", "Fyll i fältet."),
        ("mycket", "Skriv ett tal, till exempel 32,82."),
        ("50", "Det finns ingen tabell för den skattesatsen. Skriv tabellen om du vet den."),
    ):
        page = BeautifulSoup(eva.post(url, {**typed, "municipal_rate": rate}).content, "html.parser")
        errors = [one.get_text(strip=True) for one in page.select(".field-error")]
        assert errors == [sentence]
    page = BeautifulSoup(eva.post(url, {**typed, "municipal_rate": "32,51"}).content, "html.parser")
    assert page.select_one("[name=tax_table]")["value"] == "33"  # type: ignore[index]
    assert page.select_one("[name=tax_column] [selected]")["value"] == "3"  # type: ignore[index]
    assert page.select_one("[name=decision_note]")["value"] == "Beslut"  # type: ignore[index]
    assert not page.select(".field-error")
    with behind(cast):
        assert TaxTerms.objects.filter(employee=employee).count() == 1


def test_decisions_of_the_tax_agency_are_kept_with_what_they_need(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    employee = make_employee(cast.company, born=1985)
    eva, url = browse(cast.eva), address(cast, "employee_tax", employee)
    assert "Född 1985: under 66 vid årets början, så kolumn 1 är den vanliga för lön." in eva.get(url).content.decode()
    wrong = [
        ({"method": "ADJUSTMENT_RATE"}, "adjustment_rate", "Fyll i fältet."),
        (
            {"method": "ADJUSTMENT_RATE", "adjustment_rate": "101"},
            "adjustment_rate",
            "Skriv ett tal från 0,01 till 100.",
        ),
        ({"method": "ADJUSTMENT_AMOUNT"}, "adjustment_amount", "Fyll i fältet."),
        ({"method": "ADJUSTMENT_AMOUNT", "adjustment_amount": "9,5"}, "adjustment_amount", "Skriv ett heltal."),
        ({"method": "SINK", "extra_tax": "500"}, "extra_tax", "Här finns inget att lägga till på. Töm fältet."),
        (
            {"method": "NO_TAX", "exemption": "STUDENT"},
            "exemption",
            "Bara med skattetabell eller sidoinkomst. Välj strecket.",
        ),
    ]
    for fields, name, sentence in wrong:
        answer = eva.post(url, {**fields, "on": "2026-05-01"})
        shown = BeautifulSoup(answer.content, "html.parser").select_one(f"#id_{name}_error")
        assert (answer.status_code, shown and shown.get_text(strip=True).replace("\xa0", " ")) == (422, sentence), (
            fields
        )
    rate = {"method": "ADJUSTMENT_RATE", "adjustment_rate": "18,5", "adjustment_amount": "7", "extra_tax": "500"}
    assert eva.post(url, {**rate, "decision_note": "Beslut 2026-04-20", "on": "2026-05-01"}).status_code == 302
    free = {"method": "SECONDARY_INCOME", "exemption": "STUDENT", "on": "2026-06-01"}
    assert eva.post(url, free).status_code == 302
    assert eva.post(url, {"method": "SINK", "on": "2027-01-01"}).status_code == 302
    page = BeautifulSoup(eva.get(url).content, "html.parser")
    assert page.select_one("[name=tax_column] [selected]")["value"] == "1"  # type: ignore[index]
    words = " ".join(page.get_text(" ").split())
    for part in (
        "Jämkning, procent",
        "18,5 %",
        "extra skatt 500 kr/månad",
        "Beslut 2026-04-20",
        "Student med intyg SKV 434",
    ):
        assert part in words.replace("\xa0", " "), part
    with behind(cast):
        _, adjusted, student, sink = TaxTerms.objects.filter(employee=employee)
    assert adjusted.adjustment_amount is None  # it belongs to another way
    assert (adjusted.adjustment_rate, adjusted.extra_tax) == (Decimal("18.5"), 50_000)
    assert (student.exemption, sink.method) == ("STUDENT", "SINK")


def test_an_odd_account_is_saved_with_a_warning_that_names_the_bank(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    employee = make_employee(cast.company)
    eva, url = browse(cast.eva), address(cast, "employee_bank", employee)
    form = {"clearing_number": "5000", "account_number": "1234567", "on": "2026-05-01"}
    assert eva.post(url, {**form, "account_number": "abc"}).status_code == 422
    text = eva.post(url, form, follow=True).content.decode()
    assert "Sparat, men kontonumret stämmer inte med SEB. Kontrollera det." in text
    assert "1234567" not in text
    with behind(cast):
        account = BankAccount.objects.filter(employee=employee).latest("starts_on")
    shown = eva.post(f"{url}{account.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "5000, 1234567" in shown
    with behind(cast):
        assert AuditEvent.objects.filter(kind="employment.bank_account_read").count() == 1
    assert eva.post(f"{url}{new_id()}/").status_code == 404


def test_settings_are_written_as_people_write_them(cast: Cast) -> None:
    eva, url = Person(cast.eva), address(cast, "settings_edit")
    page = eva.open(url)
    eva.send(page, {"payday_day": "32"}, status=422)
    part = eva.send(page, {"contact_name": "Eva Lind"}, status=422)
    assert part.said_by("contact_phone") == "Skatteverket frågar efter namn, telefon och mailadress."
    eva.send(part, {"contact_phone": "08-123 45 67", "contact_email": "eva@norrsken.example"})
    eva.send(page, {"payday_day": " 27 "})
    assert eva.open(url).form().select_one("[name=payday_day]")["value"] == "27"  # type: ignore[index]


def test_inviting_sends_a_mail_and_withdrawing_closes(cast: Cast, browse, mailoutbox) -> None:  # type: ignore[no-untyped-def]
    employee = make_employee(cast.company, "Li Sund", email="li.sund@example.se")
    eva, tab = browse(cast.eva), address(cast, "employee_access", employee)
    assert "Bjud in" in eva.get(tab).content.decode()
    text = eva.post(address(cast, "employee_invite", employee), follow=True).content.decode()
    assert "på väg till li.sund@example.se" in text
    assert "I kö" in text
    assert drain_outbox() == 1
    assert [message.to for message in mailoutbox] == [["li.sund@example.se"]]
    assert "Skickat" in eva.get(tab).content.decode()
    text = eva.post(address(cast, "access_withdraw", employee), follow=True).content.decode()
    assert "kan inte längre logga in" in text
    assert "Bjud in" in text


def test_nobody_is_invited_without_an_address(cast: Cast, browse) -> None:  # type: ignore[no-untyped-def]
    employee = make_draft(cast.company)
    with behind(cast):
        Employee.objects.update(email="")
    eva = browse(cast.eva)
    assert "Det finns ingen e-postadress" in eva.get(address(cast, "employee_access", employee)).content.decode()
    text = eva.post(address(cast, "employee_invite", employee), follow=True).content.decode()
    assert "Fyll i en e-postadress först." in text


@pytest.mark.parametrize("name", ["employee_list", "employee_new", "settings_edit", *PAGES])
def test_pages_are_english_for_those_who_read_english(cast: Cast, browse, name: str) -> None:  # type: ignore[no-untyped-def]
    employee = make_draft(cast.company, "Li Sund") if name in PAGES else None
    eva = browse(cast.eva)
    eva.cookies["django_language"] = "en"
    page = eva.get(address(cast, name, employee))
    text = BeautifulSoup(page.content, "lxml").find("main").get_text(" ", strip=True)  # type: ignore[union-attr]
    assert not re.search(r"[åäöÅÄÖ]", text.replace(cast.company.name, "").replace("Växa-stöd", "")), text
