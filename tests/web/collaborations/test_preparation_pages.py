"""What somebody reaches who prepares payroll, and what stays closed until the client has accepted."""

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse

from accounts.permissions import GrantScope
from collaborations.operations.requests import withdraw
from common import clock
from common.rls import as_system
from employment.models import Employee
from employment.operations.logins import InvitationRefused, invite_employee
from tests.factories.accounts import give
from tests.factories.collaborations import Cast, make_cast
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_employee
from tests.guards.access.routes import routes
from tests.made_once import made_once
from tests.web.collaborations.test_firm_pages import browser_of, page_of, url
from timereporting.models import WorkSchedule

pytestmark = pytest.mark.django_db
BANNER = "Förberedelse: kunden har inte svarat ännu"
PREPARED = ("employment:employee_list", "employment:employee_new", "employment:settings_edit")
SCHEDULES = ("timereporting:schedule_list", "timereporting:schedule_new")
IMPORT_PAGES = ("new", "file", "csv", "example_csv", "example_xlsx", "confirm", "cancel")
OPEN_PAGES = {
    *PREPARED,
    *SCHEDULES,
    "timereporting:schedule_assign",
    "timereporting:employee_reporting",
    "employment:employee_basics",
    "employment:employee_employment",
    "employment:employee_pay",
    "employment:employee_tax",
    "employment:employee_bank",
    "employment:identity_show",
    "employment:draft_remove",
    "employment:employee_hire_again",
    "employment:hiring_take_back",
    "employment:group_list",
    "employment:group_new",
    "employment:employee_protection",
    "employment:agreement_list",
    "employment:agreement_new",
    "employment:cost_object_list",
    "employment:cost_object_new",
    "employment:employee_split",
    "employment:free_days",
    "employment:free_eves",
    "payroll:own_accounts",
    *(f"employment:employee_import_{page}" for page in IMPORT_PAGES),
    *(f"employment:tax_import_{page}" for page in IMPORT_PAGES),
}
CLOSED = ("payroll:run_list", "payroll:run_new", "timereporting:time_overview")


def make_waiting_for_answer() -> Cast:
    cast = make_cast()
    cast.activate()
    return cast


made_cast, cast = made_once("cast", make_waiting_for_answer)


def status(browser: Browser, name: str, *args: object) -> int:
    return browser.get(reverse(name, args=args)).status_code


@pytest.mark.parametrize("name", [*PREPARED, *SCHEDULES])
def test_settings_employees_and_schedules_open_under_a_banner(cast: Cast, name: str) -> None:
    page = browser_of(cast.eva).get(reverse(name, args=[cast.company.pk]))
    assert page.status_code == 200
    assert BANNER in page_of(page).text


@pytest.mark.parametrize("name", CLOSED)
def test_runs_and_time_stay_closed(cast: Cast, name: str) -> None:
    assert status(browser_of(cast.eva), name, cast.company.pk) == 403


def asked(browser: Browser, method: str, path: str) -> int:
    """The status; what was written is taken back."""
    with transaction.atomic():
        found: int = getattr(browser, method)(path).status_code
        transaction.set_rollback(True)
    return found


def test_of_all_pages_of_a_company_only_those_of_preparation_open(cast: Cast) -> None:
    browser, employee = browser_of(cast.eva), make_employee(cast.company, "Bo Ek")
    keys = {"company_id": cast.company.pk, "employee_id": employee.pk}
    found = [one for one in routes() if "company_id" in one.arguments and set(one.arguments) <= set(keys)]
    assert {one.name for one in found} > OPEN_PAGES
    wrong = []
    for route in found:
        path = reverse(route.name, kwargs={name: keys[name] for name in route.arguments})
        wanted = {200, 302, 405, 422} if route.name in OPEN_PAGES else {403, 404, 405}
        answers = [(route.name, method, asked(browser, method, path)) for method in ("get", "post")]
        wrong += [answer for answer in answers if answer[2] not in wanted]
    assert wrong == []


def test_a_colleague_who_is_not_on_the_assignment_finds_nothing(cast: Cast) -> None:
    assert status(browser_of(cast.sven), "employment:employee_list", cast.company.pk) == 404


