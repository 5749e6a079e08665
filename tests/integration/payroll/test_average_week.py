"""The hours that an average week is counted of come from what was registered before the illness."""

from datetime import date, time

import pytest

from common.periods import Month
from common.rls import as_system
from payroll.basis import bases_for
from payroll.operations.runs import create_run
from payroll.rules.basis import HoursBefore
from tests.factories.accounts import make_company
from tests.factories.employment import make_agreement, make_employee
from tests.factories.payroll import make_payroll_user
from tests.factories.timereporting import make_entries
from timereporting.rules.durations import Span
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db


def test_hours_worked_are_read_for_the_hourly_paid_who_are_ill() -> None:
    company = make_company()
    eva = make_payroll_user(company)
    make_agreement(company, qualifying_weeks=4)
    dan, mia = (make_employee(company, name, hourly_wage=200_00) for name in ("Dan Lönn", "Mia Ek"))
    li = make_employee(company, "Li Sund")
    early, september, monday = date(2026, 8, 3), date(2026, 9, 14), date(2026, 10, 5)
    make_entries(dan, [early, september, monday], QuickChoice.HOURS_WORKED, eva, minutes=300)
    make_entries(dan, [monday], QuickChoice.ADDITIONAL_TIME, eva, span=Span(time(18), time(19)))
    make_entries(dan, [monday], QuickChoice.OVERTIME_SIMPLE, eva, minutes=60)
    make_entries(mia, [monday], QuickChoice.HOURS_WORKED, eva, minutes=300)
    for one in (dan, li):
        make_entries(one, [date(2026, 10, 7)], QuickChoice.SICK, eva)
    with as_system(reason="test", company_id=company.pk):
        run = create_run(company_id=company.pk, month=Month(2026, 11), by=eva)
        found = [basis.hours_before for basis in bases_for(run, [dan, mia, li])]
    assert found == [HoursBefore(early, ((september, 300), (monday, 360))), None, None]
