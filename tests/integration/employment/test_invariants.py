"""The views that must be empty: they are, and they see what is wrong."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import User
from common import clock
from common.rls import as_system
from employment.models import Employee
from employment.operations.logins import invite_employee, withdraw_access
from tests.factories.accounts import make_company
from tests.factories.employment import make_draft, make_employee

pytestmark = pytest.mark.django_db
AsOwner = Callable[[], AbstractContextManager[None]]


def broken(as_owner: AsOwner) -> dict[str, int]:
    found = {}
    with as_owner(), connection.cursor() as cursor:
        for name in ("inv_09_access_follows_employment", "inv_16_complete_employees"):
            cursor.execute(f"SELECT count(*) FROM {name}")
            found[name] = cursor.fetchall()[0][0]
    return {name: count for name, count in found.items() if count}


def invited(employee: Employee) -> Employee:
    with as_system(reason="test", company_id=employee.company_id):
        return invite_employee(employee=employee, by=None)


def test_the_whole_way_breaks_nothing(as_owner: AsOwner) -> None:
    company = make_company()
    make_draft(company)
    first, second = make_employee(company), make_employee(company, "Bo Ek")
    invited(first)
    invited(second)
    with as_system(reason="test", company_id=company.pk):
        withdraw_access(employee=second, by=None)
    assert broken(as_owner) == {}


def test_access_after_the_employment_is_seen(as_owner: AsOwner) -> None:
    company = make_company()
    employee = invited(make_employee(company))
    with as_owner():
        Employee.unscoped("test").filter(pk=employee.pk).update(left_on=clock.today() - timedelta(days=5))
    assert broken(as_owner) == {"inv_09_access_follows_employment": 1}


def test_access_of_somebody_else_is_seen(as_owner: AsOwner) -> None:
    company = make_company()
    employee = invited(make_employee(company))
    other = User.objects.create_user("other@example.se")
    with as_owner():
        Employee.unscoped("test").filter(pk=employee.pk).update(user=other)
    assert broken(as_owner) == {"inv_09_access_follows_employment": 1}


def test_a_draft_that_calls_itself_complete_is_seen(as_owner: AsOwner) -> None:
    draft = make_draft(make_company())
    with as_owner():
        Employee.unscoped("test").filter(pk=draft.pk).update(completed_at=clock.now())
    assert broken(as_owner) == {"inv_16_complete_employees": 1}
