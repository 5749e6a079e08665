"""A company with people to pay, and runs."""

from datetime import date
from functools import partial
from uuid import UUID

from accounts.models import Company, User
from accounts.permissions import GrantScope
from common.periods import Month
from common.rls import as_system
from employment.models import Employee
from employment.operations.completion import judged_once
from employment.queries import employees_of
from payroll.findings import warnings_to_see
from payroll.models import PayrollRun
from payroll.operations.runs import approve_run, create_run, start_calculation
from tests.factories.accounts import give, make_user
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_employee
from tests.factories.timereporting import make_schedule

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def make_payroll_user(company: Company, name: str = "Eva Lind") -> User:
    """Someone who does the company's payroll."""
    user = make_user(name)
    give(user, company, GrantScope.PAYROLL)
    return user


def make_workforce(company: Company) -> list[Employee]:
    """Eight employees of different kinds, all on office hours."""
    hire = partial(make_employee, company, schedule=make_schedule(company))
    with as_system(reason="test data", company_id=company.pk):
        with judged_once(company_id=company.pk, by=None):
            people = [
                hire("Anna Ek", monthly_salary=3_500_000),
                hire("Bo Al", monthly_salary=9_500_000, table=32),
                hire("Carin Bok", monthly_salary=1_600_000, employment_rate=50, table=31),
                hire("Dan Lönn", hourly_wage=17_000),
                hire("Eli Ung", hourly_wage=14_500, born=2006),
                hire("Frida Äng", monthly_salary=3_000_000, born=1958, column=3),
                hire("Gun Sido", monthly_salary=800_000, table=None),
                hire("Hans Ny", monthly_salary=2_800_000, hired_on=date(2026, 11, 16)),
            ]
        return list(employees_of(company.pk).filter(pk__in=[one.pk for one in people]).order_by("number"))


def make_calculated_run(company: Company, by: User, month: Month = NOVEMBER) -> PayrollRun:
    """A run that is ready to be reviewed."""
    with as_system(reason="test data", company_id=company.pk):
        run = create_run(company_id=company.pk, month=month, by=by)
        start_calculation(run_id=run.pk, by=by)
    drain_outbox()
    return reread(run.pk, company.pk)


def make_approved_run(company: Company, by: User, month: Month = NOVEMBER, *, then: User | None = None) -> PayrollRun:
    """A run that is approved and frozen; `then` is the other one who approves where firm and client both do."""
    run = make_calculated_run(company, by, month)
    with as_system(reason="test data", company_id=company.pk):
        for who in (by, then) if then else (by,):
            run = approve_run(run_id=run.pk, by=who, seen=warnings_to_see(run.pk))
        return run


def reread(run_id: UUID, company_id: UUID) -> PayrollRun:
    """The run as it is stored now."""
    with as_system(reason="test data", company_id=company_id):
        return PayrollRun.objects.get(pk=run_id)
