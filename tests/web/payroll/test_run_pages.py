"""A run from its checks to its approval, as the page shows it; the firm and the client have the same pages."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.urls import resolve, reverse

from employment.models import Employee
from payroll.checks import Check, CheckKind
from payroll.models import PayrollRun
from payroll.operations.runs import start_calculation
from payroll.rules.run_states import RunState
from payroll.web.presenting import checks_shown
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_draft, make_employee
from tests.factories.test_numbers import EVERY_NUMBER
from tests.factories.timereporting import make_entries
from tests.web.browsing import Page, Person
from tests.web.office import OCTOBER, Office, user_of
from tests.web.payroll.desk import address, approved, blockers, calculated, draft, having_seen, row_of, run_of
from timereporting.operations import reports
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
SIDES = pytest.mark.parametrize("side", ["", "client_"])
WITHOUT_RUN = ("run_list", "run_new", "run_panel")
MONDAY = date(2026, 10, 5)


def show(office: Office, eva: Person, side: str = "") -> Page:
    return eva.open(address(office, "run_show", run_of(office).pk, side=side))


def to(office: Office, name: str, side: str = "") -> str:
    """Where a button of the run leads."""
    return address(office, name, run_of(office).pk, side=side)


def test_the_list_leads_to_runs_and_to_the_next(office: Office) -> None:
    eva = Person(office.eva)
    assert "Ingen lönekörning ännu" in eva.open(address(office, "run_list")).text
    run = draft(office)
    page = eva.open(address(office, "run_list"))
    assert page.soup.select(f"tbody a[href='{address(office, 'run_show', run.pk)}']")
    assert page.soup.select(f"main a[href='{address(office, 'run_new')}']")


@SIDES
def test_the_panel_of_the_start_page_leads_to_the_run_under_way_or_to_the_next(office: Office, side: str) -> None:
    eva, path = Person(office.eva), address(office, "run_panel", side=side)
    assert eva.open(path, htmx=True).soup.select(f"a[href='{address(office, 'run_new', side=side)}']")
    run = draft(office)
    panel = eva.open(path, htmx=True)
    assert [one.name for one in panel.soup.find_all(recursive=False)] == ["section"]
    assert panel.soup.select(f"a[href='{address(office, 'run_show', run.pk, side=side)}']")


@SIDES
def test_what_stands_in_the_way_is_named_with_the_page_that_mends_it(office: Office, side: str) -> None:
    ulla = make_draft(office.company, "Ulla Utkast")
    draft(office)
    page = show(office, Person(office.eva), side)
    found = blockers(page)
    assert set(found) == {
        "Ulla Utkast är inte komplett, saknas: personnummer, lön, skatt, bankkonto, arbetsschema.",
        "Tiden för 2 anställda är inte godkänd: Tor Ek, Li Sund.",
    }
    basics = reverse(f"employment:{side}employee_basics", args=[office.company.pk, ulla.pk])
    assert found["Ulla Utkast är inte komplett, saknas: personnummer, lön, skatt, bankkonto, arbetsschema."] == basics
    assert resolve(basics)
    overview = reverse("timereporting:time_overview", args=[office.company.pk])
    assert found["Tiden för 2 anställda är inte godkänd: Tor Ek, Li Sund."] == (
        "" if side else f"{overview}?month={OCTOBER}"
    )
    calculate = page.soup.select(f"form[action='{to(office, 'run_calculate', side)}'] button")
    assert [button.has_attr("disabled") for button in calculate] == [True]


@pytest.mark.parametrize("audience", ["firm", "client"])
def test_every_kind_of_check_names_the_person_and_leads_to_a_page_that_is_there(office: Office, audience: str) -> None:
    run = draft(office)
    checks = checks_shown([Check(kind, office.li) for kind in CheckKind], run, audience)
    for shown, kind in zip(checks, CheckKind, strict=True):
        concerns_a_person = kind not in (CheckKind.YEAR, CheckKind.NOBODY)
        assert ("Li Sund" in shown["text"]) == concerns_a_person
        is_the_firms = kind in (CheckKind.SCHEDULE, CheckKind.UNAPPROVED, CheckKind.VACATION)
        is_there = kind != CheckKind.FIGURE and (audience == "firm" or not is_the_firms)  # no firm has the company
        assert bool(shown["url"]) == is_there
        if shown["url"]:
            resolve(shown["url"].split("?")[0])
            assert shown["link"]


def test_a_draft_with_nothing_in_the_way_says_how_many_it_is_for(office: Office) -> None:
    draft(office)
    eva = Person(office.eva)
    assert "inget som stoppar" not in show(office, eva).text
    office.approve(office.li, office.tor)
    page = show(office, eva)
    assert "2 anställda, inget som stoppar beräkningen." in page.text
    assert blockers(page) == {}


def test_a_run_that_is_as_it_was_calculated_does_not_ask_to_be_calculated_again(office: Office) -> None:
    calculated(office)
    assert "Underlaget har ändrats" not in show(office, Person(office.eva)).text


def test_someone_hired_after_the_deviation_period_has_no_time_to_approve(office: Office) -> None:
    make_employee(office.company, "Nina Ny", hired_on=date(2026, 11, 1))
    draft(office)
    assert "Tiden för Nina Ny är inte godkänd." not in blockers(show(office, Person(office.eva)))


def test_a_run_with_something_in_the_way_is_not_calculated(office: Office) -> None:
    draft(office)
    eva = Person(office.eva)
    after = eva.send(show(office, eva), to=to(office, "run_calculate"))
    assert "behöver rättas" in after.toasts
    assert run_of(office).state == RunState.DRAFT


def test_nobody_to_pay_and_a_year_without_figures_are_said(office: Office) -> None:
    run = draft(office)
    with office.seen():
        Employee.objects.all().update(left_on=date(2024, 6, 30))
        PayrollRun.objects.filter(pk=run.pk).update(payday=date(2031, 11, 25))
    found = blockers(show(office, Person(office.eva)))
    assert found == {
        "Uppgifter saknas för 2031: Prisbasbelopp, Inkomstbasbelopp, Arbetsgivaravgifter, Skattetabeller för månadslön."
        " De anges under Inställningar, Regelår.": "",
        "Ingen är anställd den här månaden.": "",
    }


@SIDES
def test_the_calculation_shows_how_far_it_is_until_it_is_done(office: Office, side: str) -> None:
    office.approve(office.li, office.tor)
    draft(office)
    eva = Person(office.eva)
    page = eva.send(show(office, eva, side), to=to(office, "run_calculate", side))
    assert run_of(office).state == RunState.CALCULATING
    polling = page.soup.select("#run[hx-get]")[0]
    fragment = eva.open(str(polling["hx-get"]), htmx=True)
    assert "0 av 1" in fragment.text
    assert fragment.soup.select("form") == []
    drain_outbox()
    done = eva.open(str(polling["hx-get"]), htmx=True)
    assert done.soup.select("#run")[0].get("hx-get") is None
    assert row_of(done, "Li Sund")[-1] == "Ingen lön här månaden före"
    assert done.soup.select(f"form[action='{to(office, 'run_approve', side)}']")


def test_the_second_to_start_reads_who_was_first(office: Office) -> None:
    office.approve(office.li, office.tor)
    draft(office)
    eva = Person(office.eva)
    page = show(office, eva)
    eva.send(page, to=to(office, "run_calculate"))
    assert "Eva Lind" in eva.send(page, to=to(office, "run_calculate")).toasts
    sent = {"csrfmiddlewaretoken": eva.token}
    assert "inte klar att godkännas" in eva.post(to(office, "run_approve"), sent).toasts
    assert "kan inte makuleras" in eva.post(to(office, "run_discard"), sent).toasts
    assert run_of(office).state == RunState.CALCULATING


def test_a_payslip_that_cannot_be_made_stops_the_run_and_is_named(office: Office) -> None:
    hans = make_employee(office.company, "Hans Ny", monthly_salary=2_000_000, hired_on=date(2026, 10, 1))
    october = [date(2026, 10, day) for day in range(1, 31) if date(2026, 10, day).weekday() < 5]
    make_entries(hans, october, QuickChoice.UNPAID_LEAVE, office.eva)
    with office.seen():
        report = reports.submit(employee=hans, month=OCTOBER, by=office.eva)
        reports.approve(report_id=report.pk, by=office.siv)
        Employee.objects.filter(pk=hans.pk).update(left_on=date(2026, 11, 3))
    calculated(office)
    page = show(office, Person(office.eva))
    assert run_of(office).state == RunState.FAILED
    assert any(text.startswith("Hans Ny: ") for text in blockers(page))
    assert page.soup.select(f"form[action='{to(office, 'run_calculate')}'] button:not([disabled])")
    assert page.soup.select("#run tbody tr") == []


def test_each_payslip_is_held_against_the_month_before_with_the_reason(office: Office) -> None:
    approved(office, OCTOBER)
    make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li))
    make_employee(office.company, "Nina Ny", hired_on=date(2026, 11, 1))
    calculated(office)
    page = show(office, Person(office.eva))
    name, _gross, _tax, net, before, difference, reason = row_of(page, "Li Sund")
    assert (name, reason) == ("Li Sund", "Frånvaro")
    assert difference.startswith("−")
    assert _ore(net) - _ore(before) == _ore(difference)
    assert row_of(page, "Nina Ny")[-3:] == ["–", "–", "Ny"]


def _ore(text: str) -> int:
    return int(text.replace("−", "-").replace("+", "").replace("\xa0", "").replace(" ", "").replace(",", ""))


def test_the_totals_are_the_sums_of_the_payslips_and_the_journal_balances(office: Office) -> None:
    run = calculated(office)
    page = show(office, Person(office.eva))
    nets = [_ore(row_of(page, name)[3]) for name in ("Li Sund", "Tor Ek")]
    assert sum(nets) == run.net_pay
    tiles = [" ".join(tile.get_text(" ").split()) for tile in page.soup.select(".tiles > *")]
    assert any(tile.startswith("Att betala ut") for tile in tiles)
    journal = page.soup.select("#run details table")[0]
    cells = [[cell.text for cell in row.select("td.number")] for row in journal.select("tbody tr")]
    debit, credit = (sum(_ore(row[side]) for row in cells if row[side]) for side in (0, 1))
    assert debit == credit > 0


@SIDES
def test_approving_freezes_the_run_and_tells_the_employees(
    office: Office, side: str, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    calculated(office)
    eva = Person(office.eva)
    page = show(office, eva, side)
    after = eva.send(page, having_seen(page), to=to(office, "run_approve", side))
    assert "är godkänd" in after.toasts
    assert "Eva Lind" in after.soup.select("#run")[0].text
    assert after.soup.select("main form") == []
    assert run_of(office).state == RunState.APPROVED
    drain_outbox()
    told = {one.to[0] for one in mailoutbox if one.subject.startswith("Ditt lönebesked")}
    assert told == {user_of(office.li).email, user_of(office.tor).email}
    sent = {"csrfmiddlewaretoken": eva.token}
    assert "kan inte beräknas igen" in eva.post(to(office, "run_calculate", side), sent).toasts
    assert "kan inte makuleras" in eva.post(to(office, "run_discard", side), sent).toasts
    assert "inte klar att godkännas" in eva.post(to(office, "run_approve", side), sent).toasts


def test_a_run_is_not_approved_after_an_approval_of_time_was_undone(office: Office) -> None:
    calculated(office)
    eva = Person(office.eva)
    page = show(office, eva)
    report = office.report(office.li)
    with office.seen():
        reports.undo_approval(report_id=report.pk, by=office.siv)
    after = eva.send(page, to=to(office, "run_approve"))
    assert "kommit i vägen" in after.toasts
    assert "Tiden för Li Sund är inte godkänd." in blockers(after)
    assert after.soup.select(f"form[action='{to(office, 'run_approve')}']") == []
    assert run_of(office).state == RunState.CALCULATED


def test_what_was_calculated_again_is_not_approved_from_a_page_that_showed_something_else(office: Office) -> None:
    calculated(office)
    eva = Person(office.eva)
    page = show(office, eva)
    make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li))
    office.approve(office.li)
    with office.seen():
        start_calculation(run_id=run_of(office).pk, by=office.eva)
    drain_outbox()
    after = eva.send(page, having_seen(page), to=to(office, "run_approve"))
    assert "beräknats igen sedan du öppnade den" in after.toasts
    assert run_of(office).state == RunState.CALCULATED
    assert "är godkänd" in eva.send(after, having_seen(after), to=to(office, "run_approve")).toasts


def test_a_run_is_not_approved_when_its_inputs_changed_but_can_be_calculated_again(office: Office) -> None:
    calculated(office)
    eva = Person(office.eva)
    page = show(office, eva)
    make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li))
    office.approve(office.li)
    after = eva.send(page, to=to(office, "run_approve"))
    assert "Beräkna igen" in after.toasts
    assert "Underlaget har ändrats sedan beräkningen" in after.text
    assert after.soup.select(f"form[action='{to(office, 'run_approve')}']") == []
    again = after.soup.select(f"form[action='{to(office, 'run_calculate')}'] button.button-primary")
    assert [button.text for button in again] == ["Beräkna igen"]
    eva.send(after, to=to(office, "run_calculate"))
    drain_outbox()
    page = show(office, eva)
    assert "är godkänd" in eva.send(page, having_seen(page), to=to(office, "run_approve")).toasts


@SIDES
def test_a_run_is_discarded_and_gone_from_the_list(office: Office, side: str) -> None:
    run = calculated(office)
    eva = Person(office.eva)
    after = eva.send(show(office, eva, side), to=to(office, "run_discard", side))
    assert after.path == address(office, "run_list", side=side)
    assert "makulerad" in after.toasts
    assert after.soup.select(f"a[href='{address(office, 'run_show', run.pk, side=side)}']") == []
    assert run_of(office).state == RunState.DISCARDED
    gone = show(office, eva, side)
    assert gone.soup.select("main form") == []


@SIDES
@pytest.mark.parametrize("name", [*WITHOUT_RUN, "run_show", "run_calculate", "run_approve", "run_discard"])
def test_only_those_who_do_the_payroll_come_in(office: Office, name: str, side: str) -> None:
    run = draft(office)
    path = address(office, name, *([] if name in WITHOUT_RUN else [run.pk]), side=side)
    for user in (office.siv, office.ola, user_of(office.li), office.stranger):
        assert Person(user).tries("GET", path) in (403, 404, 405)
        assert Person(user).tries("POST", path, {"month": "2026-12", "payday": "2026-12-23"}) in (403, 404, 405)
    assert Person().tries("GET", path) == 302
    with office.seen():
        assert [(one.pk, one.state) for one in PayrollRun.objects.all()] == [(run.pk, RunState.DRAFT)]


@pytest.mark.parametrize("name", ["run_show", "run_calculate", "run_approve", "run_discard"])
def test_a_run_is_reached_through_its_own_company_only(office: Office, name: str) -> None:
    run = draft(office)
    path = reverse(f"payroll:{name}", args=[office.elsewhere.pk, run.pk])
    stranger = Person(office.stranger)
    assert stranger.tries("GET", path) in (404, 405)
    assert stranger.tries("POST", path) in (404, 405)
    assert run_of(office).state == RunState.DRAFT


def test_the_page_of_a_run_costs_the_same_for_two_and_for_twenty(
    office: Office, django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    eva, counts = Person(office.eva), []
    with office.seen():
        taken = {one.personal_identity_number for one in Employee.objects.all()}
    numbers = iter([number for number in EVERY_NUMBER if number not in taken])
    for more in (0, 18):
        people = [
            make_employee(office.company, f"Bo Al{number}", personal_identity_number=next(numbers))
            for number in range(more)
        ]
        with office.seen():
            for one in people:
                report = reports.submit(employee=one, month=OCTOBER, by=office.eva)
                reports.approve(report_id=report.pk, by=office.siv)
        run = calculated(office) if not more else None
        for state in (RunState.CALCULATED, RunState.DRAFT):
            with office.seen(), connection.cursor() as cursor:
                cursor.execute("UPDATE payroll_payrollrun SET state = %s", [state.value])
            show(office, eva)
            with django_assert_max_num_queries(80) as captured:
                show(office, eva)
            counts.append(len(captured))  # type: ignore[arg-type]
        assert run is None or run.employee_count == 2
    assert counts[:2] == counts[2:]
