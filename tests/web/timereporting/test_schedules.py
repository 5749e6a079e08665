"""Work schedules: a week is written down, given to people from a date, and seen with who works by it."""

from datetime import date

import pytest
from django.urls import reverse

from employment.models import Employee
from tests.factories.employment import make_draft, make_employee
from tests.factories.timereporting import make_schedule
from tests.web.browsing import Page, Person, Typed
from tests.web.office import Office, user_of
from timereporting.models import ScheduleAssignment, WorkSchedule

pytestmark = pytest.mark.django_db


def address(office: Office, name: str, *args: object) -> str:
    return reverse(f"timereporting:{name}", args=[office.company.pk, *args])


def week_of(office: Office, name: str) -> list[tuple[int, str, str, int]]:
    """A schedule as it is stored: weekday, from, to, break."""
    with office.seen():
        days = WorkSchedule.objects.get(name=name).days.order_by("weekday")
        return [(day.weekday, f"{day.starts_at:%H:%M}", f"{day.ends_at:%H:%M}", day.break_minutes) for day in days]


def assigned(office: Office, employee: Employee) -> list[tuple[str, str, str | None]]:
    """Which schedules an employee works by, and when."""
    with office.seen():
        rows = ScheduleAssignment.objects.filter(employee=employee).select_related("schedule").order_by("starts_on")
        return [(row.schedule.name, str(row.starts_on), str(row.ends_on) if row.ends_on else None) for row in rows]


def test_a_new_schedule_starts_as_office_hours_and_is_saved_as_written(office: Office) -> None:
    eva = Person(office.eva)
    page = eva.open(address(office, "schedule_new"))
    typed: Typed = {"name": "Kväll", "start_0": "13:30", "end_0": "22:00", "break_0": "30", "start_4": "", "end_4": ""}
    after = eva.send(page, typed)
    assert "Schemat är sparat" in after.toasts
    assert "Kväll" in after.text
    hours = [(0, "13:30", "22:00", 30), *((day, "08:00", "17:00", 60) for day in (1, 2, 3))]
    assert week_of(office, "Kväll") == hours


def test_a_schedule_is_opened_with_its_hours_and_changed(office: Office) -> None:
    eva = Person(office.eva)
    with office.seen():
        schedule = WorkSchedule.objects.get(name="Heltid")
    page = eva.open(address(office, "schedule_edit", schedule.pk))
    assert "2 personer arbetar efter schemat" in page.text
    assert page.soup.select_one("[name=start_0]")["value"] == "08:00"  # type: ignore[index]
    eva.send(page, {"end_4": "15:00"})
    assert week_of(office, "Heltid")[4] == (4, "08:00", "15:00", 60)


EMPTY = {f"{part}_{day}": "" for part in ("start", "end", "break") for day in range(7)}


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name": ""}, "name", "Fyll i fältet"),
        ({"name": "x" * 61}, "name", "60"),
        ({"name": "Heltid"}, "name", "redan ett schema"),
        ({"end_0": "07:00"}, "end_0", "högst 16 timmar"),
        ({"end_0": "08:00"}, "end_0", "högst 16 timmar"),
        ({"end_0": ""}, "end_0", "både från och till"),
        ({"start_0": ""}, "start_0", "både från och till"),
        ({"break_0": "480"}, "break_0", ""),
        ({"break_0": "540"}, "break_0", ""),
        ({"end_0": "12:00", "break_0": "240"}, "break_0", "Rasten är längre"),
        ({"break_0": "-1"}, "break_0", "0"),
        ({"start_0": "25:00"}, "start_0", "tid"),
        ({"start_0": "rubbish"}, "start_0", "tid"),
        ({"start_0": "08:00\x00"}, "start_0", "tid"),
    ],
)
def test_what_is_wrong_in_a_schedule_is_said_by_the_field_and_kept(
    office: Office, typed: dict[str, str], field: str, said: str
) -> None:
    eva = Person(office.eva)
    page = eva.open(address(office, "schedule_new"))
    status = 302 if typed == {"break_0": "480"} else 422
    after = eva.send(page, {"name": "Nytt", **typed}, status=status)
    if status == 422:
        assert after.said_by(field)
        assert said.lower() in after.said_by(field).lower()
        for name, value in {"name": "Nytt", "start_1": "08:00", **typed}.items():
            assert after.soup.select(f"[name={name}]")[0].get("value", "") == value


def test_a_night_shift_ends_the_day_after(office: Office) -> None:
    eva = Person(office.eva)
    typed: Typed = {"name": "Natt", **EMPTY, "start_6": "22:00", "end_6": "06:00", "break_6": "30"}
    page = eva.send(eva.open(address(office, "schedule_new")), typed)
    assert week_of(office, "Natt") == [(6, "22:00", "06:00", 30)]
    assert "22:00–06:00" in page.text
    assert "7 h 30 min" in page.text


def test_an_error_in_the_hours_names_the_day(office: Office) -> None:
    eva = Person(office.eva)
    typed: Typed = {"name": "Nytt", "end_2": "", "break_3": "-1"}
    page = eva.send(eva.open(address(office, "schedule_new")), typed, status=422)
    said = [one.get_text() for one in page.soup.select("[data-error-summary] li")]
    assert said[0].startswith("Onsdag, till:")
    assert said[1].startswith("Torsdag, rast:")


def test_a_schedule_without_a_day_is_refused(office: Office) -> None:
    eva = Person(office.eva)
    page = eva.send(eva.open(address(office, "schedule_new")), {"name": "Tomt", **EMPTY}, status=422)
    assert "Fyll i minst en dag" in page.text