def test_a_draft_is_made_and_nobody_is_invited(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    browser = browser_of(cast.eva)
    form = {"given_name": "Anna", "family_name": "Ny", "email": "anna@solrosen.example", "hired_on": "2026-12-01"}
    made = browser.post(reverse("employment:employee_new", args=[cast.company.pk]), {**form, "number": "1"})
    assert made.status_code == 302
    with as_system(reason="test", company_id=cast.company.pk):
        employee = Employee.objects.get()
    assert employee.completed_at is None
    drain_outbox()
    mailoutbox.clear()
    keys = (cast.company.pk, employee.pk)
    assert status(browser, "employment:employee_basics", *keys) == 200
    assert status(browser, "employment:employee_tax", *keys) == 200
    assert status(browser, "employment:employee_access", *keys) == 403
    for name in ("employee_invite", "access_withdraw"):
        assert browser.post(reverse(f"employment:{name}", args=keys)).status_code == 403
    drain_outbox()
    assert mailoutbox == []
    card = page_of(browser.get(reverse("employment:employee_basics", args=keys)))
    assert card.find("a", href=reverse("employment:employee_access", args=keys)) is None


def test_a_complete_employee_hears_nothing_either(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    employee = make_employee(cast.company, "Bo Ek")
    assert not employee.is_draft
    form = {"given_name": "Bo", "family_name": "Ekman", "email": "bo@solrosen.example"}
    path = reverse("employment:employee_basics", args=[cast.company.pk, employee.pk])
    form |= {"number": str(employee.number)}
    assert browser_of(cast.eva).post(path, form).status_code == 302
    with cast.seen(), pytest.raises(InvitationRefused, match="only_prepared"):
        invite_employee(employee=employee, by=cast.eva.pk)
    drain_outbox()
    told = {address for mail in mailoutbox for address in mail.to}
    assert told == {one.email for one in cast.administrators}
    with cast.seen():
        assert Employee.objects.get(pk=employee.pk).user is None


def test_a_schedule_is_made_and_given_to_a_draft(cast: Cast) -> None:
    employee = make_employee(cast.company, "Bo Ek")
    with as_system(reason="test", company_id=cast.company.pk):
        schedule = WorkSchedule.objects.create(company=cast.company, name="Dag")
    sent = {"employee": str(employee.pk), "schedule": str(schedule.pk), "on": employee.hired_on.isoformat()}
    answer = browser_of(cast.eva).post(reverse("timereporting:schedule_assign", args=[cast.company.pk]), sent)
    assert answer.status_code == 302


def test_the_card_leads_to_the_preparation_and_withdrawing_says_what_is_lost(cast: Cast) -> None:
    browser = browser_of(cast.eva)
    employees = reverse("employment:employee_list", args=[cast.company.pk])
    card = page_of(browser.get(url("client_tab", cast.client.pk)))
    assert card.find("a", href=employees, string="Förbered")
    assert "Det ni har förberett stannar hos företaget" in card.text
    with cast.seen():
        collaboration = cast.client.collaborations.get()
    withdraw(collaboration=collaboration, by=cast.eva, at=clock.now())
    assert browser.get(employees).status_code == 404
    assert page_of(browser.get(url("client_tab", cast.client.pk))).find("a", string="Förbered") is None


def test_preparing_closes_as_soon_as_somebody_does_the_payroll(cast: Cast) -> None:
    give(cast.administrators[0], cast.company, GrantScope.LON_DIRECT)
    browser = browser_of(cast.eva)
    for name in (*PREPARED, *SCHEDULES):
        assert status(browser, name, cast.company.pk) == 403


def test_the_company_sees_who_prepares(cast: Cast) -> None:
    page = page_of(browser_of(cast.administrators[0]).get(url("company_list", cast.company.pk)))
    assert "Förberedelse av lön" in page.text


def test_after_the_acceptance_the_banner_is_gone_and_payroll_is_open(cast: Cast) -> None:
    with cast.seen():
        collaboration = cast.client.collaborations.get()
    cast.accept(collaboration)
    browser = browser_of(cast.eva)
    assert BANNER not in browser.get(reverse("employment:employee_list", args=[cast.company.pk])).content.decode()
    assert status(browser, "payroll:run_list", cast.company.pk) == 200
