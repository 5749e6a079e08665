"""Complete employees for tests, in one call."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from itertools import count, cycle
from uuid import UUID

from accounts.models import Company
from common.identity_numbers import PersonalIdentityNumber, parse_personal_identity_number
from common.rls import as_system
from employment.agreement_queries import without_agreement
from employment.catalogue import clearing_ranges
from employment.models import (
    Agreement,
    CompanyPayrollSettings,
    CostObject,
    CostSplit,
    Employee,
    FormerEmployment,
    FreeDay,
)
from employment.models.cost_object import Dimension
from employment.models.employee import EmploymentType
from employment.models.employment_terms import PayForm
from employment.models.tax_terms import TaxMethod
from employment.operations.agreements import add_agreement, figures_of, follow_agreement
from employment.operations.completion import judged_once
from employment.operations.cost_objects import Named, add_cost_object
from employment.operations.cost_splits import split_cost
from employment.operations.employees import Basics, EmployeeRefused, add_employee
from employment.operations.free_days import add_free_day
from employment.operations.settings import change_settings
from employment.operations.terms import Pay, Tax, change_bank_account, change_pay, change_tax
from employment.rules.bank_accounts import check_account
from employment.rules.cost_splits import Share
from tests.factories.test_numbers import EVERY_NUMBER, ORDINARY
from timereporting.models import WorkSchedule
from timereporting.operations.schedules import Day, assign_schedule, save_schedule

HIRED_ON = date(2024, 1, 1)
# A Nordea personal account is numbered like its owner: this one like an official test number.
CLEARING_NUMBER, ACCOUNT_NUMBER = "3300", "9401022398"
_numbers = count(1)
_identities = cycle(ORDINARY)


def number_of_someone_born(year: int, *, nth: int = 0) -> str:
    """An official test number of someone born that year. Raises LookupError when we keep none."""
    return [number for number in EVERY_NUMBER if number.startswith(str(year))][nth]


def make_former_employment(employee: Employee, first: date, last: date) -> FormerEmployment:
    """An employment before the present one."""
    return FormerEmployment.objects.create(
        company_id=employee.company_id, employee=employee, starts_on=first, ends_on=last
    )


def make_draft(
    company: Company,
    name: str = "Li Sund",
    *,
    hired_on: date = HIRED_ON,
    email: str = "",
    personal_identity_number: str = "",
    by: UUID | None = None,
) -> Employee:
    """An employee who lacks pay, tax and bank account, and an identity number when none is given."""
    given, _, family = name.partition(" ")
    number = next(_numbers)
    basics = Basics(
        number=number,
        given_name=given,
        family_name=family,
        hired_on=hired_on,
        email=email or f"{given}.{family}.{number}@example.se".lower().replace(" ", ""),
        identity=_identity(personal_identity_number) if personal_identity_number else None,
    )
    with as_system(reason="test data", company_id=company.pk):
        return add_employee(company_id=company.pk, basics=basics, by=by)


def make_employee(
    company: Company,
    name: str = "Li Sund",
    *,
    monthly_salary: int | None = None,
    hourly_wage: int | None = None,
    employment_rate: Decimal | int = 100,
    born: int | None = None,
    personal_identity_number: str = "",
    table: int | None = 33,
    column: int | None = 1,
    hired_on: date = HIRED_ON,
    left_on: date | None = None,
    email: str = "",
    employment_type: str = EmploymentType.COMPLETE,
    schedule: WorkSchedule | None = None,
) -> Employee:
    """An employee with everything that payroll asks for, an ordinary week included when no schedule is given.

    Amounts in öre (35,000 kr a month when neither is given); `table=None` means side income, 30 %.
    Without `born` or a number the next ordinary test number is taken (they repeat after 27 employees).
    """
    identity = personal_identity_number or (number_of_someone_born(born) if born else next(_identities))
    given, _, family = name.partition(" ")
    number = next(_numbers)
    basics = Basics(
        number=number,
        given_name=given,
        family_name=family,
        hired_on=hired_on,
        left_on=left_on,
        email=email or f"{given}.{family}.{number}@example.se".lower().replace(" ", ""),
        employment_type=employment_type,
        identity=_identity(identity),
    )
    with as_system(reason="test data", company_id=company.pk):
        with judged_once(company_id=company.pk, by=None):
            employee = _added(company.pk, basics, is_chosen=bool(personal_identity_number or born))
            change_pay(employee=employee, pay=_pay(monthly_salary, hourly_wage, employment_rate), on=hired_on, by=None)
            change_tax(employee=employee, tax=_tax(table, column), on=hired_on, by=None)
            account = check_account(CLEARING_NUMBER, ACCOUNT_NUMBER, clearing_ranges())
            change_bank_account(employee=employee, account=account, on=hired_on, by=None)
            assign_schedule(employee=employee, schedule=schedule or _ordinary_week(company.pk), on=hired_on, by=None)
        employee.refresh_from_db(fields=["completed_at"])
    return employee


def _added(company_id: UUID, basics: Basics, *, is_chosen: bool) -> Employee:
    """The employee; where a number that nobody chose has come round to one of the company, with the next."""
    for _number in ORDINARY:
        try:
            return add_employee(company_id=company_id, basics=basics, by=None)
        except EmployeeRefused as refused:
            if is_chosen or refused.field != "personal_identity_number":
                raise
            basics = replace(basics, identity=_identity(next(_identities)))
    raise AssertionError("A company of the tests has more employees than there are test numbers.")


def make_settings(company: Company, **fields: object) -> CompanyPayrollSettings:
    """Payroll settings of the company with some fields changed."""
    with as_system(reason="test data", company_id=company.pk):
        return change_settings(company_id=company.pk, values=fields, by=None)


def make_agreement(company: Company, name: str = "Avtalet", *, on: date = HIRED_ON, **figures: object) -> Agreement:
    """The usual figures with some changed, followed by all who have no agreement of their own."""
    with as_system(reason="test data", company_id=company.pk):
        values = {**figures_of(without_agreement(company.pk)), **figures}
        agreement = add_agreement(company_id=company.pk, name=name, values=values, on=on, by=None)
        follow_agreement(agreement=agreement, employees=None, on=on, by=None)
    return agreement


def make_cost_object(
    company: Company, name: str = "Butiken", *, code: str = "100", project: bool = False, ends_on: date | None = None
) -> CostObject:
    """A cost centre, or a project, that has been used since the company has employees."""
    dimension = Dimension.PROJECT if project else Dimension.COST_CENTRE
    with as_system(reason="test data", company_id=company.pk):
        named = Named(name, HIRED_ON, ends_on)
        return add_cost_object(company_id=company.pk, dimension=dimension, code=code, named=named, by=None)


def make_free_day(company: Company, name: str = "Klämdag", day: date = date(2026, 12, 23)) -> FreeDay:
    """A free day of the company's own."""
    with as_system(reason="test data", company_id=company.pk):
        return add_free_day(company_id=company.pk, day=day, name=name, by=None)


