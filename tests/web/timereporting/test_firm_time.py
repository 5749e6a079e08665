"""The payroll office's pages of time: everyone's month at a glance, and one person's month with quick choices."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time

import pytest
from django.urls import reverse

from employment.models import Employee
from tests.factories.employment import make_employee
from tests.factories.timereporting import make_entries
from tests.web.browsing import Page, Person, Typed
from tests.web.office import NOVEMBER, OCTOBER, Office, user_of
from timereporting.models import TimeEntry
from timereporting.operations import reports
from timereporting.rules.durations import Span
from timereporting.rules.quick_choices import QuickChoice
from timereporting.rules.report_states import ReportState

pytestmark = pytest.mark.django_db
MONDAY = OCTOBER.first.replace(day=5)


def address(office: Office, name: str, *args: object, month: object = None) -> str:
    return reverse(f"timereporting:{name}", args=[office.company.pk, *args]) + (f"?month={month}" if month else "")


def month_of(office: Office, employee: Employee, by: Person, month: object = OCTOBER) -> Page:
    return by.open(address(office, "time_month", employee.pk, month=month))


def row_of(page: Page, name: str) -> str:
    """A person's line in the overview."""
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]
    return next(row for row in rows if row.startswith(name))


def preview_of(page: Page) -> dict[str, str]:
    """What the registrations become: pay item and amount."""
    lines = page.soup.select("section[aria-live] table tr")
    return {str(line.th.find(string=True)): line.select("td")[-1].text for line in lines if line.th}


def test_the_overview_shows_the_month_that_the_coming_payday_pays_for(firm: Office) -> None:
    make_entries(firm.li, [MONDAY], QuickChoice.SICK, firm.eva)
    make_entries(firm.tor, [MONDAY], QuickChoice.HOURS_WORKED, firm.eva)
    page = Person(firm.eva).open(address(firm, "time_overview"))
    assert "Oktober 2026" in page.text
    assert "176 h" in row_of(page, "Li Sund")
    assert "8 h" in row_of(page, "Li Sund").split("176 h")[1]
    assert "saknas" in row_of(page, "Tor Ek")
    link = page.soup.find("a", string="Li Sund")
    assert link is not None
    assert link["href"] == address(firm, "time_month", firm.li.pk, month=OCTOBER)


def test_the_overview_counts_reports_where_employees_register(office: Office) -> None:
    office.submit(office.li)
    page = Person(office.eva).open(address(office, "time_overview"))
    assert "Klarmarkerad" in row_of(page, "Li Sund")
    assert "Öppen" in row_of(page, "Tor Ek")


def test_people_without_a_schedule_are_pointed_out(firm: Office) -> None:
    with firm.seen():
        firm.li.schedule_assignments.all().delete()
    page = Person(firm.eva).open(address(firm, "time_overview"))
    assert page.soup.select_one(f"tbody a[href='{address(firm, 'schedule_list')}']")


def test_a_month_without_employees_says_so(firm: Office) -> None:
    assert "Ingen är anställd" in Person(firm.eva).open(address(firm, "time_overview", month="2020-01")).text


def test_the_consultant_registers_several_days_at_once(firm: Office) -> None:
    eva = Person(firm.eva)
    typed: Typed = {"days": ["2026-10-05", "2026-10-06", "2026-10-07"], "choice": "SICK"}
    after = eva.send(month_of(firm, firm.li, eva), typed)
    assert "3 dagar är registrerade" in after.toasts
    assert firm.entries(firm.li) == [(f"2026-10-0{day}", "SICK", 480) for day in (5, 6, 7)]
    with firm.seen():
        assert set(TimeEntry.objects.values_list("source", "author")) == {("FIRM", firm.eva.pk)}


def test_the_pay_lines_are_shown_before_anything_is_registered(firm: Office) -> None:
    eva = Person(firm.eva)
    typed: Typed = {"days": ["2026-10-05", "2026-10-06"], "choice": "SICK"}
    page = eva.send(month_of(firm, firm.li, eva), typed, button="preview", status=200)
    lines = preview_of(page)
    assert {"Sjukavdrag", "Sjuklön 80 %", "Karensavdrag"} <= set(lines)
    assert lines["Sjukavdrag"].startswith("−")
    assert {box["value"] for box in page.soup.select("main input:checked")} == {"2026-10-05", "2026-10-06", "SICK"}
    assert firm.entries(firm.li) == []
    eva.send(page, {})
    assert len(firm.entries(firm.li)) == 2


