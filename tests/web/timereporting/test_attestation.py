"""Attestation: what has no remark goes together, the rest is judged one by one, and never one's own."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.permissions import GrantScope
from common import clock
from employment.models import Employee
from tests.factories.accounts import give
from tests.factories.employment import make_employee
from tests.factories.timereporting import make_entries
from tests.web.browsing import Page, Person
from tests.web.office import NOVEMBER, OCTOBER, Office, user_of, with_login
from timereporting.operations import reports
from timereporting.rules.quick_choices import QuickChoice
from timereporting.rules.report_states import ReportState

pytestmark = pytest.mark.django_db
MONDAY, SATURDAY = OCTOBER.first.replace(day=5), OCTOBER.first.replace(day=10)


def address(office: Office, name: str = "report_list", employee: Employee | None = None) -> str:
    report = [office.report(employee).pk] if employee else []
    return reverse(f"timereporting:{name}", args=[office.company.pk, *report])


def queue(office: Office, siv: Person) -> Page:
    """October's reports."""
    return siv.open(f"{address(office)}?month={OCTOBER}")


def state_of(office: Office, employee: Employee) -> str:
    return office.report(employee).state


def test_what_has_no_remark_is_approved_together_and_the_rest_is_left(office: Office) -> None:
    bo = with_login(make_employee(office.company, "Bo Al"))
    make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li))
    office.submit(office.li, bo, office.tor)
    siv = Person(office.siv)
    page = queue(office, siv)
    assert "2 utan anmärkning" in page.text
    assert "1 att titta på" in page.text
    after = siv.send(page, to=address(office, "approve_clean"))
    assert "2 tidrapporter är godkända" in after.toasts
    states = [state_of(office, one) for one in (office.li, bo, office.tor)]
    assert states == [ReportState.APPROVED, ReportState.APPROVED, ReportState.SUBMITTED]
    assert office.report(office.li).approved_by == office.siv


def test_one_report_is_approved_by_itself_with_its_remarks_in_sight(office: Office) -> None:
    make_entries(office.li, [SATURDAY], QuickChoice.HOURS_WORKED, user_of(office.li), 240)
    office.submit(office.li)
    siv = Person(office.siv)
    page = queue(office, siv)
    assert "lör 10 okt: 4 h utanför schemat" in page.text
    after = siv.send(page, to=address(office, "report_approve", office.li))
    assert "Li Sund är godkänd" in after.toasts
    assert "1 godkänd" in after.text
    assert state_of(office, office.li) == ReportState.APPROVED


def test_what_changed_since_it_was_opened_is_not_approved(office: Office) -> None:
    office.submit(office.li)
    siv = Person(office.siv)
    page = queue(office, siv)
    make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li))
    office.submit(office.li)
    together = siv.send(page, to=address(office, "approve_clean"))
    assert "Något har ändrats" in together.toasts
    alone = siv.send(page, to=address(office, "report_approve", office.li))
    assert "har ändrats sedan du öppnade den" in alone.toasts
    assert state_of(office, office.li) == ReportState.SUBMITTED
    siv.send(alone, to=address(office, "report_approve", office.li))
    assert state_of(office, office.li) == ReportState.APPROVED


def test_a_report_that_is_open_again_is_not_approved(office: Office) -> None:
    office.submit(office.li)
    siv = Person(office.siv)
    page = queue(office, siv)
    entry = make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li))[0]
    assert entry.report_id == office.report(office.li).pk
    after = siv.send(page, {"seen": ""}, to=address(office, "report_approve", office.li))
    assert "väntar inte på attest" in after.toasts
    assert state_of(office, office.li) == ReportState.OPEN


