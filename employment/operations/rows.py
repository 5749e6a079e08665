"""The rows of employees, locked."""

from uuid import UUID

from employment import queries
from employment.models import Employee


def locked_employee(employee: Employee) -> Employee:
    """The row, fresh and locked for the rest of the transaction: changes of one employee come one by one."""
    rows = queries.employees_of(employee.company_id).select_for_update(of=("self",))
    return rows.get(pk=employee.pk)


def locked_employees(company_id: UUID) -> dict[UUID, Employee]:
    """Every employee of the company by id, fresh and locked in one order for the rest of the transaction."""
    rows = queries.employees_of(company_id).select_for_update(of=("self",)).order_by("pk")
    return {one.pk: one for one in rows}
