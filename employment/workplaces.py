"""The companies where a person is employed, among their workplaces."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.workplaces import Workplace
from employment.queries import own_employers


def employments_as_workplaces(user_id: UUID) -> list[Workplace]:
    """One workplace an employment; it starts at the employee's own day."""
    return [
        Workplace(
            kind=_("Employee"),
            name=name,
            url=reverse("timereporting:today", args=[employee_id]),
            audience="employee",
            tenant_id=employee_id,
        )
        for employee_id, name in own_employers(user_id)
    ]
