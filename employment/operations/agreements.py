"""Making agreements, giving them new versions, and choosing who follows them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from employment.models import Agreement, AgreementChoice, AgreementVersion, Employee
from employment.rules.agreements import FIGURES, Source, changed, in_force, sources_kept
from events.operations import record


class AgreementNameTaken(ValueError):
    """The company has an agreement with this name."""


class AgreementBeginsLater(ValueError):
    """Nobody follows an agreement before its first version."""

    def __init__(self, first: date) -> None:
        super().__init__(f"The agreement begins on {first}.")
        self.first = first


@transaction.atomic
def add_agreement(
    *,
    company_id: UUID,
    name: str,
    values: Mapping[str, Any],
    on: date,
    by: UUID | None,
    firm_id: UUID | None = None,
    sources: Mapping[str, Source] | None = None,
) -> Agreement:
    """A new agreement whose first version begins on a date. Raises AgreementNameTaken."""
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(company_id=company_id, name=name)
    except IntegrityError:
        raise AgreementNameTaken from None
    figures = {name: values[name] for name in FIGURES}
    AgreementVersion.objects.create(
        company_id=company_id, agreement=agreement, starts_on=on, sources=dict(sources or {}), **figures
    )
    data = {"name": name, "from": on}
    record("employment.agreement_added", by=by, subject=agreement, company_id=company_id, firm_id=firm_id, data=data)
    return agreement


@transaction.atomic
def change_agreement(
    *, agreement: Agreement, values: Mapping[str, Any], on: date, by: UUID | None, firm_id: UUID | None = None
) -> AgreementVersion:
    """A new version from a date, or the one that begins on it corrected; later versions stay."""
    locked = _locked(agreement)
    rows = list(locked.versions.order_by("starts_on"))
    base = in_force(rows, on) or rows[0]
    before, after = figures_of(base), {name: values[name] for name in FIGURES}
    version = next((one for one in rows if one.starts_on == on), None)
    version = version or AgreementVersion(company_id=locked.company_id, agreement=locked, starts_on=on)
    version.sources = sources_kept(base.sources, before, after)
    for name, value in after.items():
        setattr(version, name, value)
    version.save()
    differences = {name: list(pair) for name, pair in changed(before, after).items()}
    data = {"name": locked.name, "from": on, "changed": differences}
    _record("employment.agreement_changed", locked, data, by, firm_id)
    return version


@transaction.atomic
def follow_agreement(
    *,
    agreement: Agreement,
    employees: Iterable[Employee] | None,
    on: date,
    by: UUID | None,
    firm_id: UUID | None = None,
) -> None:
    """The employees follow the agreement from a date; None: all who have no choice of their own.

    Raises AgreementBeginsLater.
    """
    locked = _locked(agreement)
    first = min(one.starts_on for one in locked.versions.all())
    if on < first:
        raise AgreementBeginsLater(first)
    people: list[Employee | None] = [None] if employees is None else [*employees]
    for one in people:
        AgreementChoice.objects.update_or_create(
            company_id=locked.company_id, employee=one, starts_on=on, defaults={"agreement": locked}
        )
    data = {"name": locked.name, "from": on, "employees": [one.pk for one in people if one]}
    _record("employment.agreement_followed", locked, data, by, firm_id)


def figures_of(version: AgreementVersion) -> dict[str, Any]:
    """The figures of a version by name."""
    return {name: getattr(version, name) for name in FIGURES}


def _locked(agreement: Agreement) -> Agreement:
    """The row, locked: changes of one agreement come one by one."""
    return Agreement.objects.select_for_update().get(company_id=agreement.company_id, pk=agreement.pk)


def _record(kind: str, agreement: Agreement, data: dict[str, Any], by: UUID | None, firm_id: UUID | None) -> None:
    record(kind, by=by, subject=agreement, company_id=agreement.company_id, firm_id=firm_id, data=data)