@pytest.mark.parametrize("name", ["report_approve", "report_send_back", "report_undo"])
def test_nobody_attests_their_own(office: Office, name: str) -> None:
    own = Person(user_of(office.li))
    give(user_of(office.li), office.company, GrantScope.TIME_APPROVAL)
    (office.approve if name == "report_undo" else office.submit)(office.li)
    before = state_of(office, office.li)
    page = queue(office, own)
    assert page.soup.select(f"form[action='{address(office, name, office.li)}']") == []
    report = office.report(office.li)
    sent = {f"{report.pk}-comment": "Hej", "csrfmiddlewaretoken": own.token}
    assert "din egen tid" in own.post(address(office, name, office.li), sent).toasts
    assert state_of(office, office.li) == before


def test_ones_own_report_is_not_among_those_approved_together(office: Office) -> None:
    give(user_of(office.li), office.company, GrantScope.TIME_APPROVAL)
    office.submit(office.li)
    own = Person(user_of(office.li))
    report = office.report(office.li)
    with office.seen():
        seen = f"{report.pk}:{reports.content_digest(report)}"
    assert "utan anmärkning" not in queue(office, own).text
    own.post(address(office, "approve_clean"), {"month": str(OCTOBER), "seen": seen, "csrfmiddlewaretoken": own.token})
    assert state_of(office, office.li) == ReportState.SUBMITTED


def test_one_day_goes_back_with_a_comment(office: Office) -> None:
    make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li))
    office.submit(office.li)
    siv, report = Person(office.siv), office.report(office.li)
    typed = {f"{report.pk}-day": str(MONDAY), f"{report.pk}-comment": "Halva dagen?"}
    after = siv.send(queue(office, siv), typed, to=address(office, "report_send_back", office.li))
    assert "Tillbakaskickat till Li Sund" in after.toasts
    assert "mån 5 okt: Halva dagen?" in after.text
    with office.seen():
        assert [(one.day, one.comment) for one in report.returned_days.all()] == [(MONDAY, "Halva dagen?")]
    assert state_of(office, office.li) == ReportState.RETURNED


def test_a_whole_report_goes_back_even_when_it_was_approved(office: Office) -> None:
    office.approve(office.li)
    siv, report = Person(office.siv), office.report(office.li)
    sent = {f"{report.pk}-comment": "Allt är fel", "csrfmiddlewaretoken": siv.token}
    after = siv.post(address(office, "report_send_back", office.li), sent)
    assert "Allt är fel" in after.text
    report = office.report(office.li)
    assert (report.state, report.comment, report.approved_by) == (ReportState.RETURNED, "Allt är fel", None)


def test_what_was_asked_for_and_what_was_changed_since_is_told_when_the_report_comes_again(office: Office) -> None:
    make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li))
    office.submit(office.li, office.tor)
    siv = Person(office.siv)
    for employee, day, comment in ((office.li, str(MONDAY), "Halva dagen?"), (office.tor, "", "Hela oktober saknas")):
        prefix = office.report(employee).pk
        typed = {f"{prefix}-day": day, f"{prefix}-comment": comment}
        siv.send(queue(office, siv), typed, to=address(office, "report_send_back", employee))
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li), 240)
        office.submit(office.li, office.tor)
    page = queue(office, siv)
    assert "2 att titta på" in page.text  # an answer to one's own words is never among those without remarks
    told = {one.h3.text.strip(): one.select_one(".callout").text for one in page.soup.select("article.report")}  # type: ignore[union-attr]
    assert "Tillbakaskickad av Siv Attest" in told["Li Sund"]
    assert "mån 5 okt ”Halva dagen?”" in told["Li Sund"]
    assert "Sjuk 8 h → Sjuk 4 h" in told["Li Sund"].replace("\xa0", " ")
    assert "”Hela oktober saknas”" in told["Tor Ek"]
    assert "Ingenting är ändrat sedan dess" in told["Tor Ek"]
    siv.post(address(office, "approve_clean"), {"month": str(OCTOBER), "csrfmiddlewaretoken": siv.token})
    assert state_of(office, office.li) == ReportState.SUBMITTED