def test_the_preview_shows_a_line_that_is_like_one_there_is_and_by_how_much_the_tax_changes(firm: Office) -> None:
    make_entries(firm.li, [MONDAY], QuickChoice.SICK, firm.eva)
    eva = Person(firm.eva)
    typed: Typed = {"days": ["2026-10-19"], "choice": "SICK"}
    page = eva.send(month_of(firm, firm.li, eva), typed, button="preview", status=200)
    lines = preview_of(page)
    assert set(lines) == {"Sjukavdrag", "Sjuklön 80 %", "Karensavdrag", "Preliminärskatt, ändring"}
    tax = page.soup.select("section[aria-live] table tr")[-1]
    before, after = (_ore(part) for part in tax.select(".table-formula")[0].text.split(" → "))
    assert before < after < 0
    assert _ore(lines["Preliminärskatt, ändring"]) == after - before


def _ore(text: str) -> int:
    return int(text.replace("−", "-").replace("\xa0", "").replace(",", ""))


def test_the_preview_leaves_out_days_without_schedule_and_replaces_what_is_there(firm: Office) -> None:
    make_entries(firm.li, [MONDAY], QuickChoice.SICK, firm.eva)
    eva = Person(firm.eva)
    typed: Typed = {"days": ["2026-10-10"], "choice": "VACATION"}
    page = eva.send(month_of(firm, firm.li, eva), typed, button="preview", status=200)
    assert preview_of(page) == {}
    assert "Ingen av dagarna har schemalagd tid" in page.text
    again: Typed = {"days": ["2026-10-05"], "choice": "SICK", "time": "4"}
    lines = preview_of(eva.send(month_of(firm, firm.li, eva), again, button="preview", status=200))
    assert lines


def test_the_preview_says_what_is_replaced_and_adds_to_what_stands(firm: Office) -> None:
    make_entries(firm.li, [MONDAY], QuickChoice.OVERTIME_SIMPLE, firm.eva, span=Span(time(6), time(8)))
    eva, amounts = Person(firm.eva), []
    for length, said in (("17-19", False), ("7-9", True)):
        typed: Typed = {"days": ["2026-10-05"], "choice": "OVERTIME_SIMPLE", "time": length}
        page = eva.send(month_of(firm, firm.li, eva), typed, button="preview", status=200)
        assert ("ersätter 06:00–08:00 (2 h)" in page.text) == said
        amounts.append(_ore(next(amount for name, amount in preview_of(page).items() if "vertid" in name)))
    assert amounts[0] == 2 * amounts[1] > 0


def test_the_preview_says_when_it_cannot_know(firm: Office) -> None:
    eva = Person(firm.eva)
    typed: Typed = {"days": ["2024-01-02"], "choice": "SICK"}
    page = eva.send(month_of(firm, firm.li, eva, "2024-01"), typed, button="preview", status=200)
    assert "Ingen lönerad ändras" in page.text


@pytest.mark.parametrize("button", ["", "preview"])
@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"choice": "SICK"}, "days", "Välj minst en dag"),
        ({"days": ["2026-10-05"]}, "choice", "Välj vad det gäller"),
        ({"days": ["2026-10-05"], "choice": "VACATION", "time": "4"}, "time", "hela dagar"),
        ({"days": ["2026-10-05"], "choice": "OVERTIME_QUALIFIED"}, "time", "hur länge"),
    ],
)
def test_what_is_wrong_is_said_by_the_field_and_kept(
    firm: Office, typed: Typed, field: str, said: str, button: str
) -> None:
    eva = Person(firm.eva)
    page = eva.send(month_of(firm, firm.li, eva), typed, button=button, status=422)
    assert said in page.said_by(field)
    assert len(page.soup.select("main input:checked")) == len(set(typed) - {"time"})
    assert "Så här blir det" not in page.text
    assert firm.entries(firm.li) == []


def test_absence_on_a_day_without_schedule_is_refused(firm: Office) -> None:
    eva = Person(firm.eva)
    typed: Typed = {"days": ["2026-10-10", "2026-10-11"], "choice": "VACATION"}
    page = eva.send(month_of(firm, firm.li, eva), typed, status=422)
    assert "lör 10 okt har ingen schemalagd tid" in page.said_by("days")
    assert "ge den anställda ett schema" in page.said_by("days")
    assert firm.entries(firm.li) == []


@pytest.mark.parametrize("button", ["", "preview"])
def test_more_absence_than_the_schedule_has_is_refused_also_in_the_preview(firm: Office, button: str) -> None:
    make_entries(firm.li, [MONDAY], QuickChoice.SICK, firm.eva, 300)
    eva = Person(firm.eva)
    typed: Typed = {"days": ["2026-10-05"], "choice": "CARE_OF_CHILD", "time": "4"}
    page = eva.send(month_of(firm, firm.li, eva), typed, button=button, status=422)
    assert "mån 5 okt har redan Sjuk 5 h, och 8 h i schemat" in page.said_by("time")
    assert firm.entries(firm.li) == [("2026-10-05", "SICK", 300)]
    less: Typed = {**typed, "time": "3"}
    eva.send(page, less)
    assert len(firm.entries(firm.li)) == 2


