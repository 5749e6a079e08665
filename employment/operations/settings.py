"""The company's payroll settings."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from employment.models import CompanyPayrollSettings
from employment.models.company_payroll_settings import rule_of
from employment.period_changes import PeriodChange, follow, free_from, told
from employment.queries import payroll_settings_of
from employment.rules.pay_periods import stored
from events.operations import record

KEPT = ("company", "updated_at", "earlier_cut_offs")
FIELDS = tuple(field.name for field in CompanyPayrollSettings._meta.concrete_fields if field.name not in KEPT)
PERIODS = ("deviation_period", "cut_off_day")


class PeriodsRefused(ValueError):
    """The periods cannot be these now; says why."""


@transaction.atomic
def change_settings(
    *, company_id: UUID, values: Mapping[str, Any], by: UUID | None, firm_id: UUID | None = None
) -> CompanyPayrollSettings:
    """Change some of the settings; the event keeps what they were and became. Raises KeyError for an unknown one.

    Another cut-off day applies from the first period that nobody has handed in time of; those before keep theirs.
    Raises PeriodsRefused when a run is under way, or somebody would be paid too late.
    """
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise KeyError(sorted(unknown))
    settings = payroll_settings_of(company_id)
    before = {name: getattr(settings, name) for name in values}
    changed = {name: [before[name], value] for name, value in values.items() if before[name] != value}
    if changed.keys().isdisjoint(PERIODS):
        _save(settings, values)
    else:
        _save_periods(settings, values)
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


def _save(settings: CompanyPayrollSettings, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save()


def _save_periods(settings: CompanyPayrollSettings, values: Mapping[str, Any]) -> None:
    """Save other periods, and let time reports and open runs go with them."""
    company_id, cut_offs, since = settings.company_id, settings.cut_offs, None
    day = values.get("cut_off_day", settings.cut_off_day)
    if day != settings.cut_off_day:
        since = free_from(company_id)
        cut_offs = cut_offs.changed(day, since)
    after = rule_of(values.get("deviation_period", settings.deviation_period), cut_offs)
    refusal = told(PeriodChange(company_id, settings.pay_rule, after)).refusal
    if refusal:
        raise PeriodsRefused(refusal)
    settings.earlier_cut_offs = stored(cut_offs)
    _save(settings, values)
    follow(company_id, since)
