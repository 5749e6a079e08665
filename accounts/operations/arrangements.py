"""Writing down what firm and company agreed."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Arrangement


@transaction.atomic
def arrange(
    *, company_id: UUID, time_mode: str, responsibilities: dict[str, str], groups: dict[str, dict[str, Any]]
) -> Arrangement:
    """Set the company's arrangement; the calling operation records the event.

    `responsibilities` has the keys schedules, time_registration, time_approval, payroll_approval, salary_payment;
    `groups` is as the model describes it.
    """
    arrangement, _ = Arrangement.objects.update_or_create(
        company_id=company_id, defaults={"time_mode": time_mode, "groups": groups, **responsibilities}
    )
    return arrangement


@transaction.atomic
def clear_arrangement(*, company_id: UUID) -> None:
    """Remove the company's arrangement when the collaboration it follows from has ended."""
    Arrangement.objects.filter(company_id=company_id).delete()
