"""Drafts becoming complete, and complete employees becoming drafts again."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction

from common import clock
from common.rls import as_system
from employment.completeness import missing_fields_for
from employment.queries import employees_of
from events.operations import record

REASON = "whether an employee is complete is judged on everything, also when the actor sees a part"


_waiting: ContextVar[set[UUID] | None] = ContextVar("employees_to_judge", default=None)


@contextmanager
def judged_once(*, company_id: UUID, by: UUID | None, firm_id: UUID | None = None) -> Iterator[None]:
    """Judge the employees of this company that the block touches when it ends, each once however much was changed.

    For what fills in whole employees: an import, or people taken over from elsewhere.
    """
    waiting: set[UUID] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    refresh_completeness(company_id=company_id, employee_ids=waiting, by=by, firm_id=firm_id)


@transaction.atomic
def refresh_completeness(
    *, company_id: UUID, employee_ids: Iterable[UUID], by: UUID | None, firm_id: UUID | None = None
) -> None:
    """Complete the drafts that lack nothing, and make drafts of those that lack something again.

    Called by every operation that changes what completeness looks at, also in upper apps. Records an event for
    each employee that changed.
    """
    if (waiting := _waiting.get()) is not None:
        waiting.update(employee_ids)
        return
    with as_system(reason=REASON, company_id=company_id, firm_id=firm_id):
        employees = employees_of(company_id).filter(pk__in=list(employee_ids))
        locked = list(employees.select_for_update().order_by("pk"))
        missing = missing_fields_for(locked)
        for employee in locked:
            complete = not missing[employee.pk]
            if complete == (employee.completed_at is not None):
                continue
            employee.completed_at = clock.now() if complete else None
            employee.save(update_fields=["completed_at"])
            kind = "employment.employee_completed" if complete else "employment.employee_reopened"
            names = [field.name for field in missing[employee.pk]]
            record(kind, by=by, subject=employee, company_id=company_id, firm_id=firm_id, data={"missing": names})
