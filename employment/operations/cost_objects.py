"""Keeping the registers of cost centres and projects."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from employment.cost_queries import used_after
from employment.cost_uses import using_after
from employment.models import CostObject
from employment.models.cost_object import Dimension
from events.operations import record


class CodeTaken(ValueError):
    """The company has a cost centre, or a project, with this code."""


class StillUsed(ValueError):
    """Somebody's cost is split over it after its last day, or a pay line names it; `names` are theirs."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True)
class Named:
    """What it is called, and when it is used."""

    name: str
    starts_on: date
    ends_on: date | None = None


@transaction.atomic
def add_cost_object(
    *, company_id: UUID, dimension: Dimension, code: str, named: Named, by: UUID | None, firm_id: UUID | None = None
) -> CostObject:
    """A new cost centre or project. Raises CodeTaken."""
    row = CostObject(company_id=company_id, dimension=dimension, code=code, name=named.name)
    row.starts_on, row.ends_on = named.starts_on, named.ends_on
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise CodeTaken from None
    _record("employment.cost_object_added", row, by, firm_id)
    return row


@transaction.atomic
def change_cost_object(
    *, cost_object: CostObject, named: Named, by: UUID | None, firm_id: UUID | None = None
) -> CostObject:
    """Another name, other days; a last day archives it. The code stays. Raises StillUsed."""
    rows = CostObject.objects.select_for_update(of=("self",))
    row = rows.get(company_id=cost_object.company_id, pk=cost_object.pk)
    if named.ends_on is not None:
        using = [split.employee for split in used_after(row, named.ends_on)] + using_after(row, named.ends_on)
        if using:
            raise StillUsed(sorted({employee.full_name for employee in using}))
    row.name, row.starts_on, row.ends_on = named.name, named.starts_on, named.ends_on
    row.save(update_fields=["name", "starts_on", "ends_on"])
    _record("employment.cost_object_changed", row, by, firm_id)
    return row


def _record(kind: str, row: CostObject, by: UUID | None, firm_id: UUID | None) -> None:
    data = {"dimension": row.dimension, "code": row.code, "name": row.name, "from": row.starts_on, "to": row.ends_on}
    record(kind, by=by, subject=row, company_id=row.company_id, firm_id=firm_id, data=data)
