"""Payslips: every figure answers why, on paper too, and employees read their own once they are approved."""

from datetime import date, time
from io import BytesIO

import pytest
from bs4 import Tag
from django.urls import reverse
from pypdf import PdfReader

from accounts.operations import grants
from accounts.permissions import GrantScope
from common.templatetags.format import kronor
from employment.models import Employee
from employment.operations.terms import Tax, change_tax
from employment.rules.unsocial_hours import read_band
from payroll.models import PayrollRun, Payslip, RunOrigin
from tests.factories.accounts import give
from tests.factories.employment import make_agreement
from tests.factories.timereporting import make_entries
from tests.web.browsing import Page, Person
from tests.web.office import OCTOBER, Office, user_of
from tests.web.payroll.desk import address, approved, calculated, draft
from timereporting.rules.durations import Span
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
SIDES = pytest.mark.parametrize("side", ["", "client_"])
TOTALS = ("gross", "net", "year_gross", "year_tax", "year_net", "vacation", "cost")
SICK_DAYS = [date(2026, 10, 5), date(2026, 10, 6)]


def own(name: str, employee: Employee, *args: object) -> str:
    return reverse(f"payroll:{name}", args=[employee.pk, *args])


def slip_of(office: Office, run: PayrollRun, employee: Employee) -> Payslip:
    with office.seen():
        return Payslip.objects.get(run=run, employee=employee)


def answers(page: Page) -> dict[str, str]:
    """What each figure says when someone asks why: the figure, the words of its panel."""
    found = {}
    for figure in page.soup.select("button.explain"):
        panels = page.soup.find_all(id=str(figure["popovertarget"])) if figure["popovertarget"] else []
        assert len(panels) == 1, f"{figure.text} opens {len(panels)} panels"
        row = figure.find_parent(["tr", "dd"]) or figure
        name = row.get_text(" ", strip=True).split("Varför?")[0]
        found[f"{name} {figure['popovertarget']}"] = panels[0].get_text(" ", strip=True)
    return found


def words_of(pdf: bytes) -> str:
    """The text of a PDF, spaces made plain."""
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


@SIDES
def test_every_figure_of_a_payslip_answers_why(office: Office, side: str) -> None:
    make_entries(office.li, SICK_DAYS, QuickChoice.SICK, user_of(office.li))
    run = calculated(office)
    page = Person(office.eva).open(address(office, "payslip_show", run.pk, office.li.pk, side=side))
    slip = slip_of(office, run, office.li)
    assert kronor(slip.net_pay).replace("\xa0", " ") in page.text
    found = answers(page)
    with office.seen():
        assert len(found) == slip.run.lines.filter(employee=office.li).count() + len(("contributions", *TOTALS))
    said = " ".join(found.values())
    assert "Avtalad månadslön" in said
    assert "Tabell 33, kolumn 1: för " in said
    assert " kr är skatten " in said
    for law in ("Sjuklönelagen", "Skatteförfarandelagen", "Socialavgiftslagen"):
        assert law in said
    assert "Så räknar tabellen" in said
    assert all(len(words) > 40 for words in found.values())
    days, ids = {"?month=2026-10"} if not side else set(), [office.company.pk, office.li.pk]
    tabs = {reverse(f"employment:{side}{tab}", args=ids) for tab in ("employee_pay", "employee_tax")}
    hours = {reverse("timereporting:time_month", args=ids) + month for month in days}
    kept = address(office, "employee_vacation", office.li.pk, side=side)
    here = {f"#{one['id']}" for one in page.soup.select("[id^=row-]")}
    this = address(office, "payslip_show", run.pk, office.li.pk, side=side)
    assert {one["href"] for one in page.soup.select(".explain-panel a")} == tabs | hours | {kept, this} | here
    assert page.soup.select(f"a[href='{address(office, 'run_show', run.pk, side=side)}']")


def test_a_decision_and_extra_tax_are_lines_of_their_own_that_answer_why(office: Office) -> None:
    tax = Tax("ADJUSTMENT_AMOUNT", adjustment_amount=250_000, extra_tax=50_000)
    with office.seen():
        change_tax(employee=office.li, tax=tax, on=date(2026, 11, 1), by=None)
        change_tax(employee=office.tor, tax=Tax("SINK"), on=date(2026, 11, 1), by=None)
    run = calculated(office)
    found = answers(Person(office.eva).open(address(office, "payslip_show", run.pk, office.li.pk)))
    said = {figure: words for figure, words in found.items() if "skatt" in figure.lower()}
    assert len(said) == 2
    assert "Beslutat: 2 500 kr" in " ".join(said.values()).replace("\xa0", " ")
    assert "Den anställda har bett om mer skatt än reglerna tar." in " ".join(said.values())
    assert slip_of(office, run, office.li).preliminary_tax == 300_000
    path = address(office, "payslip_pdf", run.pk, office.tor.pk)
    assert "Särskild inkomstskatt, SINK" in words_of(Person(office.eva).browser.get(path).content)


