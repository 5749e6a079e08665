"""The first payroll of a client whose employees report from now on: nobody could report the month before."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from common.periods import Month
from employment.queries import employees_of
from payroll.findings import warnings_to_see
from payroll.models import PayrollRun
from payroll.operations.runs import approve_run, create_run
from payroll.rules.run_states import RunState
from tests.factories.collaborations import Cast, make_cast
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_employee
from tests.factories.payroll import reread
from tests.factories.timereporting import make_schedule
from tests.web.browsing import Person
from tests.web.office import NOVEMBER, NOW, OCTOBER
from tests.web.payroll.desk import blockers
from timereporting.awaited import unapproved_for

pytestmark = pytest.mark.django_db
ACCEPTED = datetime(2026, 11, 2, 9, tzinfo=UTC)
DECEMBER = NOVEMBER.next


def new_client(*names: str) -> Cast:
    """A client that accepted Standard in November and employed these people long before."""
    with clock.frozen(ACCEPTED):
        cast = make_cast()
        cast.accept(cast.activate())
        hire(cast, *names)
        drain_outbox()
    return cast


def hire(cast: Cast, *names: str) -> None:
    schedule = make_schedule(cast.company, names[0])
    for name in names:
        make_employee(cast.company, name, schedule=schedule)


def draft(cast: Cast, month: Month) -> PayrollRun:
    with cast.seen():
        return create_run(company_id=cast.company.pk, month=month, by=cast.eva)


def page_of(cast: Cast, run: PayrollRun, name: str = "run_show") -> str:
    return reverse(f"payroll:{name}", args=[cast.company.pk, run.pk])


def test_a_new_clients_first_run_waits_for_no_reports_and_the_next_one_does() -> None:
    cast = new_client("Li Sund", "Tor Ek")
    with clock.frozen(NOW):
        eva, mia = Person(cast.eva), Person(cast.administrators[1])
        run = draft(cast, NOVEMBER)
        page = eva.open(page_of(cast, run))
        assert blockers(page) == {}
        for month, texts in ((OCTOBER, ["Behövs inte"] * 2), (NOVEMBER, ["Öppen"] * 2)):
            overview = eva.open(reverse("timereporting:time_overview", args=[cast.company.pk]) + f"?month={month}")
            cells = overview.soup.select("tbody td[data-label='Tidrapport']")
            assert [cell.get_text(strip=True) for cell in cells] == texts
            reports = mia.open(reverse("timereporting:report_list", args=[cast.company.pk]) + f"?month={month}")
            assert ("Li Sund" in reports.text) == (month == NOVEMBER)
        eva.send(page, to=page_of(cast, run, "run_calculate"))
        drain_outbox()
        assert reread(run.pk, cast.company.pk).state == RunState.CALCULATED
        with cast.seen():
            approve_run(run_id=run.pk, by=cast.eva, seen=warnings_to_see(run.pk))
        later = draft(cast, DECEMBER)
        assert list(blockers(eva.open(page_of(cast, later)))) == [
            "Tiden för 2 anställda är inte godkänd: Tor Ek, Li Sund."
        ]


def test_what_is_waited_for_takes_the_same_statements_for_many_as_for_few() -> None:
    cast = new_client("Li Sund")

    def statements() -> int:
        with clock.frozen(NOW), cast.seen():
            people = list(employees_of(cast.company.pk))
            with CaptureQueriesContext(connection) as queries:
                assert unapproved_for(cast.company.pk, people, OCTOBER) == []
                assert unapproved_for(cast.company.pk, people, NOVEMBER) == people
        return len(queries)

    few = statements()
    hire(cast, "Bo Al", "Dan Lönn", "Gun Sido")
    assert statements() == few
