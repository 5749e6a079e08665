"""Sending an employee the way in; called by a task, inside the effect's transaction."""

from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from employment.models import Employee
from employment.queries import open_logins
from events import mail


def send_invitation(*, employee_id: UUID, number: int) -> str:
    """Mail the link to choose a password, or to sign in; returns the Message-ID, empty when access was withdrawn."""
    employee = Employee.objects.defer("personal_identity_number").select_related("company", "user").get(pk=employee_id)
    user = employee.user
    if user is None or not open_logins(employee.company_id, [employee.pk]):
        return ""
    has_password = user.has_usable_password()
    path = reverse("accounts:workplace_home")
    if not has_password:
        key = default_token_generator.make_token(user)
        path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    return mail.send(
        template="employment/mail/invitation",
        to=[user.email],
        dedupe_key=f"employee_invitation:{employee.pk}:{number}",
        context={"employee": employee, "company": employee.company, "has_password": has_password, "path": path},
        language=user.language,
    )
