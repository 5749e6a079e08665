"""A new employee who is employed like another: pay, degree, group, and what upper apps copy. Never the person."""

from uuid import UUID

from django.db import transaction

from employment.copying import copy_rest
from employment.models import Employee
from employment.operations.employees import Basics, add_employee
from employment.operations.terms import Pay, change_pay
from employment.queries import employment_terms_of


@transaction.atomic
def copy_employee(*, source: Employee, basics: Basics, by: UUID | None, firm_id: UUID | None = None) -> Employee:
    """A draft with the terms of today's pay from its first day. Raises EmployeeRefused for a number in use."""
    copy = add_employee(company_id=source.company_id, basics=basics, by=by, firm_id=firm_id)
    if source.group_id is not None:
        copy.group_id = source.group_id
        copy.save(update_fields=["group"])
    rows = employment_terms_of(source)
    if rows:
        last = rows[-1]
        pay = Pay(last.pay_form, last.monthly_salary, last.hourly_wage, last.employment_rate)
        change_pay(employee=copy, pay=pay, on=copy.hired_on, by=by, firm_id=firm_id)
    copy_rest(source, copy, by)
    return copy
