"""A new employee who is employed like another: pay, degree, group, split of the cost, and what upper apps copy.

Never the person.
"""

from contextlib import suppress
from uuid import UUID

from django.db import transaction

from employment.copying import copy_rest
from employment.cost_queries import splits_of
from employment.models import Employee
from employment.operations.cost_splits import NotInUse, split_cost
from employment.operations.employees import Basics, add_employee
from employment.operations.terms import Pay, change_pay
from employment.queries import employment_terms_of
from employment.rules.agreements import first_of_month
from employment.rules.cost_splits import read


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
    _copy_split(source, copy, by, firm_id)
    copy_rest(source, copy, by)
    return copy


def _copy_split(source: Employee, copy: Employee, by: UUID | None, firm_id: UUID | None) -> None:
    """The latest split of the cost from the first month, where all that it names is used then."""
    rows = splits_of(source.company_id, [source.pk]).get(source.pk, [])
    if rows and rows[-1].shares:
        with suppress(NotInUse):
            on = first_of_month(copy.hired_on)
            split_cost(employee=copy, shares=read(rows[-1].shares), on=on, by=by, firm_id=firm_id)
