"""Choosing by which rule an employee's vacation is paid."""

from datetime import date
from uuid import UUID

from django.db import transaction

from common import clock
from employment.models import Employee
from employment.operations.rows import locked_employee
from events.operations import record
from payroll.models import VacationRuleChoice


@transaction.atomic
def choose_vacation_rule(
    *, employee: Employee, rule: str, starts_on: date, by: UUID | None, firm_id: UUID | None = None
) -> VacationRuleChoice:
    """Let a rule apply to an employee from a day; an empty one lets agreement and company decide again."""
    locked_employee(employee)
    row = VacationRuleChoice.objects.create(
        company_id=employee.company_id,
        employee=employee,
        rule=rule,
        starts_on=starts_on,
        created_by_id=by,
        created_at=clock.now(),
    )
    data = {"rule": rule, "starts_on": starts_on}
    company_id = employee.company_id
    record("payroll.vacation_rule_chosen", by=by, subject=employee, company_id=company_id, firm_id=firm_id, data=data)
    return row
