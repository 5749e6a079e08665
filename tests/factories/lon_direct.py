"""A company that pays its employees itself in Lön Direkt."""

from accounts.models import Company, User
from common.periods import Month
from common.rls import as_system
from employment.models import Employee
from employment.models.employee import EmploymentType
from payroll.findings import warnings_to_see
from payroll.models import PayrollRun, RunOrigin
from payroll.operations.runs import approve_run, create_run, start_calculation
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_employee


def hire_in_lon_direct(company: Company, *names: str, salary: int = 3_000_000) -> list[Employee]:
    """Simplified employees, complete."""
    return [
        make_employee(company, name, monthly_salary=salary, employment_type=EmploymentType.SIMPLIFIED) for name in names
    ]


def pay(company: Company, month: Month, by: User, origin: RunOrigin = RunOrigin.LON_DIREKT) -> PayrollRun:
    """An approved run of the month."""
    with as_system(reason="test data", company_id=company.pk):
        run = create_run(company_id=company.pk, month=month, by=by, origin=origin)
        start_calculation(run_id=run.pk, by=by)
    drain_outbox()
    with as_system(reason="test data", company_id=company.pk):
        return approve_run(run_id=run.pk, by=by, seen=warnings_to_see(run.pk))