def test_the_list_says_hours_people_and_who_has_none(office: Office) -> None:
    make_draft(office.company, "Ulla Utan")
    with office.seen():
        office.tor.schedule_assignments.all().delete()
    page = Person(office.eva).open(address(office, "schedule_list"))
    assert "08:00–17:00" in page.text
    assert "40 h" in page.text
    assert "Utan schema" in page.text
    lacking = page.text.split("Utan schema")[1].split("Namn")[0]
    assert "Tor Ek" in lacking
    assert "Ulla Utan" in lacking
    assert "Li Sund" not in lacking


def give(office: Office, page: Page, eva: Person, employee: Employee, name: str, on: str, status: int = 302) -> Page:
    with office.seen():
        schedule = WorkSchedule.objects.get(name=name)
    typed: Typed = {"employee": str(employee.pk), "schedule": str(schedule.pk), "on": on}
    return eva.send(page, typed, to=address(office, "schedule_assign"), status=status)


def test_the_list_says_whose_schedule_is_longer_than_the_degree_of_employment_gives(office: Office) -> None:
    make_employee(office.company, "Anna Åberg", employment_rate=50)
    page = Person(office.eva).open(address(office, "schedule_list"))
    assert "Anna Åberg: 40 h i veckan, men 50 % av avtalets heltid, 40 h, är 20 h." in page.text.replace("\xa0", " ")
    assert page.text.count("i veckan, men") == 1


def test_a_schedule_takes_over_from_its_day(office: Office) -> None:
    make_schedule(office.company, "Deltid")
    eva = Person(office.eva)
    after = give(office, eva.open(address(office, "schedule_list")), eva, office.li, "Deltid", "2026-12-01")
    assert "gäller från" in after.toasts
    assert assigned(office, office.li) == [("Heltid", "2024-01-01", "2026-11-30"), ("Deltid", "2026-12-01", None)]


@pytest.mark.parametrize("on", ["", "rubbish", "2026-02-30", "0001-01-01", "1899-12-31", "9999-12-31", "12026-01-01"])
def test_a_day_that_cannot_be_is_refused_by_the_field(office: Office, on: str) -> None:
    eva = Person(office.eva)
    page = give(office, eva.open(address(office, "schedule_list")), eva, office.li, "Heltid", on, status=422)
    assert page.said_by("on")
    assert page.soup.select(f"[name=employee] option[value='{office.li.pk}'][selected]")
    assert assigned(office, office.li) == [("Heltid", "2024-01-01", None)]


def test_a_day_outside_the_employment_is_refused_with_its_edge(office: Office) -> None:
    eva = Person(office.eva)
    page = give(office, eva.open(address(office, "schedule_list")), eva, office.li, "Heltid", "2023-12-31", status=422)
    assert "2024-01-01" in page.said_by("on")
    with office.seen():
        Employee.objects.filter(pk=office.li.pk).update(left_on=date(2026, 6, 30))
    page = give(office, eva.open(address(office, "schedule_list")), eva, office.li, "Heltid", "2026-07-01", status=422)
    assert "2026-06-30" in page.said_by("on")


def test_the_list_says_from_when_each_works_by_it_also_to_come(office: Office) -> None:
    make_schedule(office.company, "Deltid")
    eva = Person(office.eva)
    page = give(office, eva.open(address(office, "schedule_list")), eva, office.li, "Deltid", "2026-12-01")
    assert "Li Sund från 2026-12-01" in page.text
    assert "Li Sund från 2024-01-01" in page.text


def test_people_and_schedules_of_others_cannot_be_chosen(office: Office) -> None:
    elsewhere = make_schedule(office.elsewhere, "Deras")
    eva = Person(office.eva)
    for employee, schedule in ((office.li.pk, elsewhere.pk), (elsewhere.pk, elsewhere.pk), ("\x00", "rubbish")):
        sent = {"employee": employee, "schedule": schedule, "on": "2026-12-01", "csrfmiddlewaretoken": eva.token}
        page = eva.post(address(office, "schedule_assign"), sent, status=422)
        assert page.said_by("schedule")
    assert assigned(office, office.li) == [("Heltid", "2024-01-01", None)]


def test_a_company_without_schedules_is_led_to_the_first(office: Office) -> None:
    with office.seen():
        ScheduleAssignment.objects.all().delete()
        WorkSchedule.objects.all().delete()
    page = Person(office.eva).open(address(office, "schedule_list"))
    assert page.soup.select(f"main a[href='{address(office, 'schedule_new')}']")


@pytest.mark.parametrize("name", ["schedule_list", "schedule_new", "schedule_edit", "schedule_assign"])
def test_only_those_who_do_the_payroll_see_schedules(office: Office, name: str) -> None:
    with office.seen():
        schedule = WorkSchedule.objects.get(name="Heltid")
    path = address(office, name, *([schedule.pk] if name == "schedule_edit" else []))
    for user, refused in ((office.siv, 403), (office.ola, 403), (user_of(office.li), 403), (office.stranger, 404)):
        assert Person(user).tries("GET", path) in (refused, 405)
        assert Person(user).tries("POST", path, {"name": "Kapat"}) in (refused, 405)
    assert Person().tries("GET", path) == 302


def test_a_schedule_is_reached_through_its_own_company_only(office: Office) -> None:
    with office.seen():
        schedule = WorkSchedule.objects.get(name="Heltid")
    path = reverse("timereporting:schedule_edit", args=[office.elsewhere.pk, schedule.pk])
    stranger = Person(office.stranger)
    assert stranger.tries("GET", path) == stranger.tries("POST", path, {"name": "Kapat"}) == 404


def test_a_schedule_is_proposed_from_the_month_that_is_paid_next(office: Office) -> None:
    page = Person(office.eva).open(address(office, "schedule_list"))
    assert page.soup.select("[name=on]")[0]["value"] == str(date(2026, 10, 1))
