"""The employee's own time on the phone: what is planned, what is missing, what is registered and handed in."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import Tag
from django.urls import reverse

from accounts.permissions import TimeMode
from employment.models import Employee
from tests.factories.employment import make_agreement, make_employee
from tests.factories.timereporting import make_arrangement, make_entries
from tests.web.browsing import Page, Person, Typed
from tests.web.office import NOVEMBER, OCTOBER, Office, user_of, with_login
from timereporting.operations import reports
from timereporting.rules.quick_choices import QuickChoice
from timereporting.rules.report_states import ReportState

pytestmark = pytest.mark.django_db
TENTH, SATURDAY = "2026-11-10", "2026-11-14"


def address(name: str, employee: Employee, query: str = "") -> str:
    return reverse(f"timereporting:{name}", args=[employee.pk]) + query


def person(employee: Employee) -> Person:
    return Person(user_of(employee))


def calendar(employee: Employee, month: object = NOVEMBER, *, by: Person | None = None) -> Page:
    return (by or person(employee)).open(address("calendar", employee, f"?month={month}"))


def days_in(page: Page, tone: str) -> list[int]:
    """The days of the calendar that are in a state."""
    return [int(day.text) for day in page.soup.select(f".day[data-tone={tone}] .day-number")]


def registers(employee: Employee, month: object = NOVEMBER, *, status: int = 302, **typed: str | list[str]) -> Page:
    """Mark days, choose, and send."""
    by = person(employee)
    return by.send(calendar(employee, month, by=by), typed, status=status)


def tap(page: Page, choice: str) -> Tag | None:
    """The form behind a button for today."""
    found = page.soup.select_one(f"form input[name=choice][value={choice}]")
    return found.find_parent("form") if found else None


def test_today_says_the_hours_of_the_schedule_and_what_waits(office: Office) -> None:
    page = person(office.li).open(address("today", office.li))
    assert "08:00–17:00" in page.text
    assert "Oktober 2026" in page.text
    assert page.form(address("submit", office.li))


def test_who_begins_next_month_has_nothing_to_report_yet(office: Office) -> None:
    nina = with_login(make_employee(office.company, "Nina Ny", hired_on=date(2026, 12, 1)))
    page = person(nina).open(address("today", nina))
    assert page.soup.select("main form") == []
    assert calendar(nina).soup.select("main [name=days]") == []
    assert calendar(nina, NOVEMBER.next).soup.select("main [name=days]")


def test_who_has_left_submits_the_last_month_up_to_the_last_day(office: Office) -> None:
    with office.seen():
        Employee.objects.filter(pk=office.tor.pk).update(left_on=date(2026, 11, 5))
    assert days_in(calendar(office.tor), "red") == [2, 3, 4, 5]
    offered = {box["value"] for box in calendar(office.tor).soup.select("main [name=days]")}
    assert max(offered) == "2026-11-05"


def test_the_comp_balance_is_told_with_every_movement_to_both_sides(office: Office) -> None:
    make_agreement(office.company, comp_simple_factor=Decimal(2))
    make_entries(office.li, [date(2026, 10, 5)], QuickChoice.COMP_SIMPLE, office.eva, 90)
    registers(office.li, days="2026-11-10", choice="COMP_LEAVE", time="1:30")
    assert "2 registreringar väntar på attest och är inte med" in calendar(office.li).text
    make_arrangement(office.company, TimeMode.FIRM_REGISTERS)
    firm = reverse("timereporting:time_month", args=[office.company.pk, office.li.pk])
    for page in (calendar(office.li), Person(office.eva).open(firm)):
        assert "Kompsaldo +1:30" in page.text
        assert "Enkel övertid till komp, 1:30 × 2 +3:00 +3:00" in page.text


def test_sick_today_is_one_tap(office: Office) -> None:
    li = person(office.li)
    page = li.open(address("today", office.li))
    after = li.send(page, form=tap(page, "SICK"))
    assert office.entries(office.li) == [("2026-11-24", "SICK", 480)]
    assert "1 dag är registrerad" in after.toasts
    again = li.open(address("today", office.li))
    assert tap(again, "SICK") is None
    assert "Sjuk" in again.text


def test_only_those_who_report_hours_can_say_as_planned(office: Office) -> None:
    assert tap(person(office.li).open(address("today", office.li)), "HOURS_WORKED") is None
    tor = person(office.tor)
    page = tor.open(address("today", office.tor))
    tor.send(page, form=tap(page, "HOURS_WORKED"))
    assert office.entries(office.tor) == [("2026-11-24", "HOURS_WORKED", 480)]


def test_the_calendar_marks_days_that_should_have_been_reported_by_now(office: Office) -> None:
    workdays = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24]
    assert days_in(calendar(office.tor), "red") == workdays
    assert days_in(calendar(office.li), "red") == []
    registers(office.tor, days=[TENTH], choice="HOURS_WORKED")
    page = calendar(office.tor)
    assert days_in(page, "blue") == [10]
    assert days_in(page, "red") == [day for day in workdays if day != 10]
    assert "16 dagar saknas" in page.text


@pytest.mark.parametrize(
    ("choice", "time", "minutes"),
    [
        ("SICK", "", 480),
        ("SICK", "4", 240),
        ("CARE_OF_CHILD", "7:30", 450),
        ("VACATION", "", 480),
        ("UNPAID_LEAVE", "2,5", 150),
        ("PARENTAL_LEAVE", "", 480),
        ("OVERTIME_SIMPLE", "1.25", 75),
        ("OVERTIME_QUALIFIED", "22-02", 240),
        ("ADDITIONAL_TIME", "45 min", None),
        ("HOURS_WORKED", "8-17 -60", 480),
    ],
)
def test_a_day_is_registered_whole_by_hours_or_by_the_clock(
    office: Office, choice: str, time: str, minutes: int | None
) -> None:
    page = registers(office.li, days=[TENTH], choice=choice, time=time, status=302 if minutes else 422)
    assert office.entries(office.li) == ([(TENTH, choice, minutes)] if minutes else [])
    if "-" in time:
        assert ("08:00–17:00" if time.startswith("8") else "22:00–02:00") in page.text


def test_several_days_are_registered_at_once_and_again_replaces(office: Office) -> None:
    page = registers(office.li, days=["2026-11-09", TENTH], choice="SICK")
    assert "2 dagar är registrerade" in page.toasts
    registers(office.li, days=[TENTH], choice="SICK", time="3")
    assert office.entries(office.li) == [("2026-11-09", "SICK", 480), (TENTH, "SICK", 180)]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"choice": "SICK", "time": "4"}, "days", "Välj minst en dag"),
        ({"days": [TENTH], "time": "4"}, "choice", "Välj vad det gäller"),
        ({"days": [TENTH], "choice": "VACATION", "time": "4"}, "time", "hela dagar"),
        ({"days": [TENTH], "choice": "OVERTIME_SIMPLE"}, "time", "hur länge"),
        ({"days": [TENTH], "choice": "SICK", "time": "en stund"}, "time", "till exempel 7,5"),
        ({"days": [TENTH], "choice": "SICK", "time": "25"}, "time", "till exempel 7,5"),
        ({"days": [TENTH], "choice": "SICK", "time": "0"}, "time", "till exempel 7,5"),
        ({"days": [TENTH], "choice": "OVERTIME_SIMPLE", "time": "8-8"}, "time", "till exempel 7,5"),
        ({"days": [TENTH], "choice": "OVERTIME_SIMPLE", "time": "8-7"}, "time", "högst 16 timmar"),
        ({"days": [TENTH], "choice": "SICK", "time": "9"}, "time", "8 h i schemat"),
        ({"days": [SATURDAY], "choice": "SICK"}, "days", "lör 14 nov har ingen schemalagd tid"),
        ({"days": [TENTH, SATURDAY], "choice": "SICK", "time": "4"}, "days", "lör 14 nov har ingen schemalagd tid"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(office: Office, typed: Typed, field: str, said: str) -> None:
    page = registers(office.li, status=422, **typed)  # type: ignore[arg-type]
    assert said in page.said_by(field)
    checked = {(box["name"], box["value"]) for box in page.soup.select("main input:checked")}
    assert checked == {(name, one) for name in ("days", "choice") for one in _listed(typed.get(name, []))}
    assert page.soup.select("[name=time]")[0].get("value", "") == typed.get("time", "")
    assert office.entries(office.li) == []


def _listed(value: str | object) -> list[str]:
    return [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]


def test_whole_days_of_absence_skip_the_weekend_and_say_so(office: Office) -> None:
    days = ["2026-11-13", SATURDAY, "2026-11-15", "2026-11-16"]
    page = registers(office.li, days=days, choice="SICK")
    assert "2 dagar är registrerade" in page.toasts
    assert "utan schemalagd tid: lör 14 nov, sön 15 nov." in page.toasts
    assert office.entries(office.li) == [("2026-11-13", "SICK", 480), ("2026-11-16", "SICK", 480)]


def test_kinds_of_absence_have_room_within_the_days_schedule_together(office: Office) -> None:
    registers(office.li, days=[TENTH], choice="SICK", time="4")
    page = registers(office.li, days=["2026-11-09", TENTH], choice="VACATION", status=422)
    assert "tis 10 nov har redan Sjuk 4 h, och 8 h i schemat" in page.said_by("time")
    assert office.entries(office.li) == [(TENTH, "SICK", 240)]
    registers(office.li, days=[TENTH], choice="CARE_OF_CHILD", time="4")
    registers(office.li, days=[TENTH], choice="SICK", time="2")
    registers(office.li, days=[TENTH], choice="OVERTIME_SIMPLE", time="2")
    assert sum(minutes for _day, choice, minutes in office.entries(office.li) if choice != "OVERTIME_SIMPLE") == 360


def test_a_registration_that_replaces_another_says_what_stood_there(office: Office) -> None:
    registers(office.li, days=[TENTH], choice="OVERTIME_SIMPLE", time="1")
    page = registers(office.li, days=[TENTH], choice="OVERTIME_SIMPLE", time="2")
    assert "tis 10 nov: 2 h ersätter 1 h." in page.toasts
    assert "ersätter" not in registers(office.li, days=[TENTH], choice="OVERTIME_SIMPLE", time="2").toasts
    page = registers(office.li, days=[TENTH], choice="OVERTIME_SIMPLE", time="06-08")
    assert "tis 10 nov: 06:00–08:00 (2 h) ersätter 2 h." in page.toasts


def test_hours_at_other_times_of_the_day_stand_beside_each_other(office: Office) -> None:
    registers(office.tor, days=[TENTH], choice="HOURS_WORKED", time="8-12")
    page = registers(office.tor, days=[TENTH], choice="HOURS_WORKED", time="13-17")
    assert "ersätter" not in page.toasts
    assert office.entries(office.tor) == [(TENTH, "HOURS_WORKED", 240)] * 2
    day = page.soup.select_one(f"label.day:has(input[value='{TENTH}'])")
    assert day is not None
    assert [one.text for one in day.select(".note-short, .note-full")] == ["8:00", "Arbetad tid"]
    page = registers(office.tor, days=[TENTH], choice="HOURS_WORKED", time="11-14")
    assert "tis 10 nov: 11:00–14:00 (3 h) ersätter 08:00–12:00 (4 h), 13:00–17:00 (4 h)." in page.toasts
    assert office.entries(office.tor) == [(TENTH, "HOURS_WORKED", 180)]


def test_two_stretches_of_one_absence_have_room_within_the_schedule_together(office: Office) -> None:
    registers(office.li, days=[TENTH], choice="SICK", time="8-10")
    registers(office.li, days=[TENTH], choice="SICK", time="13-17")
    page = registers(office.li, days=[TENTH], choice="SICK", time="17-20", status=422)
    assert "tis 10 nov har redan Sjuk 6 h, och 8 h i schemat" in page.said_by("time")
    assert len(office.entries(office.li)) == 2


@pytest.mark.parametrize("days", [["2026-10-01"], ["rubbish"], ["2026-02-30"], [TENTH, "9999-99-99"], ["\x00"]])
def test_days_that_the_month_does_not_have_are_refused(office: Office, days: list[str]) -> None:
    li = person(office.li)
    sent = {"days": days, "choice": "SICK", "csrfmiddlewaretoken": li.token}
    page = li.post(address("calendar", office.li, "?month=2026-11"), sent, status=422)
    assert "Välj dagar i månaden" in page.said_by("days")
    assert office.entries(office.li) == []


@pytest.mark.parametrize(
    ("day", "span", "minutes"),
    [
        ("2026-03-29", "1-4", 120),
        ("2026-10-25", "1-4", 240),
        ("2026-03-29", "2-3", None),
        ("2026-03-29", "2-4 -60", None),
        ("2026-10-25", "0-24", None),
    ],
)
def test_nights_when_the_clocks_change_are_counted_as_they_are_or_refused(
    office: Office, day: str, span: str, minutes: int | None
) -> None:
    status = 302 if minutes else 422
    page = registers(office.li, day[:7], days=[day], choice="HOURS_WORKED", time=span, status=status)
    assert office.entries(office.li) == ([(day, "HOURS_WORKED", minutes)] if minutes else [])
    assert "Klockan ställs om" in page.text


def test_who_is_paid_by_the_hour_is_told_that_vacation_gives_no_pay_line(office: Office) -> None:
    said = "En semesterdag ger ingen egen lönerad"
    assert said in registers(office.tor, days=[TENTH], choice="VACATION").toasts
    assert said not in registers(office.li, days=[TENTH], choice="VACATION").toasts


def test_what_was_registered_is_told_in_the_page_where_it_covers_nothing(office: Office) -> None:
    page = registers(office.li, days=[TENTH], choice="SICK")
    assert len(page.soup.select("main [data-toast]")) == len(page.soup.select("[data-toast]")) == 1
    assert len(page.soup.select("#toasts")) == 1


def test_days_outside_the_employment_cannot_be_marked_and_are_refused(office: Office) -> None:
    li = person(office.li)
    path = address("calendar", office.li, "?month=2023-12")
    page = li.open(path)
    assert page.soup.select("[name=days]") == []
    sent = {"days": ["2023-12-29"], "choice": "SICK", "csrfmiddlewaretoken": li.token}
    assert "utanför anställningen" in li.post(path, sent, status=422).text


def test_a_registration_can_be_taken_back(office: Office) -> None:
    registers(office.li, days=[TENTH], choice="SICK")
    li = person(office.li)
    page = calendar(office.li, by=li)
    strike = page.soup.select_one("form[action*='/strike/']")
    assert strike is not None
    after = li.send(page, form=strike)
    assert office.entries(office.li) == []
    assert "borttagen" in after.toasts


def test_a_month_is_submitted_from_its_page_even_empty(office: Office) -> None:
    li = person(office.li)
    after = li.send(calendar(office.li, OCTOBER, by=li), to=address("submit", office.li))
    assert office.report(office.li).state == ReportState.SUBMITTED
    assert "Klarmarkerad" in after.text
    assert after.soup.select_one(f"form[action='{address('submit', office.li)}']") is None


def test_a_change_after_approval_opens_the_month_again(office: Office) -> None:
    office.approve(office.li)
    assert "En ändring öppnar den igen" in calendar(office.li, OCTOBER).text
    page = registers(office.li, OCTOBER, days=["2026-10-05"], choice="CARE_OF_CHILD")
    assert office.report(office.li).state == ReportState.OPEN
    assert "öppen igen och behöver klarmarkeras på nytt" in page.toasts
    assert page.form(address("submit", office.li))
    again = registers(office.li, OCTOBER, days=["2026-10-06"], choice="CARE_OF_CHILD")
    assert "öppen igen" not in again.toasts


def test_taking_back_and_one_tap_say_that_a_submitted_month_is_open_again(office: Office) -> None:
    li = person(office.li)
    office.submit(office.li, month=NOVEMBER)
    page = li.open(address("today", office.li))
    assert "öppen igen" in li.send(page, form=tap(page, "SICK")).toasts
    office.approve(office.li, month=NOVEMBER)
    page = calendar(office.li, by=li)
    strike = page.soup.select_one("form[action*='/strike/']")
    assert strike is not None
    assert "öppen igen" in li.send(page, form=strike).toasts
    assert office.report(office.li, NOVEMBER).state == ReportState.OPEN


def test_who_reports_hours_is_asked_before_a_month_with_missing_days_is_submitted(office: Office) -> None:
    tor = person(office.tor)
    for page in (tor.open(address("today", office.tor)), calendar(office.tor, OCTOBER, by=tor)):
        dialog = page.soup.select_one("dialog#submit-2026-10")
        assert dialog is not None
        form = dialog.form
        assert "22 dagar saknas" in dialog.text
        opener = page.soup.select_one("button[popovertarget='submit-2026-10']:not([popovertargetaction])")
        assert opener is not None
        assert "button-primary" not in (opener.get("class") or [])
        assert "Inget att rapportera" not in page.text
    tor.send(page, form=form)
    assert office.report(office.tor).state == ReportState.SUBMITTED


def test_a_month_of_hours_without_gaps_is_submitted_at_once_with_its_sum_in_sight(office: Office) -> None:
    workdays = [f"2026-10-{day:02}" for day in range(1, 32)]
    registers(office.tor, OCTOBER, days=workdays, choice="HOURS_WORKED")
    page = calendar(office.tor, OCTOBER)
    assert "22 rader, 176 h arbetad tid" in page.text
    assert page.soup.select("dialog") == []
    assert page.form(address("submit", office.tor))


def test_the_days_of_a_phone_have_codes_and_are_heard_in_words(office: Office) -> None:
    registers(office.li, days=[TENTH], choice="VACATION")
    registers(office.tor, days=[TENTH], choice="HOURS_WORKED", time="7,5")
    for employee, code, words in ((office.li, "Sem", "Semester 8 h"), (office.tor, "7:30", "Arbetad tid 7 h 30 min")):
        day = calendar(employee).soup.select_one(f"label.day:has(input[value='{TENTH}'])")
        assert day is not None
        assert [" ".join(one.text.split()) for one in day.select(".note-short[aria-hidden=true]")] == [code]
        assert words in " ".join(str(day.select("input")[0]["aria-label"]).split())


def test_a_day_that_was_sent_back_stands_out_until_the_month_is_submitted_again(office: Office) -> None:
    registers(office.li, OCTOBER, days=["2026-10-05"], choice="SICK")
    office.submit(office.li)
    report = office.report(office.li)
    with office.seen():
        reports.send_back(
            report_id=report.pk, comment="Halva dagen?", by=office.siv, day=report.starts_on.replace(day=5)
        )
    li = person(office.li)
    assert "Halva dagen?" in li.open(address("today", office.li)).text
    page = calendar(office.li, OCTOBER)
    assert "Halva dagen?" in page.text
    assert days_in(page, "amber") == [5]
    registers(office.li, OCTOBER, days=["2026-10-05"], choice="SICK", time="4")
    after = li.send(calendar(office.li, OCTOBER, by=li), to=address("submit", office.li))
    assert "Halva dagen?" not in after.text
    assert office.report(office.li).state == ReportState.SUBMITTED


def test_a_month_in_payroll_is_closed(office: Office) -> None:
    registers(office.li, OCTOBER, days=["2026-10-05"], choice="SICK")
    office.approve(office.li)
    with office.seen():
        reports.import_reports(company_id=office.company.pk, employee_ids=[office.li.pk], month=OCTOBER, by=office.eva)
    li = person(office.li)
    page = calendar(office.li, OCTOBER)
    assert page.soup.select("main [name=days], main form[action]") == []
    sent = {"days": ["2026-10-06"], "choice": "SICK", "csrfmiddlewaretoken": li.token}
    refused = li.post(page.path, sent, status=422)
    assert "godkänd lönekörning" in refused.text
    assert "redan godkänd" in li.post(address("submit", office.li), {**sent, "month": "2026-10"}).toasts
    with office.seen():
        entry = office.report(office.li).entries.get()
    strike = reverse("timereporting:entry_strike", args=[office.li.pk, entry.pk])
    assert "godkänd lönekörning" in li.post(strike, sent).toasts


@pytest.mark.parametrize(("month", "said"), [("2027-01", "inte börjat"), ("2023-12", "utanför din anställning")])
def test_months_that_are_not_there_cannot_be_submitted(office: Office, month: str, said: str) -> None:
    li = person(office.li)
    after = li.post(address("submit", office.li), {"month": month, "csrfmiddlewaretoken": li.token})
    assert said in after.toasts


def test_where_the_firm_registers_employees_only_read(office: Office) -> None:
    registers(office.li, days=[TENTH], choice="SICK")
    with office.seen():
        entry = office.report(office.li, NOVEMBER).entries.get()
    make_arrangement(office.company, TimeMode.FIRM_REGISTERS)
    li = person(office.li)
    for page in (li.open(address("today", office.li)), calendar(office.li)):
        assert page.soup.select("main [name=days], main [name=choice], main form[action]") == []
    for path in (
        address("calendar", office.li),
        address("submit", office.li),
        reverse("timereporting:entry_strike", args=[office.li.pk, entry.pk]),
    ):
        assert li.tries("POST", path, {"days": [TENTH], "choice": "SICK", "month": "2026-11"}) == 403
    assert office.entries(office.li) == [(TENTH, "SICK", 480)]


@pytest.mark.parametrize("name", ["today", "calendar", "submit", "entry_strike"])
def test_nobody_opens_someone_elses_time(office: Office, name: str) -> None:
    registers(office.li, days=[TENTH], choice="SICK")
    with office.seen():
        entry = office.report(office.li, NOVEMBER).entries.get()
    path = reverse(f"timereporting:{name}", args=[office.li.pk, *([entry.pk] if name == "entry_strike" else [])])
    for user in (user_of(office.tor), office.eva, office.siv, office.ola, office.stranger):
        assert Person(user).tries("GET", path) in (404, 405)
        assert Person(user).tries("POST", path, {"month": "2026-11"}) in (404, 405)
    assert Person().tries("GET", path) == 302
    assert office.entries(office.li) == [(TENTH, "SICK", 480)]


def test_a_colleagues_registration_cannot_be_struck_through_ones_own_address(office: Office) -> None:
    registers(office.li, days=[TENTH], choice="SICK")
    with office.seen():
        entry = office.report(office.li, NOVEMBER).entries.get()
    path = reverse("timereporting:entry_strike", args=[office.tor.pk, entry.pk])
    assert person(office.tor).tries("POST", path) == 404
