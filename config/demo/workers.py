"""Hiring the people of the demo."""

from datetime import date, time
from decimal import Decimal
from uuid import UUID

from common.identity_numbers import parse_personal_identity_number
from config.demo import cast
from employment.catalogue import clearing_ranges
from employment.models import Employee
from employment.models.employee import EmploymentType
from employment.models.employment_terms import PayForm
from employment.models.tax_terms import TaxMethod
from employment.operations.employees import Basics, add_employee
from employment.operations.terms import Pay, Tax, change_bank_account, change_pay, change_tax
from employment.rules.bank_accounts import check_account
from timereporting.operations.schedules import Day, assign_schedule, save_schedule
from timereporting.queries import schedules_of


def hire(
    company_id: UUID, worker: cast.Worker, position: int, on: date, kind: str = EmploymentType.COMPLETE
) -> Employee:
    """Someone employed since two years before a day, with pay, tax and bank account."""
    given, _, family = worker.name.partition(" ")
    hired = date(on.year - 2, 1, 1)
    identity = parse_personal_identity_number(worker.number, today=on)
    employee = add_employee(
        company_id=company_id,
        basics=Basics(
            number=position + 1,
            given_name=given,
            family_name=family,
            hired_on=hired,
            email=worker.email,
            identity=identity,
            employment_type=kind,
        ),
        by=None,
    )
    form = PayForm.MONTHLY if worker.monthly_salary else PayForm.HOURLY
    pay = Pay(
        pay_form=form,
        monthly_salary=worker.monthly_salary or None,
        hourly_wage=worker.hourly_wage or None,
        employment_rate=Decimal(worker.rate),
    )
    change_pay(employee=employee, pay=pay, on=hired, by=None)
    tax = Tax(method=TaxMethod.SECONDARY_INCOME)
    if worker.table:
        tax = Tax(method=TaxMethod.TABLE, tax_table=worker.table, tax_column=worker.column)
    change_tax(employee=employee, tax=tax, on=hired, by=None)
    account = check_account("3300", worker.number[2:12], clearing_ranges())
    change_bank_account(employee=employee, account=account, on=hired, by=None)
    return employee


def give_week(employee: Employee, rate: int, on: date) -> None:
    """Days of eight hours from Monday on, as many as the rate gives."""
    days = 5 if rate == 100 else max(round(5 * rate / 100), 1)
    name = {5: "Heltid", 1: "Måndagar"}.get(days, f"{days} dagar i veckan")
    schedules = {one.name: one for one in schedules_of(employee.company_id)}
    schedule = schedules.get(name) or save_schedule(
        company_id=employee.company_id,
        name=name,
        days=[Day(weekday, time(7), time(16), 60) for weekday in range(days)],
        by=None,
    )
    assign_schedule(employee=employee, schedule=schedule, on=on, by=None)
