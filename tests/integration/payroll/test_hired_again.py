"""Pay and vacation of somebody who left and was hired again."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.models import Company, User
from common import clock
from common.rls import as_system
from employment.models import Employee
from employment.operations.rehiring import hire_again
from employment.queries import employees_of
from payroll.models import PayslipLine
from payroll.operations.vacation_accounts import Opening, open_account
from payroll.operations.vacation_compensation import compensate, compensation_rows
from payroll.operations.vacation_year import close_vacation_year
from payroll.rules.vacation_advance import EndReason
from payroll.rules.vacation_order import DayKind
from payroll.vacation_closing import year_end_of, year_to_close
from payroll.vacation_status import Status, vacation_of_company
from payroll.verification import faults_of_approved_runs
from tests.factories.accounts import make_company
from tests.factories.employment import make_employee
from tests.factories.payroll import NOVEMBER, make_approved_run, make_payroll_user

pytestmark = pytest.mark.django_db


def at(day: date) -> AbstractContextManager[None]:
    return clock.frozen(datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=9))


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with at(date(2026, 11, 23)):
        yield


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def eva(company: Company) -> User:
    return make_payroll_user(company)


def inside(company: Company) -> AbstractContextManager[None]:
    return as_system(reason="test", company_id=company.pk)


def left(company: Company, last: date) -> Employee:
    """A monthly salary of 30 000 until a day."""
    li = make_employee(company, "Li Sund", monthly_salary=3_000_000, born=1985)
    with inside(company):
        Employee.objects.filter(pk=li.pk).update(left_on=last)
        return employees_of(company.pk).get(pk=li.pk)


def status(employee: Employee) -> Status:
    (row,) = vacation_of_company(employee.company_id, clock.today(), only=employee.pk).rows
    return row


def test_a_month_with_two_employments_pays_the_days_of_both_and_none_between(company: Company, eva: User) -> None:
    li = left(company, date(2026, 11, 10))
    with inside(company):
        hire_again(employee=li, first=date(2026, 11, 21), by=eva.pk)
    run = make_approved_run(company, eva, NOVEMBER)
    with inside(company):
        found = PayslipLine.objects.filter(run=run, employee=li, group="GROSS").order_by("position")
        # 30 000 / 30 a day: ten days, and ten days.
        assert [(one.pay_item, int(one.quantity), one.amount) for one in found] == [
            ("part_month_salary", 10, 1_000_000),
            ("part_month_salary", 10, 1_000_000),
        ]
        assert faults_of_approved_runs(company.pk) == []


def test_an_employment_that_follows_at_once_pays_the_month_as_a_whole(company: Company, eva: User) -> None:
    li = left(company, date(2026, 11, 10))
    with inside(company):
        hire_again(employee=li, first=date(2026, 11, 11), by=eva.pk)
    run = make_approved_run(company, eva, NOVEMBER)
    with inside(company):
        found = PayslipLine.objects.filter(run=run, employee=li, group="GROSS")
        assert [(one.pay_item, one.amount) for one in found] == [("monthly_salary", 3_000_000)]


def test_vacation_is_earned_anew_after_it_was_paid_out(company: Company, eva: User) -> None:
    li = left(company, date(2025, 10, 31))
    with at(date(2025, 10, 1)), inside(company):
        opening = Opening({DayKind.PAID: Decimal(10)}, {})
        open_account(employee=li, opening=opening, reason="Från det tidigare programmet", by=eva.pk)
    with at(date(2025, 11, 3)), inside(company):
        # 214 days of the year: 25 × 214 / 365 = 14.66, rounded up, and ten that were left.
        assert compensate(employee=li, reason=EndReason.OTHER, by=eva.pk).result.days == 25
    with at(date(2026, 3, 2)), inside(company):
        hire_again(employee=li, first=date(2026, 1, 1), by=eva.pk)
        li = employees_of(company.pk).get(pk=li.pk)
        # 61 days from 1 January: 25 × 61 / 365.
        assert (status(li).earning, status(li).balances.with_pay) == (Decimal("4.18"), Decimal(0))
    with at(date(2026, 4, 2)), inside(company):
        year = year_to_close(company.pk, clock.today())
        assert year is not None
        close_vacation_year(company_id=company.pk, seen=year_end_of(company.pk, year, clock.today()).digest, by=eva.pk)
        # 90 days: 25 × 90 / 365 = 6.16, rounded up; the rest of the year's days are without pay.
        assert {kind: int(days) for kind, days in status(li).balances.days.items() if days} == {
            DayKind.PAID: 7,
            DayKind.UNPAID: 18,
        }


def test_vacation_that_nobody_has_paid_out_goes_on(company: Company, eva: User) -> None:
    li = left(company, date(2026, 6, 30))
    with at(date(2026, 6, 1)), inside(company):
        open_account(employee=li, opening=Opening({DayKind.PAID: Decimal(10)}, {}), reason="Förra", by=eva.pk)
        hire_again(employee=li, first=date(2026, 11, 1), by=eva.pk)
    with inside(company):
        li = employees_of(company.pk).get(pk=li.pk)
        # 91 days from April and 23 in November: 25 × 114 / 365.
        assert (status(li).earning, status(li).balances.with_pay) == (Decimal("7.81"), Decimal(10))
        # It can still be paid out: what was left and 25 × 91 / 365 = 6.23, rounded up, when that employment ended.
        assert compensate(employee=li, reason=EndReason.OTHER, by=eva.pk).result.days == 17
        assert {row.on for row in compensation_rows(li)} == {date(2026, 6, 30)}
        assert (status(li).earning, status(li).balances.with_pay) == (Decimal("1.58"), Decimal(0))
