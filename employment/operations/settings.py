"""The company's payroll settings."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from employment.models import CompanyPayrollSettings
from employment.period_changes import follow, free_from
from employment.queries import payroll_settings_of
from employment.rules.pay_periods import stored
from events.operations import record

KEPT = ("company", "updated_at", "earlier_cut_offs")
FIELDS = tuple(field.name for field in CompanyPayrollSettings._meta.concrete_fields if field.name not in KEPT)
PERIODS = ("deviation_period", "cut_off_day")


@transaction.atomic
def change_settings(
    *, company_id: UUID, values: Mapping[str, Any], by: UUID | None, firm_id: UUID | None = None
) -> CompanyPayrollSettings:
    """Change some of the settings; the event keeps what they were and became. Raises KeyError for an unknown one.

    Another cut-off day applies from the first period that nobody has handed in time of; those before keep theirs.
    """
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise KeyError(sorted(unknown))
    settings = payroll_settings_of(company_id)
    before = {name: getattr(settings, name) for name in values}
    changed = {name: [before[name], value] for name, value in values.items() if before[name] != value}
    since = free_from(company_id) if "cut_off_day" in changed else None
    if "cut_off_day" in changed:
        settings.earlier_cut_offs = stored(settings.cut_offs.changed(values["cut_off_day"], since))
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save()
    if not changed.keys().isdisjoint(PERIODS):
        follow(company_id, since)
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
