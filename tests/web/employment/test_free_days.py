"""Free days of a company: eves from a day, days of its own, what is paid for, and what schedules and pay make of it."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.permissions import GrantScope
from common import clock
from employment.models import FreeDay
from payroll.findings import warnings_to_see
from payroll.operations.digests import is_stale
from payroll.operations.runs import approve_run
from tests.factories.accounts import give
from tests.web.browsing import Person
from tests.web.office import Office
from tests.web.payroll.desk import calculated
from timereporting.queries import scheduled_days_for

pytestmark = pytest.mark.django_db


def at(office: Office, name: str, *args: object) -> str:
    return reverse(f"employment:client_{name}", args=[office.company.pk, *args])


def planned(office: Office, day: date) -> int:
    with office.seen():
        found = scheduled_days_for(office.company.pk, [office.li.pk], day, day)
        assert bool(found.hours[office.li.pk]) == bool(found.planned[office.li.pk][day])
        return found.planned[office.li.pk][day]


def test_eves_and_own_days_are_chosen_shown_and_planned_by(office: Office) -> None:
    give(office.ola, office.company, GrantScope.PAYROLL)
    ola = Person(office.ola)
    page = ola.open(at(office, "free_days"))
    assert "Julafton" in page.text and "Annandag jul" in page.text and "Valborgsmässoafton" in page.text
    wrong = ola.send(page, {"day": "i morgon", "name": ""}, to=at(office, "free_days"), status=422)
    assert "ÅÅÅÅ-MM-DD" in wrong.text and wrong.soup.select_one("#id_day")["value"] == "i morgon"  # type: ignore[index]
    wrong = ola.send(wrong, {"day": "2026-12-24", "name": "Egen"}, to=at(office, "free_days"), status=422)
    assert "Dagen är redan ledig." in wrong.text
    page = ola.send(wrong, {"day": "2026-12-23", "name": "Dagen före"}, to=at(office, "free_days"))
    assert "Sparat." in page.toasts and "Onsdag 2026-12-23" in page.text
    chosen = {"eves-eves": ["NEW_YEAR"], "eves-starts_on": "x"}
    wrong = ola.send(page, chosen, to=at(office, "free_eves"), status=422)
    assert [one["value"] for one in wrong.soup.select("[name='eves-eves'][checked]")] == ["NEW_YEAR"]
    page = ola.send(wrong, {"eves-starts_on": "2026-12-01"}, to=at(office, "free_eves"))
    assert "Från 2026-12-01: Nyårsafton" in page.text
    days = (date(2026, 12, 23), date(2026, 12, 24), date(2026, 12, 31), date(2026, 6, 19))
    assert [planned(office, day) for day in days] == [0, 480, 0, 0]
    li_herself = Person(office.li.user)
    calendar = reverse("timereporting:calendar", args=[office.li.pk])
    assert "Dagen före" in li_herself.open(f"{calendar}?month=2026-12").text
    with office.seen():
        row = FreeDay.objects.get()
    ola.send(page, {}, to=at(office, "free_day_remove", row.pk))
    assert planned(office, date(2026, 12, 23)) == 480


def test_a_day_in_a_calculated_run_asks_for_another_and_one_that_is_paid_for_stays(office: Office) -> None:
    give(office.ola, office.company, GrantScope.PAYROLL)
    ola, new = Person(office.ola), at(office, "free_days")
    run = calculated(office)
    ola.send(ola.open(new), {"day": "2026-10-30", "name": "Klämdag"}, to=new)
    with office.seen():
        assert is_stale(run)
        row = FreeDay.objects.get()
    ola.send(ola.open(new), {}, to=at(office, "free_day_remove", row.pk))
    with office.seen():
        assert not is_stale(run)
    ola.send(ola.open(new), {"day": "2026-11-13", "name": "Klämdag"}, to=new)
    with office.seen():
        approve_run(run_id=run.pk, by=office.eva, seen=warnings_to_see(run.pk))
    refused = ola.send(ola.open(new), {"day": "2026-10-29", "name": "Klämdag"}, to=new, status=422)
    assert "Avvikelser till och med 2026-10-31 ligger i en godkänd lönekörning." in refused.said_by("day")
    eves = {"eves-starts_on": "2026-10-01"}
    assert "godkänd lönekörning" in ola.send(refused, eves, to=at(office, "free_eves"), status=422).text
    page = ola.send(refused, {"day": "2026-11-20"}, to=new)
    assert "Lönen för november 2026 är godkänd" in page.toasts
    # The same is said of whoever leaves within the month, and not of the month's last day.
    card = reverse("employment:client_employee_employment", args=[office.company.pk, office.li.pk])
    left = ola.send(ola.open(card), {"left_on": "2026-11-30"}, to=card)
    assert "Lönen" not in left.toasts
    assert "Lönen för november 2026 är godkänd" in ola.send(left, {"left_on": "2026-11-15"}, to=card).toasts
    with office.seen():
        kept = FreeDay.objects.create(
            company=office.company, day=date(2026, 10, 30), name="Betald", created_at=clock.now()
        )
    remove = at(office, "free_day_remove", kept.pk)
    page = ola.open(new)
    assert "Ingår i godkänd lön" in page.text and not page.soup.select(f"form[action='{remove}']")
    said = ola.post(remove, {"csrfmiddlewaretoken": ola.token}).toasts
    assert "Avvikelser till och med 2026-10-31 ligger i en godkänd lönekörning. Dagen är kvar som ledig." in said
