"""Hourly staff are paid for the month before, whatever the company has chosen for the salaried."""

from datetime import date
from decimal import Decimal

import pytest

from common.periods import Month
from common.rls import as_system
from employment.operations.terms import Pay, change_pay
from payroll.basis import bases_for
from payroll.checks import employees_in
from payroll.operations.runs import create_run
from payroll.registration_preview import pay_lines
from tests.factories.accounts import make_company
from tests.factories.employment import make_employee, make_settings
from tests.factories.payroll import make_approved_run, make_payroll_user
from tests.factories.timereporting import make_entries
from timereporting.models import TimeReport
from timereporting.pay_preview import Tentative
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
NOVEMBER = Month(2026, 11)
OCTOBER_DAY, NOVEMBER_DAY, LATE_DAY = date(2026, 10, 6), date(2026, 11, 3), date(2026, 11, 17)


def test_a_run_with_the_deviations_of_its_own_month_has_the_hours_of_the_month_before() -> None:
    company = make_company()
    eva = make_payroll_user(company)
    make_settings(company, deviation_period="CURRENT_MONTH")
    li, dan = make_employee(company, "Li Sund"), make_employee(company, "Dan Lönn", hourly_wage=150_00)
    mia = make_employee(company, "Mia Ek", hourly_wage=150_00)
    gone = make_employee(company, "Ulf Gran", hourly_wage=150_00, left_on=date(2026, 10, 30))
    make_employee(company, "Per Lund", left_on=date(2026, 10, 30))
    with as_system(reason="test data", company_id=company.pk):
        salary = Pay(pay_form="MONTHLY", monthly_salary=30_000_00, employment_rate=Decimal(100))
        change_pay(employee=mia, pay=salary, on=date(2026, 11, 16), by=None)
    for one in (dan, mia):
        make_entries(one, [OCTOBER_DAY, NOVEMBER_DAY], QuickChoice.HOURS_WORKED, eva)
    make_entries(gone, [OCTOBER_DAY], QuickChoice.HOURS_WORKED, eva)
    make_entries(li, [OCTOBER_DAY, NOVEMBER_DAY], QuickChoice.SICK, eva)
    make_entries(mia, [LATE_DAY], QuickChoice.SICK, eva)
    with as_system(reason="test data", company_id=company.pk):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        people = employees_in(run)
        assert {one.given_name for one in people} == {"Li", "Dan", "Mia", "Ulf"}
        days = {
            people[number].given_name: [one.day for one in basis.registrations]
            for number, basis in enumerate(bases_for(run, people))
        }
        tried = [Tentative(date(2026, 11, 10), QuickChoice.HOURS_WORKED, 480)]
        assert [line.amount for line in pay_lines(company.pk, dan.pk, tried)][:1] == [240_000]
    assert days == {"Li": [NOVEMBER_DAY], "Dan": [OCTOBER_DAY], "Mia": [OCTOBER_DAY, LATE_DAY], "Ulf": [OCTOBER_DAY]}


def test_approval_takes_in_the_time_of_the_months_that_were_paid() -> None:
    company = make_company()
    eva = make_payroll_user(company)
    make_settings(company, deviation_period="CURRENT_MONTH")
    li, dan = make_employee(company, "Li Sund"), make_employee(company, "Dan Lönn", hourly_wage=150_00)
    make_entries(dan, [OCTOBER_DAY, NOVEMBER_DAY], QuickChoice.HOURS_WORKED, eva)
    make_approved_run(company, eva, NOVEMBER)
    with as_system(reason="test", company_id=company.pk):
        taken = TimeReport.objects.filter(state="IMPORTED").values_list("employee_id", "starts_on")
        assert set(taken) == {(li.pk, NOVEMBER.first), (dan.pk, date(2026, 10, 1))}
