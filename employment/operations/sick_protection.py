"""Decisions of special protection from qualifying deductions."""

from datetime import date
from uuid import UUID

from django.db import transaction

from employment.models import Employee, SickProtection
from employment.operations.rows import locked_employee
from events.operations import record


@transaction.atomic
def protect_from_deduction(
    *, employee: Employee, on: date, until: date | None, by: UUID | None, firm_id: UUID | None = None
) -> SickProtection:
    """A decision that applies from a day; one that begins on that very day gets another end."""
    locked = locked_employee(employee)
    row, _created = SickProtection.objects.update_or_create(
        company_id=locked.company_id, employee=locked, starts_on=on, defaults={"ends_on": until}
    )
    data = {"number": locked.number, "from": on, "until": until}
    company_id = locked.company_id
    record("employment.sick_protection_set", by=by, subject=locked, company_id=company_id, firm_id=firm_id, data=data)
    return row
