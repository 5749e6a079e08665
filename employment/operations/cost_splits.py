"""Splitting the cost of an employee over cost centres and projects from a month."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from employment.cost_queries import cost_objects_on
from employment.models import CostSplit, Employee
from employment.models.cost_object import Dimension
from employment.operations.rows import locked_employee
from employment.rules.cost_splits import Share, check_split, written
from events.operations import record


class NotInUse(ValueError):
    """The cost centre or project is not used on the day; `row` is the share that names it."""

    def __init__(self, row: int, code: str) -> None:
        super().__init__(code)
        self.row, self.code = row, code


@transaction.atomic
def split_cost(
    *, employee: Employee, shares: Sequence[Share], on: date, by: UUID | None, firm_id: UUID | None = None
) -> CostSplit:
    """Split the cost from the first of a month, or end the split with no shares. Raises SplitFault, NotInUse."""
    locked = locked_employee(employee)
    check_split(shares)
    # Locked, so that none of them is archived meanwhile.
    used = cost_objects_on(locked.company_id, on).select_for_update(of=("self",))
    known = {(row.dimension, row.code) for row in used}
    for row, share in enumerate(shares):
        for dimension, code in ((Dimension.COST_CENTRE, share.cost_centre), (Dimension.PROJECT, share.project)):
            if code and (dimension, code) not in known:
                raise NotInUse(row, code)
    split = CostSplit.objects.create(
        company_id=locked.company_id, employee=locked, starts_on=on, shares=written(shares)
    )
    data = {"number": locked.number, "from": on, "shares": split.shares}
    company_id = locked.company_id
    record("employment.cost_split", by=by, subject=locked, company_id=company_id, firm_id=firm_id, data=data)
    return split
