"""The tabs of the employment and of reporting: days and kind, what follows the employment, and how time comes in."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.permissions import GrantScope, TimeMode
from employment.models import Employee
from employment.operations.agreements import follow_agreement
from tests.factories.accounts import give
from tests.factories.employment import make_agreement, make_draft
from tests.factories.timereporting import make_entries
from tests.web.browsing import Person
from tests.web.office import OCTOBER, Office, make_office, user_of
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db


def at(office: Office, name: str, employee: Employee, app: str = "employment") -> str:
    return reverse(f"{app}:client_{name}", args=[office.company.pk, employee.pk])


def test_days_and_kind_are_changed_on_the_tab_of_the_employment_and_who_somebody_is_stays(office: Office) -> None:
    give(office.ola, office.company, GrantScope.PAYROLL)
    ola, path = Person(office.ola), at(office, "employee_employment", office.li)
    with office.seen():
        agreement = make_agreement(office.company, "Bageriavtalet")
        follow_agreement(agreement=agreement, employees=[office.li], on=date(2026, 11, 1), by=None)
    page = ola.open(path)
    assert "Bageriavtalet Från 2026-11-01" in page.text and "Månadslön" in page.text
    wrong = ola.send(page, {"left_on": "2023-12-31"}, to=path, status=422)
    assert wrong.said_by("left_on") == "Sista dagen kan inte vara före första dagen, 2024-01-01."
    wrong = ola.send(wrong, {"left_on": "", "employment_type": "SIMPLIFIED"}, to=path, status=422)
    assert wrong.said_by("employment_type") == "En komplett anställd kan inte bli förenklad."
    ola.send(wrong, {"left_on": "2026-12-31", "employment_type": "COMPLETE"}, to=path)
    basics = at(office, "employee_basics", office.li)
    page = ola.send(ola.open(basics), {"family_name": "Sundin"}, to=basics)
    assert "Anställd 2024-01-01 – 2026-12-31" in page.text
    with office.seen():
        li = Employee.objects.get(pk=office.li.pk)
        assert (li.family_name, li.left_on, li.employment_type) == ("Sundin", date(2026, 12, 31), "COMPLETE")
    for moved in ("employee_pay", "employee_basics"):
        assert "Kostnadsfördelning" not in ola.open(at(office, moved, office.li)).text


def test_a_schedule_that_is_missing_is_counted_on_the_tab_of_reporting(office: Office) -> None:
    give(office.ola, office.company, GrantScope.PAYROLL)
    ola, ulla = Person(office.ola), make_draft(office.company, "Ulla Utkast")
    card = ola.open(at(office, "employee_employment", ulla))
    reporting = at(office, "employee_reporting", ulla, "timereporting")
    tabs = {" ".join(tab.get_text(" ").split()): tab["href"] for tab in card.soup.select("nav.tabs a")}
    assert tabs["Rapportering 1"] == reporting and "Anställning" in tabs
    assert {one.text.lower(): one["href"] for one in card.soup.select(".callout a")}["arbetsschema"] == reporting
    assert "Inget schema är valt än." in ola.open(reporting).text


def test_the_tab_of_reporting_says_who_reports_who_attests_by_which_schedule_and_what_came_in(office: Office) -> None:
    give(office.ola, office.company, GrantScope.PAYROLL)
    ola = Person(office.ola)
    office.submit(office.li)
    make_entries(office.tor, [OCTOBER.first], QuickChoice.HOURS_WORKED, user_of(office.tor))
    page = ola.open(at(office, "employee_reporting", office.li, "timereporting"))
    assert "den anställda, på webben eller i mobilen" in page.text
    assert "Bara avvikelser från schemat" in page.text and "Siv Attest" in page.text
    assert "Heltid Från 2024-01-01 · 40 h i veckan" in page.text
    month = page.soup.select_one("tbody a")
    assert month is not None and month.text == "Oktober 2026" and str(month["href"]).endswith("?month=2026-10")
    hourly = ola.open(at(office, "employee_reporting", office.tor, "timereporting"))
    assert "Alla arbetade timmar" in hourly.text and "Öppen" in hourly.text


def test_where_the_firm_registers_nothing_has_to_be_approved() -> None:
    office = make_office(TimeMode.FIRM_REGISTERS)
    give(office.ola, office.company, GrantScope.PAYROLL)
    page = Person(office.ola).open(at(office, "employee_reporting", office.li, "timereporting"))
    assert "Byrån" in page.text and "Behöver inte godkännas" in page.text
