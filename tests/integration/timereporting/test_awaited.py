"""Reports are waited for from when employees could make them, and wherever there is one."""

from datetime import UTC, date, datetime

import pytest

from collaborations.models import Collaboration
from collaborations.operations.changes import change
from collaborations.operations.ending import end
from collaborations.queries.changes import Proposed
from collaborations.queries.reporting import employees_report_since
from collaborations.rules.changes import Role
from collaborations.rules.terms import BillingRecipient, Terms, TimeMode
from common import clock
from common.periods import Month
from common.scoping import scope
from employment.models import Employee
from tests.factories.accounts import acting, make_company
from tests.factories.collaborations import Cast, make_cast, make_rival, start_terms
from tests.factories.employment import make_employee
from tests.factories.timereporting import give_schedule, make_arrangement, make_entries, make_schedule
from timereporting.awaited import unapproved_for
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
AUGUST, SEPTEMBER, OCTOBER = Month(2026, 8), Month(2026, 9), Month(2026, 10)


def on(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def employed(cast: Cast) -> Employee:
    employee = make_employee(cast.company, "Li Sund")
    give_schedule(employee, make_schedule(cast.company))
    return employee


def waited_for(cast: Cast, employee: Employee, *months: Month) -> list[Month]:
    with cast.seen():
        return [one for one in months if unapproved_for(cast.company.pk, [employee], one)]


def begin(cast: Cast, terms: Terms, at: datetime) -> None:
    with clock.frozen(at):
        cast.accept(cast.activate(terms))


def test_a_month_in_which_reporting_begins_is_waited_for_and_so_is_one_with_a_registration() -> None:
    cast = make_cast()
    begin(cast, start_terms(mode=TimeMode.EMPLOYEES_REGISTER), on(10, 31))
    li = employed(cast)
    assert waited_for(cast, li, AUGUST, SEPTEMBER, OCTOBER) == [OCTOBER]
    make_entries(li, [date(2026, 8, 3)], QuickChoice.SICK, cast.eva)
    assert waited_for(cast, li, AUGUST, SEPTEMBER, OCTOBER) == [AUGUST, OCTOBER]


def test_reports_are_waited_for_from_the_day_that_the_way_of_reporting_changed() -> None:
    cast = make_cast()
    begin(cast, start_terms(), on(8, 3))
    with cast.seen():
        assert employees_report_since(cast.company.pk) is None
    changes = (TimeMode.EMPLOYEES_REGISTER, TimeMode.FIRM_REGISTERS, TimeMode.EMPLOYEES_REGISTER)
    for month, mode in enumerate(changes, start=10):
        with clock.frozen(on(month, 1)), cast.seen():
            (collaboration,) = cast.client.collaborations.all()
            what = Proposed(start_terms(mode=mode), cast.assignment)
            change(collaboration=collaboration, proposed=what, by=cast.eva, role=Role.FIRM, at=clock.now())
            assert employees_report_since(cast.company.pk) == date(2026, 10, 1)
    assert waited_for(cast, employed(cast), AUGUST, SEPTEMBER, OCTOBER) == [OCTOBER]


def test_what_employees_could_report_with_another_firm_is_still_waited_for() -> None:
    cast = make_cast()
    begin(cast, start_terms(mode=TimeMode.EMPLOYEES_REGISTER), on(9, 1))
    with clock.frozen(on(9, 30)), cast.seen():
        (collaboration,) = cast.client.collaborations.all()
        end(collaboration=collaboration, reason="Byter byrå", by=cast.eva, party=BillingRecipient.FIRM, at=clock.now())
    rival = make_rival(cast)
    begin(rival, start_terms(mode=TimeMode.EMPLOYEES_REGISTER), on(10, 2))
    with clock.frozen(on(10, 5)), acting(rival.eva), scope(company_ids=[cast.company.pk]):
        assert Collaboration.objects.count() == 1
        assert employees_report_since(cast.company.pk) == date(2026, 9, 1)


def test_where_nothing_is_known_of_when_it_began_every_month_is_waited_for() -> None:
    company = make_company()
    make_arrangement(company)
    li = make_employee(company)
    give_schedule(li, make_schedule(company))
    cast = make_cast()
    cast.company = company
    assert waited_for(cast, li, AUGUST, OCTOBER) == [AUGUST, OCTOBER]
