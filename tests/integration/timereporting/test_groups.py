"""Where the firm registers for one employee group, only the others' time waits for approval."""

import pytest

from accounts.permissions import TimeMode
from accounts.reach import registering_in
from common.rls import as_system
from employment.operations.groups import save_group
from tests.factories.timereporting import make_arrangement, make_entries
from tests.web.office import OCTOBER, Office, make_office, user_of
from timereporting.awaited import not_submitted_for, unapproved_for
from timereporting.models import TimeReport
from timereporting.operations.reports import import_reports
from timereporting.queries import payroll_entries_for
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
DAY = OCTOBER.first.replace(day=5)


@pytest.mark.parametrize("mode", list(TimeMode))
def test_time_of_those_whom_the_firm_registers_enters_payroll_as_it_stands(mode: TimeMode) -> None:
    office: Office = make_office()
    with as_system(reason="test", company_id=office.company.pk):
        group = save_group(company_id=office.company.pk, name="Lager", members=[office.tor], by=None)
        # Tor's group does it the other way than the others.
        registers = mode == TimeMode.FIRM_REGISTERS
        parties = dict.fromkeys(("schedules", "time_registration", "time_approval"), "CLIENT" if registers else "FIRM")
        own = {"name": "Lager", "employees_register": registers, **parties}
    make_arrangement(office.company, mode, {str(group.pk): own})
    for one in (office.li, office.tor):
        make_entries(one, [DAY], QuickChoice.HOURS_WORKED, user_of(one), 240)
    with office.seen():
        people = [type(one).objects.get(pk=one.pk) for one in (office.li, office.tor)]
        waited = people[1] if registers else people[0]
        other = people[0] if registers else people[1]
        ids = [one.pk for one in people]
        entries = payroll_entries_for(office.company.pk, ids, OCTOBER.first, OCTOBER.last)
        assert {one.employee_id for one in entries} == {other.pk}
        assert unapproved_for(office.company.pk, people, OCTOBER) == [waited]
        assert not_submitted_for(office.company.pk, OCTOBER, registering_in(office.company.pk)) == [waited]
        import_reports(company_id=office.company.pk, employee_ids=ids, month=OCTOBER, by=office.eva)
        states = dict(TimeReport.objects.values_list("employee_id", "state"))
    assert states == {waited.pk: "OPEN", other.pk: "IMPORTED"}
