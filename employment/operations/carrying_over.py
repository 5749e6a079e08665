"""Employees whom a firm takes on from Lön Direkt: drafts until somebody has gone through them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from common import clock
from common.rls import as_system
from employment.models import Employee
from employment.operations.completion import refresh_completeness
from employment.queries import employees_of, to_go_through
from events.operations import record

REASON = "who is taken on is decided by what both parties agreed"


@transaction.atomic
def carry_over(
    *, company_id: UUID, employee_ids: Iterable[UUID], by: UUID | None, at: datetime, firm_id: UUID | None = None
) -> int:
    """Make drafts of the employees, to be gone through; those who wait for it already are left as they are."""
    with as_system(reason=REASON, company_id=company_id, firm_id=firm_id):
        chosen = employees_of(company_id).filter(pk__in=list(employee_ids))
        people = [one for one in _locked(chosen) if not one.waits_to_be_gone_through]
        for employee in people:
            employee.carried_over_at, employee.gone_through_at = at, None
        _save(people, "employment.employee_carried_over", company_id=company_id, firm_id=firm_id, by=by)
    return len(people)


@transaction.atomic
def go_through(
    *, company_id: UUID, by: UUID | None, employee_id: UUID | None = None, firm_id: UUID | None = None
) -> list[Employee]:
    """What was carried over is right, of one employee or of all; those who lack nothing else are complete."""
    waiting = to_go_through(company_id)
    people = _locked(waiting.filter(pk=employee_id) if employee_id else waiting)
    at = clock.now()
    for employee in people:
        employee.gone_through_at = max(at, employee.carried_over_at or at)
    _save(people, "employment.employee_gone_through", company_id=company_id, firm_id=firm_id, by=by)
    return people


@transaction.atomic
def give_back(*, company_id: UUID, by: UUID | None, firm_id: UUID | None = None) -> int:
    """The company pays them itself again: those whom nobody has gone through are what they were before."""
    with as_system(reason=REASON, company_id=company_id, firm_id=firm_id):
        people = _locked(to_go_through(company_id))
        for employee in people:
            employee.carried_over_at = None
        _save(people, "employment.employee_given_back", company_id=company_id, firm_id=firm_id, by=by)
    return len(people)


def _locked(employees: "QuerySet[Employee]") -> list[Employee]:
    return list(employees.select_for_update(of=("self",)).order_by("pk"))


def _save(people: list[Employee], kind: str, *, company_id: UUID, firm_id: UUID | None, by: UUID | None) -> None:
    for employee in people:
        employee.save(update_fields=["carried_over_at", "gone_through_at"])
        data = {"number": employee.number}
        record(kind, by=by, subject=employee, company_id=company_id, firm_id=firm_id, data=data)
    ids = [employee.pk for employee in people]
    refresh_completeness(company_id=company_id, employee_ids=ids, by=by, firm_id=firm_id)
