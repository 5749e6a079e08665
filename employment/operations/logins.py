"""An employee's login: invited by mail, withdrawn by hand, ended when the employment ends."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.operations import grants
from accounts.permissions import GrantScope
from accounts.queries import payroll_is_only_prepared
from common import clock
from employment import queries
from employment.models import Employee
from employment.operations.rows import locked_employee
from employment.queries import EMPLOYEE
from events.models import AuditEvent
from events.operations import enqueue, record

LEFT = "the employment ended"


class InvitationRefused(ValueError):
    """Nobody can be invited: no_email, has_left, only_prepared, or shared_email with the colleague who has it."""

    def __init__(self, reason: str, other: Employee | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.other = other


@transaction.atomic
def invite_employee(*, employee: Employee, by: UUID | None, firm_id: UUID | None = None) -> Employee:
    """Link the employee to a login, new or known by its address, open it, and mail the way in. Again sends again.

    Raises InvitationRefused. The login reaches the employee's own pay and time until the day of leaving has passed.
    """
    locked = locked_employee(employee)
    if locked.left_on is not None and locked.left_on < clock.today():
        raise InvitationRefused("has_left")
    if payroll_is_only_prepared(locked.company_id):
        raise InvitationRefused("only_prepared")
    if locked.user_id is None:
        locked.user = _login_for(locked)
    locked.invited_at = clock.now()
    locked.invitation_number += 1
    locked.save(update_fields=["user", "invited_at", "invitation_number"])
    grants.give(
        company_id=locked.company_id,
        user_id=locked.user_id,
        scope=GrantScope.SELF,
        source_type=EMPLOYEE,
        source_id=locked.pk,
        by=by,
        on=clock.today(),
        for_firm_id=firm_id,
    )
    event = _record("employment.employee_invited", locked, by, firm_id, send=locked.invitation_number)
    enqueue(
        "employment.send_invitation",
        dedupe_key=f"employee_invitation:{locked.pk}:{locked.invitation_number}",
        cause=event,
        employee_id=locked.pk,
        number=locked.invitation_number,
    )
    follow_leaving(employee=locked, cause=event)
    return locked


@transaction.atomic
def withdraw_access(*, employee: Employee, by: UUID | None, firm_id: UUID | None = None) -> None:
    """Close the employee's login to this company at once and unlink it, so that another address can be invited."""
    locked = locked_employee(employee)
    _end(locked, by, firm_id, "withdrawn")
    locked.user = None
    locked.save(update_fields=["user"])
    _record("employment.employee_access_withdrawn", locked, by, firm_id)


def follow_leaving(*, employee: Employee, cause: AuditEvent) -> None:
    """Let the login end with the employment: now when the last day has passed, otherwise the night after it."""
    if employee.user_id is None or employee.left_on is None:
        return
    if employee.left_on < clock.today():
        _end(employee, cause.actor_id, cause.firm_id, LEFT)
        return
    night = datetime.combine(employee.left_on + timedelta(days=1), time(0, 5), tzinfo=clock.STOCKHOLM)
    enqueue(
        "employment.end_access",
        dedupe_key=f"employee_access_end:{cause.pk}",
        cause=cause,
        not_before=night,
        employee_id=employee.pk,
    )


@transaction.atomic
def end_access_after_leaving(*, employee: Employee, firm_id: UUID | None = None) -> bool:
    """Close the login of someone whose last day has passed; False when the day was moved meanwhile."""
    if employee.removed_at is not None:  # its login ended then
        return False
    locked = locked_employee(employee)
    if locked.left_on is None or locked.left_on >= clock.today():
        return False
    _end(locked, None, firm_id, LEFT)
    return True


def _login_for(employee: Employee) -> User:
    if not employee.email:
        raise InvitationRefused("no_email")
    user = User.objects.filter(email__iexact=employee.email).first()
    if user is None:
        return User.objects.create_user(
            employee.email, given_name=employee.given_name, family_name=employee.family_name
        )
    colleague = queries.employees_of(employee.company_id).filter(user=user).first()
    if colleague is not None:
        raise InvitationRefused("shared_email", colleague)
    return user


def _end(employee: Employee, by: UUID | None, firm_id: UUID | None, reason: str) -> None:
    grants.end(
        company_id=employee.company_id,
        by=by,
        reason=reason,
        for_firm_id=firm_id,
        source_type=EMPLOYEE,
        source_id=employee.pk,
    )


def _record(kind: str, employee: Employee, by: UUID | None, firm_id: UUID | None, **data: int) -> AuditEvent:
    values = {"number": employee.number, **data}
    return record(kind, by=by, subject=employee, company_id=employee.company_id, firm_id=firm_id, data=values)
