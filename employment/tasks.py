"""Background work of employment: each task makes one call."""

from uuid import UUID

from celery import shared_task

from employment.models import Employee
from employment.operations import importing, mails
from employment.operations.logins import end_access_after_leaving
from events.effect_task import EffectTask


@shared_task(base=EffectTask, name="employment.send_invitation", bind=False)
def send_invitation(*, employee_id: str, number: int) -> str:
    """Mail an employee the way in."""
    return mails.send_invitation(employee_id=UUID(employee_id), number=number)


@shared_task(base=EffectTask, name="employment.end_access", bind=False)
def end_access(*, employee_id: str) -> None:
    """Close the login of someone whose last day has passed."""
    end_access_after_leaving(employee=Employee.objects.defer("personal_identity_number").get(pk=employee_id))


@shared_task(base=EffectTask, name="employment.forget_file", bind=False)
def forget_file(*, file_id: str) -> None:
    """Throw away a file with employees that nobody has imported."""
    importing.forget_file(file_id=UUID(file_id))
