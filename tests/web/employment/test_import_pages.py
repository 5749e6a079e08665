"""Importing employees in the browser: from a file whose columns have to be chosen to employees in the list."""

import pytest
from bs4 import Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Company, User
from accounts.permissions import GrantScope
from common.rls import as_system
from employment.models import Employee
from employment.models.employee import EmploymentType
from tests.factories.accounts import give, make_company, make_member
from tests.factories.employment import make_employee
from tests.factories.test_numbers import ORDINARY
from tests.factories.timereporting import make_schedule
from tests.web.browsing import Page, Person
from timereporting.models import ScheduleAssignment

pytestmark = pytest.mark.django_db
ANNA, BO = ORDINARY[0], ORDINARY[1]


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def ola(company: Company) -> User:
    ola = make_member(company)
    give(ola, company, GrantScope.LON_DIRECT)
    return ola


def url(company: Company, name: str) -> str:
    return reverse(f"employment:client_{name}", kwargs={"company_id": company.pk})


def sent(person: Person, page: str, content: str | bytes, *, status: int = 302) -> Page:
    raw = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("anställda.csv", raw)
    return person.post(page, {"file": file, "csrfmiddlewaretoken": person.token}, status=status)


def form_of(page: Page) -> Tag:
    form = page.soup.select_one("main details form")
    assert form is not None
    return form


def test_from_a_file_with_strange_headings_to_employees(company: Company, ola: User) -> None:
    person, new, file = Person(ola), url(company, "employee_import_new"), url(company, "employee_import_file")
    assert url(company, "employee_import_new") in str(person.open(url(company, "employee_list")).soup)
    rows = f"{ANNA};Anna Ek;2026-01-15;32 500,50;1\n{BO};Bo;;;\n"
    page = sent(person, new, f"Pnr hos oss;Vem;Början;Månadslön (kr);Lön till april\n{rows}")
    assert "Välj kolumnen för personnummer" in page.text
    twice = person.send(page, {"identity": "0", "full_name": "0"}, form=form_of(page), status=422)
    assert "Kolumnen är redan Personnummer." in twice.said_by("full_name")
    columns = {"identity": "0", "full_name": "1", "hired_on": "2", "monthly_salary": "3", "on": "2026-11-01"}
    page = person.send(page, columns, form=form_of(page))
    assert "1 kolumn används inte: Lön till april." in page.text
    assert page.soup.select_one("main details[open] form") is not None  # open until every column is used
    assert "1 rad är fel. Inget importeras" in page.text
    assert "Förnamn: Saknas. Första anställningsdag: Saknas." in page.text
    assert page.soup.select_one(f"form[action='{url(company, 'employee_import_confirm')}']") is None
    table = person.browser.get(url(company, "employee_import_csv")).content.decode("utf-8-sig").splitlines()
    assert table[1].startswith("2;Anna Ek;Läggs till;Lön;;32")
    page = sent(person, new, f"Personnummer;Namn;Startdatum;Månadslön\n{ANNA};Anna Ek;2026-01-15;32 500,50\n")
    assert "Alla rader är rätt" in page.text
    assert "används inte" not in page.text
    assert page.soup.select_one("main details[open] form") is None
    assert "Utkast, saknar: E-post, Skatt, Bankkonto" in page.text
    listed = person.send(page, to=url(company, "employee_import_confirm"))
    assert "Filen är importerad: 1 tillagda, 0 ändrade." in listed.toasts
    with as_system(reason="test", company_id=company.pk):
        assert Employee.objects.get().employment_type == EmploymentType.SIMPLIFIED
    assert person.tries("GET", file) == 302


def test_a_schedule_is_given_at_once_to_all_who_have_none(company: Company, ola: User) -> None:
    give(ola, company, GrantScope.PAYROLL)
    person, new = Person(ola), url(company, "employee_import_new")
    table = "Personnummer;Förnamn;Efternamn;E-post;Startdatum;Månadslön;Skattetabell;Clearing;Kontonummer"
    content = f"{table}\n{ANNA};Anna;Ek;a@b.example;2026-01-15;32 500;33;6000;123456789\n"
    page = sent(person, new, content)
    assert page.soup.select_one(f"a[href='{reverse('timereporting:client_schedule_new', args=[company.pk])}']")
    heltid = make_schedule(company, "Heltid")
    page = person.open(url(company, "employee_import_file"))
    assert "Utkast, saknar: Arbetsschema" in page.text
    form = page.soup.select_one("form:has(button[name=for_all])")
    assert isinstance(form, Tag)
    page = person.send(page, {"all-work_schedule": str(heltid.pk), "for_all": "yes"}, form=form)
    assert "Arbetsschema: Heltid från 2026-01-15" in page.text
    assert "Utkast" not in page.text
    rubbish = {"all-work_schedule": "rubbish", "for_all": "yes", "csrfmiddlewaretoken": person.token}
    assert "Arbetsschema: Heltid" in person.post(url(company, "employee_import_file"), rubbish).text
    person.send(page, to=url(company, "employee_import_confirm"))
    with as_system(reason="test", company_id=company.pk):
        assert ScheduleAssignment.objects.get().schedule == heltid
        assert not Employee.objects.get().is_draft


def test_files_that_are_none_are_refused_by_the_field_and_a_file_can_be_thrown_away(
    company: Company, ola: User
) -> None:
    person, new = Person(ola), url(company, "employee_import_new")
    for content, said in (
        (b"", "Filen är tom."),
        (b"\xd0\xcf\x11\xe0...", "arbetsbok av äldre slag"),
        (b"<sie/>", "Det här är XML men inte PAXml"),
        (b"<!DOCTYPE a><a/>", "Filens XML är trasig"),
    ):
        assert said in sent(person, new, content, status=422).said_by("file")
    page = sent(person, new, f"Personnummer;Namn;Startdatum\n{ANNA};Anna Ek;2026-01-15\n")
    assert "Filen är slängd" in person.send(page, to=url(company, "employee_import_cancel")).toasts
    gone = person.post(url(company, "employee_import_confirm"), {"csrfmiddlewaretoken": person.token})
    assert "redan importerad eller slängd" in gone.toasts
    assert person.browser.get(url(company, "employee_import_example_xlsx")).content.startswith(b"PK")


def test_tax_data_shows_what_each_had_and_gets(company: Company, ola: User) -> None:
    make_employee(company, "Anna Ek", personal_identity_number=ANNA)
    person = Person(ola)
    page = sent(
        person, url(company, "tax_import_new"),
        f"Personnummer;Tabell;Jämkning kr;Gäller från\n{ANNA};34;;2027-01-01\n{BO};33;;\n",
    )  # fmt: skip
    assert "Tabell 33, kolumn 1 → Tabell 34, kolumn 1 från 2027-01-01" in page.text
    assert "Hoppas över: företaget har ingen sådan anställd" in page.text
    done = person.send(page, to=url(company, "tax_import_confirm"))
    assert "Filen är importerad: 0 tillagda, 1 ändrade." in done.toasts
