"""That the employer has växa-stöd for an employee."""

from datetime import date
from uuid import UUID

from django.db import transaction

from employment.models import Employee
from employment.operations.rows import locked_employee
from events.operations import record


@transaction.atomic
def note_growth_support(
    *, employee: Employee, first: date | None, last: date | None, by: UUID | None, firm_id: UUID | None = None
) -> Employee:
    """The months of the support, or none at all."""
    locked = locked_employee(employee)
    locked.growth_support_from, locked.growth_support_until = first, last
    locked.save(update_fields=["growth_support_from", "growth_support_until"])
    data = {"number": locked.number, "from": first, "until": last}
    company_id = locked.company_id
    record("employment.growth_support_noted", by=by, subject=locked, company_id=company_id, firm_id=firm_id, data=data)
    return locked
