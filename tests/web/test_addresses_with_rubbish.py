"""What is typed into an address or sent in place of a month is refused or passed over, and never breaks anything."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.permissions import GrantScope
from tests.factories.accounts import give
from tests.factories.timereporting import make_entries
from tests.guards.access.routes import routes
from tests.guards.access.world import pay_line_ids
from tests.web.browsing import Person
from tests.web.office import OCTOBER, Office, user_of
from tests.web.payroll.desk import approved
from timereporting.models import WorkSchedule
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
MONTHS = ("2026-13", "0000-01", "9999-12", "99999999999999-01", "٢٠٢٦-١١", "2026-11%0A", "2026-11%00", "x" * 3000)
EDGES = ("2000-01", "2099-12", "2026-1")
APPS = ("timereporting:", "payroll:")


@pytest.fixture
def ids(office: Office) -> dict[str, object]:
    """An object of every kind, all of Li's."""
    run = approved(office)
    entry = make_entries(office.li, [OCTOBER.next.first.replace(day=10)], QuickChoice.SICK, user_of(office.li))[0]
    with office.seen():
        schedule = WorkSchedule.objects.get(name="Heltid")
        items = pay_line_ids(office.li, office.eva)
    return {
        **items,
        "code": "commission",
        "of_year": OCTOBER.first.year,
        "company_id": office.company.pk,
        "employee_id": office.li.pk,
        "entry_id": entry.pk,
        "report_id": entry.report_id,
        "run_id": run.pk,
        "schedule_id": schedule.pk,
    }


@pytest.fixture
def everybody(office: Office) -> list[User]:
    """Those who between them may open everything."""
    for scope in (GrantScope.LON_DIRECT, GrantScope.SCHEDULES):
        give(office.ola, office.company, scope)
    return [office.eva, office.siv, user_of(office.li), office.ola]


def paths(ids: dict[str, object]) -> list[str]:
    """Every page of time and payroll that is about the company."""
    found = [
        reverse(route.name, kwargs={name: ids[name] for name in route.arguments if name != "audience"})
        for route in routes()
        if route.name.startswith(APPS) and "firm_id" not in route.arguments
    ]
    assert len(found) > 30
    return found


def test_a_month_that_is_none_is_refused_or_passed_over_on_every_page(
    ids: dict[str, object], everybody: list[User]
) -> None:
    people = [Person(user) for user in everybody]
    wrong, read = [], 0
    for path in paths(ids):
        person = next((one for one in people if one.tries("GET", path) == 200), people[0])
        if person.tries("GET", path) == 404:  # nobody of these opens it, with or without a month
            continue
        refused = person.tries("GET", f"{path}?month=rubbish") == 404
        read += refused
        for month in MONTHS if refused else ("%00", "9999-12"):
            status = person.tries("GET", f"{path}?month={month}")
            if status not in ((400, 404) if refused else (200, 400, 405)):
                wrong.append(f"{path}?month={month[:20]}: {status}")
        for month in EDGES if refused else ():
            if person.tries("GET", f"{path}?month={month}") != 200:
                wrong.append(f"{path}?month={month}")
    assert wrong == []
    assert read == 7


@pytest.mark.parametrize("month", ["rubbish", "2026-13", "9999-12", "2026-11\x00", "\x00", "٢٠٢٦-١١", "x" * 3000])
def test_a_month_that_is_none_is_refused_when_it_is_sent(office: Office, month: str) -> None:
    li, siv = Person(user_of(office.li)), Person(office.siv)
    submit = reverse("timereporting:submit", args=[office.li.pk])
    approve = reverse("timereporting:approve_clean", args=[office.company.pk])
    assert li.tries("POST", submit, {"month": month}) == 404
    assert siv.tries("POST", approve, {"month": month, "seen": "a:b"}) == 404


def test_posts_without_a_token_are_refused_everywhere(ids: dict[str, object], everybody: list[User]) -> None:
    person = Person(everybody[0])
    for path in paths(ids):
        assert person.browser.post(path, {"month": "2026-11"}).status_code == 403, path
