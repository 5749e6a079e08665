"""A company at work for tests of pages: who does payroll, who attests, who is employed, and a stranger like each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from accounts.models import Company, User
from accounts.permissions import CompanyRole, GrantScope, TimeMode
from common.periods import Month
from common.rls import as_system
from common.scoping import scope
from employment.models import Employee
from employment.operations.logins import invite_employee
from tests.factories.accounts import give, make_company, make_member, make_user
from tests.factories.employment import make_employee
from tests.factories.payroll import make_payroll_user
from tests.factories.timereporting import make_arrangement
from timereporting.models import TimeEntry, TimeReport
from timereporting.operations import reports

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""A Tuesday, the day before payday: October's time is in November's pay."""
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


@dataclass
class Office:
    """Li has a monthly salary and reports deviations, Tor is paid by the hour and reports every day."""

    company: Company
    elsewhere: Company
    eva: User
    """does the payroll"""
    siv: User
    """attests time"""
    ola: User
    """administers the company, without any of it"""
    li: Employee
    tor: Employee
    stranger: User
    """may do all of it elsewhere"""

    @contextmanager
    def seen(self) -> Iterator[None]:
        """Look at the company's data."""
        with as_system(reason="test", company_id=self.company.pk), scope(company_ids=[self.company.pk]):
            yield

    def entries(self, employee: Employee) -> list[tuple[str, str, int]]:
        """What is registered and not struck: day, choice, minutes."""
        with self.seen():
            rows = TimeEntry.objects.filter(employee=employee, struck_at__isnull=True).order_by("worked_on")
            return [(str(row.worked_on), row.quick_choice, row.minutes) for row in rows]

    def report(self, employee: Employee, month: Month = OCTOBER) -> TimeReport:
        """The employee's report of a month."""
        with self.seen():
            return TimeReport.objects.get(employee=employee, starts_on=month.first)

    def submit(self, *employees: Employee, month: Month = OCTOBER) -> None:
        """The month is said to be complete."""
        with self.seen():
            for employee in employees:
                reports.submit(employee=employee, month=month, by=user_of(employee))

    def approve(self, *employees: Employee, month: Month = OCTOBER) -> None:
        """The month is submitted and attested."""
        self.submit(*employees, month=month)
        for employee in employees:
            report = self.report(employee, month)
            with self.seen():
                reports.approve(report_id=report.pk, by=self.siv)


def make_office(time_mode: TimeMode = TimeMode.EMPLOYEES_REGISTER) -> Office:
    """The company, and its like elsewhere."""
    company, elsewhere = make_company(), make_company("Kanariefågeln AB")
    make_arrangement(company, time_mode)
    siv = make_member(company, "Siv Attest", role=CompanyRole.ATTESTOR)
    give(siv, company, GrantScope.TIME_APPROVAL)
    stranger = make_user("Sven Storm")
    for scope_elsewhere in (GrantScope.PAYROLL, GrantScope.TIME_APPROVAL, GrantScope.COLLABORATION_ADMIN):
        give(stranger, elsewhere, scope_elsewhere)
    return Office(
        company=company,
        elsewhere=elsewhere,
        eva=make_payroll_user(company),
        siv=siv,
        ola=make_member(company),
        li=with_login(make_employee(company, "Li Sund")),
        tor=with_login(make_employee(company, "Tor Ek", hourly_wage=17_000)),
        stranger=stranger,
    )


def with_login(employee: Employee) -> Employee:
    """The employee, able to sign in."""
    with as_system(reason="test data", company_id=employee.company_id):
        return invite_employee(employee=employee, by=None)


def user_of(employee: Employee) -> User:
    """The employee's login."""
    assert employee.user is not None
    return employee.user
