"""Removing a draft that was made by mistake."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.operations import grants
from common import clock
from common.rls import as_system
from employment.models import Employee
from employment.operations.rows import locked_employee
from employment.queries import EMPLOYEE
from employment.removal import held_by
from events.operations import record
from events.queries import events_of_subject

REASON = "whether a draft can be removed is judged on everything, also when the actor sees a part"
COMPLETED = "employment.employee_completed"


class RemovalRefused(ValueError):
    """The employee stays; the text says why."""


def obstacle_to_removal(employee: Employee, *, firm_id: UUID | None = None) -> str | None:
    """Why the employee cannot be removed, as a sentence; None when nothing hinders."""
    with as_system(reason=REASON, company_id=employee.company_id, firm_id=firm_id):
        was_complete = events_of_subject(employee.pk).filter(kind=COMPLETED).exists()
        if was_complete or not employee.is_draft:
            return _("%(name)s has been complete. Fill in the last day of employment instead.") % {
                "name": employee.full_name
            }
        return held_by(employee)


@transaction.atomic
def remove_draft(*, employee: Employee, by: UUID | None, firm_id: UUID | None = None) -> None:
    """Keep a draft out of everything; its login ends, its identity number is erased and its number free again.

    Raises RemovalRefused for someone who has been complete or whom something is registered for.
    """
    locked = locked_employee(employee)
    obstacle = obstacle_to_removal(locked, firm_id=firm_id)
    if obstacle:
        raise RemovalRefused(obstacle)
    company_id = locked.company_id
    reason = "the draft was removed"
    grants.end(
        company_id=company_id, by=by, reason=reason, for_firm_id=firm_id, source_type=EMPLOYEE, source_id=locked.pk
    )
    erased: dict[str, object] = {
        "user": None,
        "personal_identity_number": None,
        "identity_index": None,
        "birth_date": None,
    }
    erased |= {"last_four": "", "email": "", "phone": "", "street": "", "removed_at": clock.now()}
    for name, value in erased.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(erased))
    record(
        "employment.draft_removed",
        by=by,
        subject=locked,
        company_id=company_id,
        firm_id=firm_id,
        data={"number": locked.number},
    )
