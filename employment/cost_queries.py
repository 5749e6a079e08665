"""Reads of cost centres, projects, and how costs are split over them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from common.periods import Month
from employment.models import CostObject, CostSplit, Employee
from employment.models.cost_object import Dimension
from employment.rules.cost_splits import Share, read

KNOWN = "shares_known"


def cost_objects_of(company_id: UUID) -> QuerySet[CostObject]:
    """Cost centres and projects by code, also those that are not used any more."""
    return CostObject.objects.filter(company_id=company_id)


def cost_objects_on(company_id: UUID, day: date) -> QuerySet[CostObject]:
    """Those that are used on a day."""
    used = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return cost_objects_of(company_id).filter(used, starts_on__lte=day)


def splits_of(company_id: UUID, employee_ids: Iterable[UUID]) -> dict[UUID, list[CostSplit]]:
    """Splits by employee, earliest first; of those from the same month the one made last comes last."""
    return _by_employee(CostSplit.objects.filter(company_id=company_id, employee_id__in=list(employee_ids)))


def shares_on(company_id: UUID, employee_ids: Iterable[UUID], day: date) -> dict[UUID, tuple[Share, ...]]:
    """How the costs of employees are split on a day: one query; who has no split is not there."""
    chosen = CostSplit.objects.filter(company_id=company_id, employee_id__in=list(employee_ids), starts_on__lte=day)
    return {employee_id: read(rows[-1].shares) for employee_id, rows in _by_employee(chosen).items() if rows[-1].shares}


def knowing_shares(employees: "QuerySet[Employee]", company_id: UUID, day: date) -> "QuerySet[Employee]":
    """The employees, each knowing how the cost is split on the day: looked for only where the company has splits."""
    splits = CostSplit.objects.filter(company_id=company_id)
    begun = splits.filter(employee_id=OuterRef("pk"), starts_on__lte=day)
    latest = begun.order_by("-starts_on", "-created_at", "-id").values("shares")[:1]
    return employees.annotate(**{KNOWN: Case(When(Exists(splits), then=Subquery(latest)))})


def shares_of(company_id: UUID, employees: Sequence[Employee], day: date) -> dict[UUID, tuple[Share, ...]]:
    """How their costs are split on a day, as far as they know it themselves; otherwise it is asked for."""
    if all(hasattr(one, KNOWN) for one in employees):
        return {one.pk: read(rows) for one in employees if (rows := getattr(one, KNOWN))}
    return shares_on(company_id, [one.pk for one in employees], day)


def split_in_force(rows: Sequence[CostSplit], day: date) -> CostSplit | None:
    """The split that applies on a day; None before the first and after one that ended it."""
    begun = [row for row in rows if row.starts_on <= day]
    return begun[-1] if begun and begun[-1].shares else None


def used_after(cost_object: CostObject, day: date) -> list[CostSplit]:
    """Splits that name the cost centre or project in a month after the day's."""
    first = Month.of(day).next.first
    name = "cost_centre" if cost_object.dimension == Dimension.COST_CENTRE else "project"
    rows = CostSplit.objects.filter(company_id=cost_object.company_id, employee__removed_at__isnull=True)
    found = []
    for splits in _by_employee(rows.select_related("employee")).values():
        later = [row for row in splits if row.starts_on > first]
        found += [row for row in (split_in_force(splits, first), *later) if row and _names(row, name, cost_object.code)]
    return found


def _names(split: CostSplit, name: str, code: str) -> bool:
    return any(share[name] == code for share in split.shares)


def _by_employee(rows: Iterable[CostSplit]) -> dict[UUID, list[CostSplit]]:
    found: dict[UUID, list[CostSplit]] = defaultdict(list)
    for row in rows:
        found[row.employee_id].append(row)
    return found