def test_totals_answer_with_their_lines_and_the_years_sums_with_the_payslips_before(office: Office) -> None:
    first, second = approved(office, OCTOBER), approved(office)
    paid = [slip_of(office, run, office.li) for run in (first, second)]
    li = Person(user_of(office.li)).open(own("own_payslip", office.li, second.pk))
    net, year = (panel(li, name) for name in ("total-net", "total-year-net"))
    figures = [paid[1].gross_pay, paid[1].preliminary_tax, paid[1].net_pay]
    assert "{} − {} = {}".format(*map(kronor, figures)) in net.get_text(" ", strip=True)
    together = [paid[0].net_pay, paid[1].net_pay, paid[0].net_pay + paid[1].net_pay]
    assert "{} + {} = {}".format(*map(kronor, together)) in year.get_text(" ", strip=True)
    assert year.select(f"a[href='{own('own_payslip', office.li, first.pk)}']")
    days = panel(Person(user_of(office.li)).open(own("own_vacation", office.li)), "days-left")
    assert days.select(f"a[href='{own('own_payslip', office.li, second.pk)}']")
    assert "25 − 0 = 25" in days.get_text(" ", strip=True)

    run = Person(office.eva).open(address(office, "run_show", second.pk))
    assert "Summan av 2 lönebesked." in panel(run, "run-net").get_text(" ", strip=True)
    assert "I deklarationen" in panel(run, "run-contributions").get_text(" ", strip=True)


def panel(page: Page, name: str) -> Tag:
    """What a figure opens."""
    found = page.soup.find(id=name)
    assert isinstance(found, Tag)
    return found


def test_the_consultant_sees_what_the_employee_costs_and_the_employee_does_not(office: Office) -> None:
    run = approved(office)
    desk = Person(office.eva).open(address(office, "payslip_show", run.pk, office.li.pk))
    assert "Arbetsgivarkostnad" in desk.text
    li = Person(user_of(office.li)).open(own("own_payslip", office.li, run.pk))
    assert "Arbetsgivarkostnad" not in li.text
    assert answers(li)


@SIDES
def test_the_paper_says_who_is_paid_how_much_and_for_what(office: Office, side: str) -> None:
    make_entries(office.li, SICK_DAYS, QuickChoice.SICK, user_of(office.li))
    run = calculated(office)
    response = Person(office.eva).browser.get(address(office, "payslip_pdf", run.pk, office.li.pk, side=side))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"].isascii()
    assert response.content.startswith(b"%PDF-")
    words = words_of(response.content)
    slip = slip_of(office, run, office.li)
    net, tax = (kronor(amount).replace("\xa0", " ") for amount in (slip.net_pay, -slip.preliminary_tax))
    period = "2026-11-01 – 2026-11-30"
    for part in ("Bageri Solrosen AB", "Li Sund", period, "Karensavdrag 2026-10-05", net, tax, "2026-11-25"):
        assert part in words
    assert office.li.last_four not in words


@pytest.mark.parametrize(("name", "kept"), [("li", True), ("tor", False)])
def test_hourly_staff_who_have_vacation_pay_with_each_payment_are_shown_no_days(
    office: Office, name: str, kept: bool
) -> None:
    make_entries(office.tor, SICK_DAYS, QuickChoice.HOURS_WORKED, user_of(office.tor))
    run = calculated(office)
    employee = {"li": office.li, "tor": office.tor}[name]
    path = address(office, "payslip_show", run.pk, employee.pk)
    assert ("Semesterdagar kvar" in Person(office.eva).open(path).text) == kept
    response = Person(office.eva).browser.get(address(office, "payslip_pdf", run.pk, employee.pk))
    assert ("Semesterdagar kvar" in words_of(response.content)) == kept


def test_days_are_written_as_days(office: Office) -> None:
    make_entries(office.li, SICK_DAYS, QuickChoice.VACATION, user_of(office.li))
    run = calculated(office)
    page = Person(office.eva).open(address(office, "payslip_show", run.pk, office.li.pk))
    assert [cell.text for cell in page.soup.select(".payslip-quantity") if cell.text] == ["2 dagar"]
    response = Person(office.eva).browser.get(address(office, "payslip_pdf", run.pk, office.li.pk))
    assert "2 dagar" in words_of(response.content)


def test_employees_read_payslips_of_approved_runs_only(office: Office) -> None:
    li = Person(user_of(office.li))
    assert "Inget lönebesked ännu" in li.open(own("payslip_list", office.li)).text
    first = approved(office, OCTOBER)
    second = calculated(office)
    page = li.open(own("payslip_list", office.li))
    links = [str(link["href"]) for link in page.soup.select("main li a")]
    assert links == [own("own_payslip", office.li, first.pk)]
    assert "oktober 2026" in li.open(links[0]).text.lower()
    pdf = li.browser.get(own("own_payslip_pdf", office.li, first.pk))
    assert "Li Sund" in words_of(pdf.content)
    for name in ("own_payslip", "own_payslip_pdf"):
        assert li.tries("GET", own(name, office.li, second.pk)) == 404


