"""The company's payroll settings."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from employment.models import CompanyPayrollSettings
from employment.queries import payroll_settings_of
from events.operations import record

FIELDS = tuple(
    field.name for field in CompanyPayrollSettings._meta.concrete_fields if field.name not in ("company", "updated_at")
)


@transaction.atomic
def change_settings(
    *, company_id: UUID, values: Mapping[str, Any], by: UUID | None, firm_id: UUID | None = None
) -> CompanyPayrollSettings:
    """Change some of the settings; the event keeps what they were and became. Raises KeyError for an unknown one."""
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise KeyError(sorted(unknown))
    settings = payroll_settings_of(company_id)
    before = {name: getattr(settings, name) for name in values}
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save()
    changed = {name: [before[name], value] for name, value in values.items() if before[name] != value}
    if changed:
        record(
            "employment.settings_changed",
            by=by,
            subject=settings,
            company_id=company_id,
            firm_id=firm_id,
            data={"changed": changed},
        )
    return settings