def test_a_registration_is_taken_back_and_the_month_stays_in_sight(firm: Office) -> None:
    make_entries(firm.li, [MONDAY], QuickChoice.SICK, firm.eva)
    eva = Person(firm.eva)
    page = month_of(firm, firm.li, eva)
    strike = page.soup.select_one("form[action*='/strike/']")
    assert strike is not None
    after = eva.send(page, form=strike)
    assert "borttagen" in after.toasts
    assert after.path.endswith("?month=2026-10")
    assert firm.entries(firm.li) == []


def test_a_change_by_the_firm_opens_an_approved_month_again(office: Office) -> None:
    office.approve(office.li)
    eva = Person(office.eva)
    page = month_of(office, office.li, eva)
    assert "En ändring öppnar den igen" in page.text
    eva.send(page, {"days": ["2026-10-05"], "choice": "SICK"})
    assert office.report(office.li).state == ReportState.OPEN


def test_a_month_in_payroll_cannot_be_changed(firm: Office) -> None:
    entry = make_entries(firm.li, [MONDAY], QuickChoice.SICK, firm.eva)[0]
    with firm.seen():
        reports.import_reports(company_id=firm.company.pk, employee_ids=[firm.li.pk], month=OCTOBER, by=firm.eva)
    eva = Person(firm.eva)
    page = month_of(firm, firm.li, eva)
    assert page.soup.select("main [name=days], main form[action*='/strike/']") == []
    sent = {"days": ["2026-10-06"], "choice": "SICK", "csrfmiddlewaretoken": eva.token}
    assert "godkänd lönekörning" in eva.post(page.path, sent, status=422).text
    strike = address(firm, "time_strike", firm.li.pk, entry.pk)
    assert "godkänd" in eva.post(strike, sent).toasts
    assert firm.entries(firm.li) == [("2026-10-05", "SICK", 480)]


def test_days_can_be_marked_by_the_address(firm: Office) -> None:
    path = address(firm, "time_month", firm.li.pk, month=OCTOBER) + "&days=2026-10-05&days=rubbish"
    assert [box["value"] for box in Person(firm.eva).open(path).soup.select("main input:checked")] == ["2026-10-05"]


@pytest.mark.parametrize("name", ["time_overview", "time_month", "time_strike"])
def test_only_those_who_do_the_payroll_come_in(office: Office, name: str) -> None:
    entry = make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li))[0]
    args = {"time_overview": [], "time_month": [office.li.pk], "time_strike": [office.li.pk, entry.pk]}[name]
    path = address(office, name, *args)
    typed = {"days": ["2026-10-06"], "choice": "SICK"}
    for user, refused in ((office.siv, 403), (office.ola, 403), (user_of(office.li), 403), (office.stranger, 404)):
        assert Person(user).tries("GET", path) in (refused, 405)
        assert Person(user).tries("POST", path, typed) in (refused, 405)
    assert Person().tries("GET", path) == 302
    assert office.entries(office.li) == [("2026-10-05", "SICK", 480)]


def test_people_and_registrations_are_reached_through_their_own_company_and_person_only(office: Office) -> None:
    entry = make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li))[0]
    stranger, eva = Person(office.stranger), Person(office.eva)
    month = reverse("timereporting:time_month", args=[office.elsewhere.pk, office.li.pk])
    assert stranger.tries("GET", month) == stranger.tries("POST", month) == 404
    strike = reverse("timereporting:time_strike", args=[office.elsewhere.pk, office.li.pk, entry.pk])
    assert stranger.tries("POST", strike) == 404
    assert eva.tries("POST", address(office, "time_strike", office.tor.pk, entry.pk)) == 404
    assert len(office.entries(office.li)) == 1


def test_the_overview_costs_the_same_for_two_and_for_twelve(
    office: Office, django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    eva, counts = Person(office.eva), []
    for more in (0, 10):
        people = [office.li, *(make_employee(office.company, f"Bo Al{number}") for number in range(more))]
        for one in people[-max(more, 1) :]:
            make_entries(one, [MONDAY], QuickChoice.SICK, office.eva)
        eva.open(address(office, "time_overview"))
        with django_assert_max_num_queries(60) as captured:
            eva.open(address(office, "time_overview"))
        counts.append(len(captured))  # type: ignore[arg-type]
    assert counts[0] == counts[1]


def test_next_and_previous_month_are_one_step_away(firm: Office) -> None:
    eva = Person(firm.eva)
    page = month_of(firm, firm.li, eva, NOVEMBER)
    hrefs = [str(link["href"]) for link in page.soup.select(".month-nav a")]
    assert hrefs == ["?month=2026-10", "?month=2026-12"]
