"""What the list of employees shows of each, read set-wise."""

from collections.abc import Sequence
from dataclasses import dataclass

from common import clock
from employment import queries
from employment.completeness import missing_fields_for
from employment.models import Employee, EmploymentTerms, TaxTerms
from employment.rules.employments import begun_by
from employment.rules.periods import Period
from employment.web.desk import Desk


@dataclass(frozen=True)
class EmployeeRow:
    """One line of the list."""

    employee: Employee
    employed: Period
    url: str
    missing: int
    pay: EmploymentTerms | None
    tax: TaxTerms | None
    has_login: bool
    has_left: bool


def rows_for(desk: Desk, employees: Sequence[Employee]) -> list[EmployeeRow]:
    """The lines for some employees; the number of queries is the same however many they are."""
    ids = [employee.pk for employee in employees]
    company_id, today = desk.company.pk, clock.today()
    pay = queries.employment_terms_on(company_id, ids, today)
    tax = queries.tax_terms_on(company_id, ids, today)
    missing, logins = missing_fields_for(employees), queries.open_logins(company_id, ids)
    return [
        EmployeeRow(
            employee=employee,
            employed=begun_by(employee.employments, today) or employee.employments[0],
            url=desk.url("employee_basics", employee_id=employee.pk),
            missing=len(missing[employee.pk]),
            pay=pay.get(employee.pk),
            tax=tax.get(employee.pk),
            has_login=employee.pk in logins,
            has_left=employee.left_on is not None and employee.left_on < today,
        )
        for employee in employees
    ]
