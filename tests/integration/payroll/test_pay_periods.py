"""Pay with deviations to a cut-off day: what is in it, what is reported together, and what a change of it does."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Company, User
from common.periods import Month
from common.rls import as_system
from employment.models import CompanyPayrollSettings, Employee
from employment.operations.settings import PeriodsRefused, change_settings
from employment.queries import payroll_settings_of
from payroll.models import PayrollRun, Payslip
from payroll.months_to_date import bases_before
from payroll.operations.digests import is_stale
from payroll.operations.runs import InputsChanged, approve_run, create_run, discard_run
from payroll.queries import next_month_of
from payroll.registration_preview import pay_lines
from payroll.verification import faults_of_approved_runs
from tests.factories.accounts import make_company
from tests.factories.employment import make_employee, make_settings
from tests.factories.payroll import make_approved_run, make_calculated_run, make_payroll_user, reread
from tests.factories.timereporting import make_entries
from timereporting.models import TimeEntry, TimeReport
from timereporting.pay_preview import Tentative
from timereporting.queries import time_status_of
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
BEFORE, FIRST, LAST, AFTER = date(2026, 11, 13), date(2026, 11, 16), date(2026, 12, 15), date(2026, 12, 16)


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def eva(company: Company) -> User:
    return make_payroll_user(company)


def reports_of(employee: Employee) -> list[tuple[str, str, str]]:
    with as_system(reason="test", company_id=employee.company_id):
        rows = TimeReport.objects.filter(employee=employee).order_by("starts_on")
        return [(str(row.starts_on), str(row.ends_on), row.state) for row in rows]


def days_of(run: PayrollRun) -> list[str]:
    return [str(run.deviation_first), str(run.deviation_last)]


def test_a_cut_off_day_of_the_fifteenth_pays_the_days_since_the_one_before(company: Company, eva: User) -> None:
    make_settings(company, deviation_period="CURRENT_MONTH", cut_off_day=15)
    li = make_employee(company, "Li Sund", monthly_salary=2_800_000, table=None)
    dan = make_employee(company, "Dan Lönn", hourly_wage=17_000, table=None)
    make_entries(li, [BEFORE, FIRST, LAST, AFTER], QuickChoice.CARE_OF_CHILD, eva)
    make_entries(dan, [BEFORE, LAST], QuickChoice.HOURS_WORKED, eva)
    run = make_approved_run(company, eva, DECEMBER)
    assert days_of(run) == ["2026-11-16", "2026-12-15"]
    with as_system(reason="test", company_id=company.pk):
        slip = Payslip.objects.get(run=run, employee=li)
        # Two days apart: 28 000 − 2 × 1 333.33 (28 000 / 21) = 25 333.34, and 30 % of it without öre.
        assert (slip.gross_pay, slip.preliminary_tax, slip.net_pay) == (2_533_334, 760_000, 1_773_334)
        # Eight hours of November × 170 × 1.12.
        assert Payslip.objects.get(run=run, employee=dan).gross_pay == 152_320
        assert faults_of_approved_runs(company.pk) == []
        assert [row.employee for row in time_status_of(company.pk, DECEMBER, until=LAST)] == [dan, li]
    assert reports_of(li) == [
        ("2026-10-16", "2026-11-15", "OPEN"),
        ("2026-11-16", "2026-12-15", "IMPORTED"),
        ("2026-12-16", "2027-01-15", "OPEN"),
    ]
    assert reports_of(dan) == [("2026-11-01", "2026-11-30", "IMPORTED"), ("2026-12-01", "2026-12-31", "OPEN")]


def test_what_a_day_does_to_pay_is_shown_with_the_pay_that_it_comes_in(company: Company) -> None:
    make_settings(company, deviation_period="CURRENT_MONTH", cut_off_day=15)
    li = make_employee(company, "Li Sund", monthly_salary=2_800_000, table=None)
    with as_system(reason="test", company_id=company.pk):
        lines = pay_lines(company.pk, li.pk, [Tentative(FIRST, QuickChoice.CARE_OF_CHILD, 480)])
    assert [line.amount for line in lines] == [-133_333, 40_000]


def test_another_cut_off_day_goes_on_from_what_is_paid_and_a_calculated_run_has_to_be_calculated_again(
    company: Company, eva: User
) -> None:
    make_settings(company, deviation_period="CURRENT_MONTH")
    li = make_employee(company, "Li Sund")
    make_approved_run(company, eva, NOVEMBER)
    make_entries(li, [LAST, AFTER], QuickChoice.CARE_OF_CHILD, eva)
    run = make_calculated_run(company, eva, DECEMBER)
    assert days_of(run) == ["2026-12-01", "2026-12-31"]
    make_settings(company, cut_off_day=15)
    run = reread(run.pk, company.pk)
    assert days_of(run) == ["2026-12-01", "2026-12-15"]
    assert reports_of(li)[1:] == [("2026-12-01", "2026-12-15", "OPEN"), ("2026-12-16", "2027-01-15", "OPEN")]
    with as_system(reason="test", company_id=company.pk):
        assert all(one.report.starts_on <= one.worked_on <= one.report.ends_on for one in TimeEntry.objects.all())
        assert is_stale(run)
        with pytest.raises(InputsChanged):
            approve_run(run_id=run.pk, by=eva)
        assert days_of(create_run(company_id=company.pk, month=Month(2027, 1), by=eva)) == ["2026-12-16", "2027-01-15"]
    make_settings(company, cut_off_day=None)
    assert reports_of(li)[1:] == [("2026-12-01", "2026-12-31", "OPEN"), ("2027-01-01", "2027-01-31", "OPEN")]
    with as_system(reason="test", company_id=company.pk):
        rows = PayrollRun.objects.filter(period__gte=DECEMBER.first).order_by("period")
        assert [days_of(one) for one in rows] == [["2026-12-01", "2026-12-31"], ["2027-01-01", "2027-01-31"]]


def test_days_that_are_paid_are_not_paid_again_with_the_month_before(company: Company, eva: User) -> None:
    make_settings(company, deviation_period="CURRENT_MONTH")
    li = make_employee(company, "Li Sund", monthly_salary=2_800_000, table=None)
    make_entries(li, [BEFORE], QuickChoice.CARE_OF_CHILD, eva)
    make_approved_run(company, eva, NOVEMBER)
    make_settings(company, deviation_period="PREVIOUS_MONTH")
    run = make_approved_run(company, eva, DECEMBER)
    with as_system(reason="test", company_id=company.pk):
        assert Payslip.objects.get(run=run, employee=li).gross_pay == 2_800_000
        assert days_of(create_run(company_id=company.pk, month=Month(2027, 1), by=eva)) == ["2026-12-01", "2026-12-31"]


def test_the_database_knows_which_cut_off_days_there_are(company: Company) -> None:
    for period, day in (("PREVIOUS_MONTH", 15), ("CURRENT_MONTH", 29), ("CURRENT_MONTH", 0)):
        with (
            as_system(reason="test", company_id=company.pk),
            pytest.raises(IntegrityError, match="payroll_settings_cut_off_day"),
            transaction.atomic(),
        ):
            CompanyPayrollSettings.objects.create(company_id=company.pk, deviation_period=period, cut_off_day=day)
    with as_system(reason="test", company_id=company.pk):
        change_settings(company_id=company.pk, values={"deviation_period": "CURRENT_MONTH", "cut_off_day": 1}, by=None)
        assert payroll_settings_of(company.pk).cut_offs.last_of(DECEMBER) == date(2026, 12, 1)


def test_a_salary_in_arrears_is_paid_the_month_after_with_its_own_deviations(company: Company, eva: User) -> None:
    make_settings(company, deviation_period="IN_ARREARS")
    li = make_employee(company, "Li Sund", monthly_salary=2_800_000, table=None)
    dan = make_employee(company, "Dan Lönn", hourly_wage=17_000, table=None)
    gone = make_employee(company, "Ulf Gran", monthly_salary=3_000_000, table=None, left_on=date(2026, 10, 15))
    new = make_employee(company, "Mia Ek", monthly_salary=3_000_000, table=None, hired_on=date(2026, 11, 16))
    october = date(2026, 10, 6)
    make_entries(li, [october, BEFORE], QuickChoice.CARE_OF_CHILD, eva)
    make_entries(dan, [october, BEFORE], QuickChoice.HOURS_WORKED, eva)
    runs = [make_approved_run(company, eva, month) for month in (Month(2026, 10), NOVEMBER)]
    assert [(str(one.payday), *days_of(one)) for one in runs] == [
        ("2026-11-25", "2026-10-01", "2026-10-31"),
        ("2026-12-23", "2026-11-01", "2026-11-30"),
    ]
    with as_system(reason="test", company_id=company.pk):
        slips = Payslip.objects.filter(company_id=company.pk)
        found = {(one.period.month, one.employee_id): (one.gross_pay, one.net_pay) for one in slips}
        assert faults_of_approved_runs(company.pk) == []
    # 28 000 − 28 000 / 21 = 26 666.67; 8 × 170 × 1.12 = 1 523.20; 30 000 × 15 / 31 and / 30; 30 % of each without öre.
    month = {li.pk: (2_666_667, 1_866_667), dan.pk: (152_320, 106_720)}
    october_slips = {**month, gone.pk: (1_451_613, 1_016_213)}
    november_slips = {**month, new.pk: (1_500_000, 1_050_000)}
    assert found == {
        (n, one): sums for n, of in ((10, october_slips), (11, november_slips)) for one, sums in of.items()
    }


def test_two_salaries_that_are_paid_in_a_month_share_its_tax_and_its_limits(company: Company, eva: User) -> None:
    make_settings(company, deviation_period="IN_ARREARS")
    li = make_employee(company, "Li Sund", monthly_salary=2_510_000)
    elin = make_employee(company, "Elin Ung", monthly_salary=2_000_000, table=None, born=2006)
    make_approved_run(company, eva, Month(2026, 10))
    make_settings(company, deviation_period="CURRENT_MONTH")
    run = make_approved_run(company, eva, NOVEMBER)
    with as_system(reason="test", company_id=company.pk):
        slips = Payslip.objects.filter(company_id=company.pk).order_by("period")
        assert {one.payday for one in slips} == {date(2026, 11, 25)}
        # Table 33: 4 672 of 25 100, 11 768 of 50 200.
        assert [one.preliminary_tax for one in slips if one.employee_id == li.pk] == [467_200, 709_600]
        bases = [[(each["group"], each["basis"]) for each in one.contributions] for one in slips]
        # 20 000 of the ceiling of 25 000 are used by the first.
        assert [("youth", 500_000), ("standard", 1_500_000)] in bases
        assert faults_of_approved_runs(company.pk) == []
        second = slips.get(run=run, employee=elin)
        assert bases_before(second) == [("youth", 2_000_000)]
        assert bases_before(slips.exclude(run=run).get(employee=elin)) == []


def test_going_over_to_arrears_pays_each_salary_once(company: Company, eva: User) -> None:
    make_employee(company, "Li Sund")
    make_approved_run(company, eva, NOVEMBER)
    run = make_calculated_run(company, eva, DECEMBER)
    with pytest.raises(PeriodsRefused, match="december 2026"):
        make_settings(company, deviation_period="IN_ARREARS")
    with as_system(reason="test", company_id=company.pk):
        discard_run(run_id=run.pk, by=eva)
    make_settings(company, deviation_period="IN_ARREARS")
    with as_system(reason="test", company_id=company.pk):
        assert next_month_of(company.pk, LAST) == DECEMBER
        run = create_run(company_id=company.pk, month=DECEMBER, by=eva)
        assert (str(run.payday), *days_of(run)) == ("2027-01-25", "2026-11-01", "2026-12-31")
        discard_run(run_id=run.pk, by=eva)
    make_employee(company, "Dan Lönn", hourly_wage=17_000)
    make_settings(company, deviation_period="PREVIOUS_MONTH")
    with pytest.raises(PeriodsRefused, match="november 2026"):
        make_settings(company, deviation_period="IN_ARREARS")
