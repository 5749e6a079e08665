"""Standard, the whole way: activated, accepted, reported, sent back, attested, run, and a payslip that answers why."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction

from common import clock
from common.periods import Month
from common.red_days import is_bank_day
from tests.factories.accounts import PASSWORD, make_company, make_firm, make_member, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.employment import make_employee
from tests.factories.timereporting import give_schedule, make_schedule
from tests.journeys.conftest import MailReader, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
REPORTED = Month.of(clock.today()).previous
"""The month that is reported: the pay of a month contains the deviations of the one before."""


@pytest.fixture
def cast() -> dict[str, str]:
    """A firm with Eva, and a bakery with Ola who administers, Mia who attests, and Li who is employed."""
    with transaction.atomic():
        firm, company = make_firm(), make_company("Bageri Solrosen AB")
        eva, ola = make_staff(firm, "Eva Lind"), make_member(company, "Ola Persson")
        client = make_client(firm, company, responsible=eva)
        make_contact(client, "Ola Persson", email=ola.email)
        make_assignment(client, owner=eva)
        li = make_employee(company, "Li Sund", monthly_salary=3_500_000, table=33)
        give_schedule(li, make_schedule(company))
    return {
        "eva": eva.email,
        "ola": ola.email,
        "client": str(client.pk),
        "company": str(company.pk),
        "employee": str(li.pk),
        "li": li.email,
    }


def working_days(day: date, number: int) -> list[date]:
    """The first bank days from a day on."""
    found: list[date] = []
    while len(found) < number:
        found += [day] if is_bank_day(day) else []
        day += timedelta(days=1)
    return found


def activate_standard(eva: Person, cast: dict[str, str]) -> None:
    eva.sign_in(cast["eva"])
    eva.open(f"/firm/clients/{cast['client']}/collaborations/")
    eva.page.get_by_role("link", name="Aktivera").first.click()
    eva.page.get_by_text("Standard – byrå och kund").click()
    eva.page.get_by_text("Anställda registrerar, attestansvariga attesterar").click()
    eva.page.get_by_role("button", name="Skicka förfrågan").wait_for()
    choose_against_the_way_of_reporting(eva)
    eva.look()
    eva.page.get_by_role("button", name="Skicka förfrågan").click()
    eva.page.get_by_text("Väntar på kunden").first.wait_for()


def choose_against_the_way_of_reporting(eva: Person) -> None:
    """What does not go together is told by the field, and who chooses is left where they are."""
    registering = eva.page.locator("#id_time_registration")
    registering.select_option("FIRM")
    eva.page.locator("#id_time_registration_field .field-error").wait_for()
    assert eva.page.evaluate("document.activeElement.closest('[data-error-summary]')") is None
    eva.look()
    registering.select_option("CLIENT")
    eva.page.get_by_role("button", name="Skicka förfrågan").wait_for()


def accept_from_the_mail(ola: Person, cast: dict[str, str], link: str) -> None:
    ola.open(link)
    ola.page.get_by_role("link", name="Logga in och svara").click()
    ola.fill_in_login(cast["ola"])
    ola.page.get_by_role("button", name="Acceptera").click()
    ola.page.wait_for_url("**/collaborations/**")
    ola.look()


def give_li_a_login(eva: Person, li: Person, cast: dict[str, str], link_in_mail: MailReader) -> None:
    eva.open(f"/firm/companies/{cast['company']}/employees/{cast['employee']}/access/")
    eva.page.get_by_role("button", name="Bjud in").click()
    eva.page.get_by_text("Öppen").first.wait_for()
    eva.look()
    li.open(link_in_mail(cast["li"], "inloggning"))
    li.page.fill("input[name=password1]", PASSWORD)
    li.page.fill("input[name=password2]", PASSWORD)
    li.page.get_by_role("button", name="Spara").click()
    li.page.get_by_text("Lösenordet är sparat.").first.wait_for()  # and she is let in at once
    li.look()


def report_sick_day(li: Person, cast: dict[str, str], day: date) -> None:
    li.open(f"/employee/{cast['employee']}/calendar/?month={REPORTED}")
    li.page.check(f"input[name=days][value='{day}']")
    li.page.get_by_role("radio", name="Sjuk").check()
    li.page.get_by_role("button", name="Registrera").click()
    li.page.get_by_text("1 dag är registrerad").first.wait_for()
    li.look()
    submit(li)


def submit(li: Person) -> None:
    li.page.get_by_role("button", name="klarmarkera").first.click()
    li.page.get_by_text("Klarmarkerad").first.wait_for()
    li.look()


def send_one_day_back(ola: Person, cast: dict[str, str], day: date) -> None:
    ola.open(f"/client/companies/{cast['company']}/time-reports/")
    ola.page.get_by_text("Visa dem en i taget").click()
    report = ola.page.locator("article.report", has_text="Li Sund")
    report.get_by_text("Skicka tillbaka", exact=True).first.click()
    report.locator("select").select_option(str(day))
    report.locator("textarea").fill("Var du inte här efter lunch?")
    ola.look()
    report.get_by_role("button", name="Skicka tillbaka").click()
    ola.page.get_by_text("Var du inte här efter lunch?").first.wait_for()
    ola.look()


def mend_the_day(li: Person, cast: dict[str, str], day: date) -> None:
    li.open(f"/employee/{cast['employee']}/calendar/?month={REPORTED}")
    li.page.get_by_text("Var du inte här efter lunch?").first.wait_for()
    li.look()
    li.page.check(f"input[name=days][value='{day}']")
    li.page.get_by_role("radio", name="Sjuk").check()
    li.page.get_by_label("Hur länge").fill("4")
    li.page.get_by_role("button", name="Registrera").click()
    li.page.get_by_text("4 h").first.wait_for()
    submit(li)


def run_payroll(eva: Person, cast: dict[str, str]) -> None:
    eva.open(f"/firm/companies/{cast['company']}/payroll-runs/")
    eva.page.get_by_role("link", name="Ny lönekörning").first.click()
    eva.page.get_by_label("Lönedag").fill(str(working_days(clock.today(), 1)[0]))
    eva.look()
    eva.page.get_by_role("button", name="Skapa lönekörning").click()
    eva.page.get_by_role("button", name="Beräkna").click()
    eva.page.get_by_role("button", name="Godkänn lönekörningen").wait_for(timeout=30_000)
    eva.look()
    eva.approve_the_run(then="Kundens godkännande väntas: Ola Persson")
    eva.look()


def approve_as_well(ola: Person, link: str) -> None:
    ola.open(link)
    ola.page.get_by_text("Eva Lind godkände för byrån").first.wait_for()
    ola.approve_the_run()
    ola.look()


def test_the_standard_way_from_activation_to_a_payslip_that_answers_why(
    cast: dict[str, str], person: Callable[..., Person], link_in_mail: MailReader
) -> None:
    eva, ola, li = person(), person(phone=True), person(phone=True)
    sick_day = working_days(REPORTED.first, 6)[-1]
    activate_standard(eva, cast)
    accept_from_the_mail(ola, cast, link_in_mail(cast["ola"], "samarbeta"))
    give_li_a_login(eva, li, cast, link_in_mail)
    report_sick_day(li, cast, sick_day)
    send_one_day_back(ola, cast, sick_day)
    mend_the_day(li, cast, sick_day)
    ola.open(f"/client/companies/{cast['company']}/time-reports/?month={REPORTED}")
    ola.page.get_by_text("Var du inte här efter lunch?").first.wait_for()
    ola.look()
    ola.page.get_by_role("button", name="Godkänn Li").click()
    ola.page.get_by_text("1 godkänd").first.wait_for()
    ola.look()
    run_payroll(eva, cast)
    approve_as_well(ola, link_in_mail(cast["ola"], "godkännande"))
    li.open(link_in_mail(cast["li"], "lönebesked"))
    li.page.locator("a.tile").first.click()
    li.page.get_by_text("Karensavdrag").first.wait_for()
    li.look()
    li.page.get_by_role("row", name="Preliminärskatt").get_by_role("button").click()
    answer = li.page.locator(".explain-panel:popover-open")
    answer.get_by_text("Så räknar tabellen").wait_for()
    assert "33" in answer.inner_text()
    assert "Skatteförfarandelagen" in answer.inner_text()
    li.look()
