"""The employee's row, locked."""

from employment import queries
from employment.models import Employee


def locked_employee(employee: Employee) -> Employee:
    """The row, fresh and locked for the rest of the transaction: changes of one employee come one by one."""
    rows = queries.employees_of(employee.company_id).select_for_update(of=("self",))
    return rows.get(pk=employee.pk)
