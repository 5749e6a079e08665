"""Settings of what the pay contains: the days are said before they are saved, and what does not go together is not."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from accounts.permissions import GrantScope
from common import clock
from common.periods import Month
from common.rls import as_system
from employment.models import EmploymentTerms
from employment.queries import payroll_settings_of
from tests.factories.accounts import give
from tests.web.browsing import Person
from tests.web.office import Office
from tests.web.payroll.desk import approved, draft
from timereporting.operations.reports import submit

pytestmark = pytest.mark.django_db


def kept(office: Office) -> tuple[str, int | None]:
    with as_system(reason="test", company_id=office.company.pk):
        found = payroll_settings_of(office.company.pk)
    return found.deviation_period, found.cut_off_day


def at_settings(office: Office) -> tuple[Person, str]:
    give(office.ola, office.company, GrantScope.PAYROLL)
    return Person(office.ola), reverse("employment:client_settings_edit", args=[office.company.pk])


def test_the_days_of_the_coming_pay_are_said_while_they_are_chosen(office: Office) -> None:
    ola, url = at_settings(office)
    page = ola.open(url)
    assert "Lön i november 2026 innehåller avvikelser 1 oktober – 31 oktober." in page.text
    assert "Timavlönade får betalt för hela månaden före: oktober 2026." in page.text
    by_15 = "?deviation_period=CURRENT_MONTH&cut_off_day=15"
    fragment = ola.open(url + by_15, htmx=True)
    assert "Lön i november 2026 innehåller avvikelser 16 oktober – 15 november." in fragment.text
    assert [one.get("id") for one in fragment.soup.find_all(recursive=False)] == ["period-effects"]
    for rubbish in ("?cut_off_day=99999999999&deviation_period=CURRENT_MONTH", "?cut_off_day=x", "?deviation_period=?"):
        assert "Lön i november 2026" in ola.open(url + rubbish, htmx=True).text
    wrong = ola.send(page, {"cut_off_day": "15"}, status=422)
    assert "välj samma månad" in wrong.said_by("cut_off_day")
    assert 'value="15"' in wrong.content.decode()
    late = ola.send(page, {"deviation_period": "CURRENT_MONTH", "cut_off_day": "29"}, status=422)
    assert late.said_by("cut_off_day") == "Skriv ett tal från 1 till 28."
    ola.send(page, {"deviation_period": "CURRENT_MONTH", "cut_off_day": "15"})
    assert kept(office) == ("CURRENT_MONTH", 15)


def test_pay_of_more_or_fewer_days_than_usual_is_shown_before_it_is_saved(office: Office) -> None:
    approved(office)
    ola, url = at_settings(office)
    shown = ola.send(ola.open(url), {"deviation_period": "CURRENT_MONTH", "cut_off_day": "15"}, status=200)
    assert kept(office) == ("PREVIOUS_MONTH", None)
    assert "Lön i december 2026 innehåller avvikelser 1 november – 15 december." in shown.text
    assert "Det är 45 dagar: de fortsätter där lönen i november 2026 slutade" in shown.text
    assert "Lön i januari 2027 innehåller avvikelser 16 december – 15 januari." in shown.text
    other = ola.send(shown, {"cut_off_day": "20"}, status=200)
    assert kept(office) == ("PREVIOUS_MONTH", None)
    ola.send(other)
    assert kept(office) == ("CURRENT_MONTH", 20)
    with clock.frozen(datetime(2026, 12, 27, 9, tzinfo=UTC)), office.seen():
        submit(employee=office.li, month=Month(2026, 12), by=office.siv)
    later = ola.open(f"{url}?deviation_period=CURRENT_MONTH&cut_off_day=10", htmx=True)
    assert "Tid till och med 20 december är redan inlämnad: den första period" in later.text


def test_a_salary_in_arrears_is_explained_before_it_is_saved_and_refused_while_it_would_hurt(office: Office) -> None:
    ola, url = at_settings(office)
    in_arrears = "?deviation_period=IN_ARREARS"
    first = ola.open(url + in_arrears, htmx=True).text
    assert "Lön för oktober 2026 betalas den 25 november och innehåller avvikelser 1 oktober – 31 oktober." in first
    run = approved(office)
    shown = ola.open(url)
    refused = ola.send(shown, {"deviation_period": "IN_ARREARS"}, status=422)
    assert "Timavlönade skulle få betalt för november 2026 först i januari 2027." in refused.said_by("deviation_period")
    with office.seen():
        EmploymentTerms.objects.filter(employee=office.tor).update(ends_on=run.deviation_last)
    asked = ola.send(shown, {"deviation_period": "IN_ARREARS"}, status=200)
    assert "Lön för november 2026 är redan betald, den 25 november: ingen lön betalas i december 2026." in asked.text
    assert "Lön för december 2026 betalas den 25 januari" in asked.text
    ola.send(asked)
    assert kept(office) == ("IN_ARREARS", None)
    draft(office, Month(2026, 12))
    assert "inte klar" in ola.send(ola.open(url), {"deviation_period": "PREVIOUS_MONTH"}, status=422).text
