"""The views about attested time must be empty: they are, and they see what is wrong."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection

from accounts.operations import grants
from accounts.permissions import CompanyRole, GrantScope
from common.periods import Month
from common.rls import as_system
from tests.factories.accounts import give, make_company, make_member
from tests.factories.employment import make_employee
from timereporting.models import TimeReport
from timereporting.operations.reports import approve, submit

pytestmark = pytest.mark.django_db
Owner = Callable[[], AbstractContextManager[None]]
PLANTED = [
    ("inv_14_time_approved_with_the_right_to", "UPDATE accounts_accessgrant SET scope = 'payroll'"),
    ("inv_14_time_approved_with_the_right_to", "UPDATE accounts_accessgrant SET ended_at = now() - interval '1 day'"),
    (
        "inv_14_time_approved_with_the_right_to",
        "UPDATE accounts_accessgrant SET starts_on = current_date - 9, ends_on = current_date - 2",
    ),
    ("inv_08_time_approval_is_told", "UPDATE events_auditevent SET kind = 'x' WHERE kind LIKE 'timereporting.%'"),
]


@pytest.fixture
def report() -> TimeReport:
    """A report that an attestor has approved, who is not one any more."""
    company = make_company()
    employee = make_employee(company)
    attestor = make_member(company, "Siv Attest", role=CompanyRole.ATTESTOR)
    give(attestor, company, GrantScope.TIME_APPROVAL)
    with as_system(reason="test", company_id=company.pk):
        report = submit(employee=employee, month=Month(2026, 10), by=attestor)
        approve(report_id=report.pk, by=attestor)
    grants.end(company_id=company.pk, by=None, reason="test", user_id=attestor.pk)
    return report


def rows(view: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {view}")
        return int(cursor.fetchall()[0][0])


@pytest.mark.parametrize(("view", "statement"), PLANTED)
def test_the_view_sees_what_is_planted(report: TimeReport, as_owner: Owner, view: str, statement: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        assert rows(view) == 0
        cursor.execute("ALTER TABLE events_auditevent DISABLE TRIGGER USER")
        cursor.execute(statement)
        assert rows(view) > 0
