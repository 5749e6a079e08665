"""Reads of a company's free days."""

from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from employment.models import FreeDay, FreeEves
from employment.rules.free_days import FreeDays, read

EVES, OWN = "EVES", "OWN"


def free_days_of(company_id: UUID) -> FreeDays:
    """The company's choice as the rules take it: one query."""
    eves = FreeEves.objects.filter(company_id=company_id).order_by()
    own = FreeDay.objects.filter(company_id=company_id).order_by()
    rows = eves.values_list(_kind(EVES), "starts_on", "eves").union(own.values_list(_kind(OWN), "day", "name"))
    found = sorted(rows)
    return FreeDays(
        tuple((day, read(text)) for kind, day, text in found if kind == EVES),
        tuple((day, text) for kind, day, text in found if kind == OWN),
    )


def _kind(name: str) -> Value:
    return Value(name, output_field=CharField())


def own_free_days(company_id: UUID) -> QuerySet[FreeDay]:
    """The company's own days, latest first."""
    return FreeDay.objects.filter(company_id=company_id).order_by("-day").select_related("created_by")


def chosen_eves(company_id: UUID) -> QuerySet[FreeEves]:
    """What was chosen from which day, latest first."""
    return FreeEves.objects.filter(company_id=company_id).order_by("-starts_on").select_related("created_by")