@pytest.mark.parametrize("name", ["payslip_list", "own_payslip", "own_payslip_pdf"])
def test_nobody_reads_someone_elses_payslips(office: Office, name: str) -> None:
    run = approved(office)
    path = own(name, office.li, *([] if name == "payslip_list" else [run.pk]))
    assert Person(user_of(office.li)).tries("GET", path) == 200
    for user in (user_of(office.tor), office.eva, office.siv, office.ola, office.stranger):
        assert Person(user).tries("GET", path) == 404
        assert Person(user).tries("POST", path) in (404, 405)
    assert Person().tries("GET", path) == 302


@SIDES
@pytest.mark.parametrize("name", ["payslip_show", "payslip_pdf"])
def test_payslips_of_a_run_are_for_those_who_do_the_payroll(office: Office, name: str, side: str) -> None:
    run = calculated(office)
    path = address(office, name, run.pk, office.li.pk, side=side)
    for user in (office.siv, office.ola, user_of(office.li), office.stranger):
        assert Person(user).tries("GET", path) in (403, 404)
        assert Person(user).tries("POST", path) in (403, 404, 405)
    assert Person().tries("GET", path) == 302
    elsewhere = reverse(f"payroll:{side}{name}", args=[office.elsewhere.pk, run.pk, office.li.pk])
    assert Person(office.stranger).tries("GET", elsewhere) == 404
    assert Person(office.eva).tries("GET", address(office, name, run.pk, run.pk, side=side)) == 404


def lon_direct(office: Office) -> str:
    return reverse("payroll:lon_direct", args=[office.company.pk])


def test_lon_direkt_is_open_for_those_who_have_it_and_leads_to_its_runs(office: Office) -> None:
    give(office.ola, office.company, GrantScope.LON_DIRECT)
    ola = Person(office.ola)
    page = ola.open(lon_direct(office))
    assert "Öppet" in page.text
    assert "Inga löner är gjorda" in page.text
    after = ola.send(ola.open(address(office, "run_new", side="client_")))
    with office.seen():
        run = PayrollRun.objects.get()
    assert run.origin == RunOrigin.LON_DIREKT
    assert after.path == address(office, "run_show", run.pk, side="client_")
    links = {str(link["href"]) for link in ola.open(lon_direct(office)).soup.select("main a")}
    assert after.path in links


def test_a_run_of_the_firm_is_not_opened_through_lon_direkt(office: Office) -> None:
    give(office.ola, office.company, GrantScope.LON_DIRECT)
    run = draft(office)
    ola = Person(office.ola)
    assert ola.tries("GET", address(office, "run_show", run.pk, side="client_")) == 404
    assert ola.tries("POST", address(office, "run_discard", run.pk, side="client_")) == 404
    assert str(run.pk) not in str(ola.open(lon_direct(office)).soup)


def test_lon_direkt_that_was_never_used_says_so_and_strangers_do_not_learn_of_it(office: Office) -> None:
    assert "använder inte Lön Direkt" in Person(office.ola).open(lon_direct(office)).text
    for user in (office.eva, office.siv, user_of(office.li), office.stranger):
        assert Person(user).tries("GET", lon_direct(office)) in (403, 404)
        assert Person(user).tries("POST", lon_direct(office)) in (403, 404, 405)


def test_closed_lon_direkt_says_since_when_and_its_history_is_read_and_left_alone(office: Office) -> None:
    give(office.ola, office.company, GrantScope.LON_DIRECT)
    ola = Person(office.ola)
    path = ola.send(ola.open(address(office, "run_new", side="client_"))).path
    with office.seen():
        grants.end(company_id=office.company.pk, by=None, reason="start", scope=GrantScope.LON_DIRECT)
    page = ola.open(lon_direct(office))
    assert "Stängt sedan 2026-11-24 10:00" in page.text
    assert page.soup.select(f"main a[href='{path}']")
    assert page.soup.select(f"main a[href='{address(office, 'run_new', side='client_')}']") == []
    assert ola.open(path).soup.select("main form") == []
    run = path.removesuffix("/").rsplit("/", 1)[-1]
    for name in ("run_calculate", "run_approve", "run_discard"):
        assert ola.tries("POST", address(office, name, run, side="client_")) == 403
    assert ola.tries("POST", address(office, "run_new", side="client_"), {"month": "2026-12"}) == 403


def test_unsocial_hours_say_agreement_band_and_shifts(office: Office) -> None:
    make_agreement(office.company, "Vård", unsocial_bands=[read_band("Kvälls-OB", "mån-fre", "18-24", "1/600")])
    make_entries(office.li, SICK_DAYS[:1], QuickChoice.HOURS_WORKED, user_of(office.li), span=Span(time(14), time(22)))
    run = calculated(office)
    page = Person(office.eva).open(address(office, "payslip_show", run.pk, office.li.pk))
    (why,) = [text for figure, text in answers(page).items() if "Kvälls-OB" in figure]
    for said in ("Vård, från 1 ", "mån–fre 18–24", "mån 5 okt 14–22: 4 h", "en gång för varje minut"):
        assert said in why, said