def make_split(employee: Employee, *shares: Share, on: date = HIRED_ON) -> CostSplit:
    """The cost of the employee split over codes that are there."""
    with as_system(reason="test data", company_id=employee.company_id):
        return split_cost(employee=employee, shares=shares, on=on, by=None)


def _identity(number: str) -> PersonalIdentityNumber:
    return parse_personal_identity_number(number, today=date(2026, 11, 25))


def _ordinary_week(company_id: UUID) -> WorkSchedule:
    """Monday to Friday, 8–17 with an hour's break; made once a company."""
    found = WorkSchedule.objects.filter(company_id=company_id, name="Heltid").first()
    days = [Day(weekday, time(8), time(17), 60) for weekday in range(5)]
    return found or save_schedule(company_id=company_id, name="Heltid", days=days, by=None)


def _pay(monthly_salary: int | None, hourly_wage: int | None, rate: Decimal | int) -> Pay:
    if hourly_wage is not None:
        return Pay(pay_form=PayForm.HOURLY, hourly_wage=hourly_wage, employment_rate=Decimal(rate))
    salary = 3_500_000 if monthly_salary is None else monthly_salary
    return Pay(pay_form=PayForm.MONTHLY, monthly_salary=salary, employment_rate=Decimal(rate))


def _tax(table: int | None, column: int | None) -> Tax:
    if table is None:
        return Tax(method=TaxMethod.SECONDARY_INCOME)
    return Tax(method=TaxMethod.TABLE, tax_table=table, tax_column=column)
