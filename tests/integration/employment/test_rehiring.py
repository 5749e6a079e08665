"""Hiring somebody again: employments follow on each other, and the person is one."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Company
from common import clock
from common.rls import as_system
from employment.models import Employee, FormerEmployment
from employment.operations.employees import Basics, EmployeeRefused, change_basics
from employment.operations.logins import invite_employee
from employment.operations.rehiring import EmploymentOverlaps, RehiringKept, hire_again, take_back_hiring
from employment.queries import employed_during, employees_of, open_logins
from employment.rules.periods import Period
from events.models import AuditEvent
from tests.factories.accounts import make_company, make_user
from tests.factories.employment import make_employee
from tests.factories.timereporting import make_entries
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
HIRED, LEFT, AGAIN = date(2024, 3, 1), date(2026, 8, 31), date(2026, 11, 1)


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def li(company: Company) -> Employee:
    employee = make_employee(company, "Li Sund", monthly_salary=3_000_000, hired_on=HIRED)
    with as_system(reason="test", company_id=company.pk):
        Employee.objects.filter(pk=employee.pk).update(left_on=LEFT)
    return employee


def reread(employee: Employee) -> Employee:
    return employees_of(employee.company_id).get(pk=employee.pk)


def test_whoever_has_left_is_hired_again_with_what_was_agreed(company: Company, li: Employee) -> None:
    with as_system(reason="test", company_id=company.pk):
        hire_again(employee=li, first=AGAIN, by=None)
        again = reread(li)
        assert again.employments == (Period(HIRED, LEFT), Period(AGAIN))
        assert Employee.objects.get(pk=li.pk).employments == again.employments  # also where the query does not know
        assert not again.is_draft
        (event,) = AuditEvent.objects.filter(subject_id=li.pk, kind="employment.hired_again")
        assert event.data["from"] == "2026-11-01"
        present = [
            bool(employed_during(company.pk, *days))
            for days in ((HIRED, HIRED), (date(2026, 9, 1), date(2026, 10, 31)), (AGAIN, AGAIN))
        ]
        assert present == [True, False, True]
        assert [again.is_employed_on(day) for day in (HIRED, LEFT, date(2026, 9, 15), AGAIN)] == [
            True, True, False, True,
        ]  # fmt: skip


def test_an_employment_in_the_way_is_named_and_ends_the_day_before_when_asked(company: Company) -> None:
    tor = make_employee(company, "Tor Holm", monthly_salary=2_800_000, hired_on=HIRED)
    with as_system(reason="test", company_id=company.pk):
        with pytest.raises(EmploymentOverlaps) as refused:
            hire_again(employee=tor, first=AGAIN, by=None)
        assert (refused.value.other, refused.value.can_be_ended) == (Period(HIRED), True)
        with pytest.raises(EmploymentOverlaps) as refused:
            hire_again(employee=tor, first=HIRED, ends_other=True, by=None)
        assert not refused.value.can_be_ended
        assert reread(tor).employments == (Period(HIRED),)
        hire_again(employee=tor, first=AGAIN, ends_other=True, by=None)
        assert reread(tor).employments == (Period(HIRED, date(2026, 10, 31)), Period(AGAIN))
        take_back_hiring(employee=tor, by=None)
        assert reread(tor).employments == (Period(HIRED),)
        hire_again(employee=tor, first=AGAIN, ends_other=True, by=None)
        # A day in what is over already: neither can be ended.
        with pytest.raises(EmploymentOverlaps):
            hire_again(employee=tor, first=date(2025, 1, 1), ends_other=True, by=None)


def test_former_employments_never_overlap_in_the_database_either(company: Company, li: Employee) -> None:
    with as_system(reason="test", company_id=company.pk):
        hire_again(employee=li, first=AGAIN, by=None)
        with pytest.raises(IntegrityError, match="former_employment_no_overlap"), transaction.atomic():
            FormerEmployment.objects.create(company=company, employee=li, starts_on=LEFT, ends_on=LEFT)
        later = Basics(number=li.number, given_name="Li", family_name="Sund", hired_on=LEFT, email=li.email)
        with pytest.raises(EmployeeRefused):
            change_basics(employee=li, basics=later, by=None)


def test_a_new_employment_is_taken_back_while_nothing_is_held_of_it(company: Company, li: Employee) -> None:
    eva = make_user("Eva Lind")
    with as_system(reason="test", company_id=company.pk):
        with pytest.raises(RehiringKept):
            take_back_hiring(employee=li, by=None)
        for first in (AGAIN, date(2026, 8, 1)):  # after the last day, and before it: the day that was agreed is back
            hire_again(employee=li, first=first, ends_other=True, by=None)
            take_back_hiring(employee=li, by=None)
            assert reread(li).employments == (Period(HIRED, LEFT),)
        hire_again(employee=li, first=AGAIN, by=None)
    make_entries(reread_as_system(li), [date(2026, 11, 3)], QuickChoice.SICK, eva)
    with as_system(reason="test", company_id=company.pk), pytest.raises(RehiringKept, match="Li Sund"):
        take_back_hiring(employee=li, by=None)


def test_the_login_closes_with_the_last_employment_and_opens_by_a_new_invitation(
    company: Company, li: Employee
) -> None:
    with as_system(reason="test", company_id=company.pk):
        hire_again(employee=li, first=clock.today(), by=None)
        invite_employee(employee=li, by=None)
        assert open_logins(company.pk, [li.pk]) == {li.pk}


def reread_as_system(employee: Employee) -> Employee:
    with as_system(reason="test", company_id=employee.company_id):
        return reread(employee)
