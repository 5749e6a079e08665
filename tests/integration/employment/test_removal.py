"""A draft made by mistake is removed, and is then nowhere."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from common.rls import as_system
from employment.models import Employee
from employment.operations.completion import refresh_completeness
from employment.operations.logins import end_access_after_leaving, invite_employee
from employment.operations.removal import RemovalRefused, remove_draft
from employment.queries import (
    employed_during,
    employee_with_identity,
    employees_of,
    next_employee_number,
    open_logins,
    own_employments,
    status_counts,
)
from events.models import AuditEvent
from tests.factories.accounts import make_company, make_user
from tests.factories.employment import make_draft, make_employee
from tests.factories.test_numbers import ORDINARY
from tests.factories.timereporting import give_schedule, make_entries, make_schedule
from timereporting.queries import working_by
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def removed(employee: Employee) -> Employee:
    with as_system(reason="test", company_id=employee.company_id):
        remove_draft(employee=employee, by=None)
        employee.refresh_from_db()
    return employee


def test_a_removed_draft_is_in_no_list_and_its_numbers_are_free() -> None:
    company = make_company()
    draft = make_draft(company, personal_identity_number=ORDINARY[0])
    give_schedule(draft, make_schedule(company))
    removed(draft)
    with as_system(reason="test", company_id=company.pk):
        assert not employees_of(company.pk).exists()
        assert not employed_during(company.pk, DAY, DAY).exists()
        assert set(status_counts(company.pk).values()) == {0}
        assert employee_with_identity(company.pk, ORDINARY[0]) is None
        assert next_employee_number(company.pk) == 1
        assert working_by(company.pk, DAY) == {}
        refresh_completeness(company_id=company.pk, employee_ids=[draft.pk], by=None)
        draft.refresh_from_db()
        assert Employee.objects.filter(pk=draft.pk, personal_identity_number=None, last_four="", email="").exists()
        assert AuditEvent.objects.filter(subject_id=draft.pk, kind="employment.draft_removed").count() == 1
    assert make_employee(company, personal_identity_number=ORDINARY[0]).completed_at is not None


def test_the_login_of_a_removed_draft_ends() -> None:
    draft = make_draft(make_company())
    with as_system(reason="test", company_id=draft.company_id):
        user = invite_employee(employee=draft, by=None).user
        assert user is not None
        removed(draft)
        assert open_logins(draft.company_id, [draft.pk]) == set()
        assert end_access_after_leaving(employee=draft) is False
    assert not own_employments(user.pk).exists()


def test_someone_who_has_been_complete_is_not_removed() -> None:
    employee = make_employee(make_company())
    with pytest.raises(RemovalRefused):
        removed(employee)
    with as_system(reason="test", company_id=employee.company_id):
        Employee.objects.filter(pk=employee.pk).update(completed_at=None)
        employee.refresh_from_db()
    assert employee.is_draft
    with pytest.raises(RemovalRefused):
        removed(employee)


def test_a_draft_with_registered_time_is_not_removed() -> None:
    company = make_company()
    draft = make_draft(company)
    give_schedule(draft, make_schedule(company))
    make_entries(draft, [DAY], QuickChoice.SICK, make_user())
    with pytest.raises(RemovalRefused, match="Li Sund"):
        removed(draft)


@pytest.mark.parametrize("values", [{"completed_at": "2026-01-01T00:00Z"}, {"identity_index": "x"}])
def test_the_database_keeps_a_removed_draft_bare(values: dict[str, str]) -> None:
    draft = removed(make_draft(make_company()))
    with (
        as_system(reason="test", company_id=draft.company_id),
        pytest.raises(DatabaseError, match="employee_removed_is_bare|employee_identity_whole"),
        transaction.atomic(),
    ):
        Employee.objects.filter(pk=draft.pk).update(**values)
