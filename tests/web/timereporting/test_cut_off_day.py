"""Time to a cut-off day on its way: a calendar over two months, handed in, sent back and attested as one period."""

import pytest
from django.urls import reverse

from tests.factories.employment import make_settings
from tests.web.browsing import Page, Person
from tests.web.office import Office, user_of
from timereporting.models import TimeReport

pytestmark = pytest.mark.django_db
FIRST, LAST = "2026-11-16", "2026-12-15"


@pytest.fixture
def cut_off(office: Office) -> Office:
    make_settings(office.company, deviation_period="CURRENT_MONTH", cut_off_day=15)
    return office


def days_of(page: Page) -> list[str]:
    return [str(one["value"]) for one in page.soup.select("[name=days]")]


def test_the_calendar_goes_from_one_cut_off_day_to_the_next_and_is_handed_in_whole(cut_off: Office) -> None:
    office, li = cut_off, Person(user_of(cut_off.li))
    url = reverse("timereporting:calendar", args=[office.li.pk])
    page = li.open(url)
    assert "December 2026" in page.soup.select("h1")[0].text
    assert "16 nov – 15 dec" in page.text
    assert (days_of(page)[0], days_of(page)[-1], len(days_of(page))) == (FIRST, LAST, 30)
    assert days_of(li.open(f"{url}?month=2026-11"))[0] == "2026-10-16"
    there = li.send(page, {"days": [FIRST, "2026-12-01"], "choice": "CARE_OF_CHILD"})
    assert there.path == f"{url}?month=2026-12"
    today = li.open(reverse("timereporting:today", args=[office.li.pk]))
    assert "16 nov – 15 dec" in today.text
    assert li.send(today, to=f"{url}?month=2026-12").path == f"{url}?month=2026-12"
    li.send(there, to=reverse("timereporting:submit", args=[office.li.pk]))
    siv, queue = Person(office.siv), reverse("timereporting:report_list", args=[office.company.pk])
    shown = siv.open(queue)
    assert "Li Sund 16 nov – 15 dec" in shown.text
    with office.seen():
        report = TimeReport.objects.get(employee=office.li)
    back = reverse("timereporting:report_send_back", args=[office.company.pk, report.pk])
    returned = siv.send(shown, {f"{report.pk}-day": LAST, f"{report.pk}-comment": "Vad gjorde du?"}, to=back)
    assert (returned.path, "tis 15 dec: Vad gjorde du?" in returned.text) == (f"{queue}?month=2026-12", True)
    assert "tis 15 dec skickades tillbaka" in li.open(f"{url}?month=2026-12").text


def test_who_is_paid_by_the_hour_reports_the_whole_month_beside_the_others(cut_off: Office) -> None:
    office = cut_off
    tor = Person(user_of(office.tor)).open(reverse("timereporting:calendar", args=[office.tor.pk]))
    assert "November 2026" in tor.soup.select("h1")[0].text
    assert (days_of(tor)[0], days_of(tor)[-1]) == ("2026-11-01", "2026-11-30")
    eva = Person(office.eva)
    overview = eva.open(reverse("timereporting:time_overview", args=[office.company.pk]) + "?month=2026-12")
    assert "16 nov – 15 dec" in overview.text
    assert "Timavlönade rapporterar hela månaden" in overview.text
    li = eva.open(reverse("timereporting:time_month", args=[office.company.pk, office.li.pk]) + "?month=2026-12")
    assert (days_of(li)[0], days_of(li)[-1]) == (FIRST, LAST)