@pytest.mark.parametrize(
    ("comment", "day", "field", "said"),
    [
        ("", "2026-10-05", "comment", "Skriv vad som behöver ses över"),
        ("   ", "2026-10-05", "comment", "Skriv vad som behöver ses över"),
        ("Titta på det här", "2026-11-05", "day", "Välj en dag i tidrapporten"),
        ("Titta på det här", "rubbish", "day", "Välj en dag i tidrapporten"),
        ("a\x00b", "", "comment", "Null"),
        ("x" * 501, "", "comment", "500"),
    ],
)
def test_sending_back_without_a_word_or_a_day_of_the_report_is_refused_by_the_field(
    office: Office, comment: str, day: str, field: str, said: str
) -> None:
    office.submit(office.li, office.tor)
    siv, report = Person(office.siv), office.report(office.li)
    prefix = report.pk
    sent = {f"{prefix}-comment": comment, f"{prefix}-day": day, "csrfmiddlewaretoken": siv.token}
    page = siv.post(address(office, "report_send_back", office.li), sent, status=422)
    assert said in page.said_by(f"{prefix}-{field}")
    written = page.soup.select_one(f"textarea[name='{prefix}-comment']")
    assert written is not None
    assert written.text.strip() == comment.strip()
    opened = written.find_parent("details")
    assert opened is not None
    assert opened.has_attr("open")
    if day == "2026-10-05":
        assert page.soup.select_one(f"[name='{prefix}-day'] option[value='{day}'][selected]")
    other = office.report(office.tor).pk
    assert page.said_by(f"{other}-comment") == ""
    assert state_of(office, office.li) == ReportState.SUBMITTED


def test_a_missing_comment_is_told_at_the_top_with_a_way_to_the_field(office: Office) -> None:
    office.submit(office.li)
    siv, report = Person(office.siv), office.report(office.li)
    sent = {f"{report.pk}-comment": "", "csrfmiddlewaretoken": siv.token}
    page = siv.post(address(office, "report_send_back", office.li), sent, status=422)
    assert page.soup.select_one("[data-error-summary] h2:-soup-contains('Li Sund')")
    link = page.soup.select_one("[data-error-summary] a")
    assert link is not None
    assert "Skriv vad som behöver ses över" in link.text
    field = page.soup.find(id=str(link["href"])[1:])
    assert field is not None
    assert field.name == "textarea"


def test_a_missing_comment_is_told_also_when_the_report_no_longer_waits(office: Office) -> None:
    office.approve(office.li)
    siv, report = Person(office.siv), office.report(office.li)
    sent = {f"{report.pk}-comment": "", "csrfmiddlewaretoken": siv.token}
    page = siv.post(address(office, "report_send_back", office.li), sent, status=422)
    summary = page.soup.select_one("[data-error-summary]")
    assert summary is not None
    assert "Skriv vad som behöver ses över" in summary.text
    assert summary.select("a") == []


def test_many_missing_days_are_one_remark(office: Office) -> None:
    make_entries(office.tor, [MONDAY], QuickChoice.HOURS_WORKED, user_of(office.tor))
    office.submit(office.tor)
    page = queue(office, Person(office.siv))
    remarks = [one.text.strip() for one in page.soup.select("article .finding")]
    assert remarks == ["21 dagar saknas: 1–2, 6–9, 12–16, 19–23, 26–30 okt"]


def test_an_open_report_cannot_be_sent_back(office: Office) -> None:
    make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li))
    siv, report = Person(office.siv), office.report(office.li)
    sent = {f"{report.pk}-comment": "Hej", "csrfmiddlewaretoken": siv.token}
    assert "kan inte skickas tillbaka" in siv.post(address(office, "report_send_back", office.li), sent).toasts


def test_an_approval_is_undone_until_payroll_has_it(office: Office) -> None:
    office.approve(office.li)
    siv = Person(office.siv)
    undo = address(office, "report_undo", office.li)
    after = siv.send(queue(office, siv), to=undo)
    assert "ångrat" in after.toasts
    assert state_of(office, office.li) == ReportState.SUBMITTED
    office.approve(office.li)
    page = queue(office, siv)
    with office.seen():
        reports.import_reports(company_id=office.company.pk, employee_ids=[office.li.pk], month=OCTOBER, by=office.eva)
    assert "redan i en lönekörning" in siv.send(page, to=undo).toasts
    assert queue(office, siv).soup.select(f"form[action='{undo}']") == []
    assert state_of(office, office.li) == ReportState.IMPORTED


def test_who_has_not_submitted_is_named_and_the_list_opens_where_something_waits(office: Office) -> None:
    office.submit(office.li)
    siv = Person(office.siv)
    page = siv.open(address(office))
    assert "oktober 2026" in page.text.lower()
    assert "1 inte klarmarkerad" in page.text
    assert "Tor Ek" in page.text
    assert "Inget väntar på attest" in siv.open(f"{address(office)}?month={NOVEMBER.next}").text


def test_the_start_page_counts_what_waits_for_the_attestor(office: Office) -> None:
    siv = Person(office.siv)
    home = reverse("accounts:company_home", args=[office.company.pk])
    assert "tidrapport väntar" not in siv.open(home).text
    office.submit(office.li)
    assert "1 tidrapport väntar" in siv.open(home).text
    give(user_of(office.li), office.company, GrantScope.TIME_APPROVAL)
    assert "Inget väntar på dig" in Person(user_of(office.li)).open(home).text


@pytest.mark.parametrize("seen", ["rubbish", "a:b", "\x00:\x00", "x" * 5000])
def test_rubbish_among_what_was_seen_approves_nothing(office: Office, seen: str) -> None:
    office.submit(office.li)
    siv = Person(office.siv)
    sent = {"month": str(OCTOBER), "seen": [seen, seen], "csrfmiddlewaretoken": siv.token}
    assert siv.tries("POST", address(office, "approve_clean"), sent) == 302
    assert state_of(office, office.li) == ReportState.SUBMITTED


@pytest.mark.parametrize("name", ["report_list", "approve_clean", "report_approve", "report_send_back", "report_undo"])
def test_only_attestors_of_the_company_come_in(office: Office, name: str) -> None:
    (office.approve if name == "report_undo" else office.submit)(office.li)
    before = state_of(office, office.li)
    path = address(office, name, office.li if name.startswith("report_") and name != "report_list" else None)
    for user, refused in ((office.eva, 403), (user_of(office.li), 403), (office.stranger, 404)):
        assert Person(user).tries("GET", path) in (refused, 405)
        assert Person(user).tries("POST", path, {"month": str(OCTOBER)}) in (refused, 405)
    assert Person().tries("GET", path) == 302
    assert state_of(office, office.li) == before


def test_a_report_of_another_company_is_not_reached_through_ones_own(office: Office) -> None:
    office.submit(office.li)
    report = office.report(office.li)
    stranger = Person(office.stranger)
    for name in ("report_approve", "report_send_back", "report_undo"):
        path = reverse(f"timereporting:{name}", args=[office.elsewhere.pk, report.pk])
        assert stranger.tries("POST", path, {f"{report.pk}-comment": "Hej"}) == 404
    assert state_of(office, office.li) == ReportState.SUBMITTED


def test_the_list_costs_the_same_for_two_and_for_twelve(
    office: Office, django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    siv, counts = Person(office.siv), []
    people = [office.li, office.tor]
    for more in (0, 10):
        people += [with_login(make_employee(office.company, f"Bo Al{number}")) for number in range(more)]
        for one in people[-max(more, 2) :]:
            make_entries(one, [MONDAY, SATURDAY], QuickChoice.HOURS_WORKED, user_of(one), 240)
        office.submit(*people)
        queue(office, siv)
        with django_assert_max_num_queries(60) as captured:
            queue(office, siv)
        counts.append(len(captured))  # type: ignore[arg-type]
    assert counts[0] == counts[1]
