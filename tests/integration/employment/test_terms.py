"""Terms from a date: the past is never overwritten, and the database refuses an overlap."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Company
from common.rls import as_system
from employment.catalogue import clearing_ranges
from employment.models import BankAccount, Employee, EmploymentTerms, TaxTerms
from employment.operations.settings import change_settings
from employment.operations.terms import Pay, Tax, change_bank_account, change_pay, change_tax
from employment.queries import bank_accounts_on, employment_terms_during, employment_terms_on, payroll_settings_of
from employment.rules.bank_accounts import check_account
from tests.factories.accounts import make_company
from tests.factories.employment import make_employee

pytestmark = pytest.mark.django_db
HIRED, RAISE = date(2026, 1, 1), date(2026, 5, 1)


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def employee(company: Company) -> Employee:
    return make_employee(company, monthly_salary=3_000_000, hired_on=HIRED)


def rows_of(employee: Employee) -> list[tuple[date, date | None, int | None]]:
    terms = EmploymentTerms.objects.filter(employee=employee).order_by("starts_on")
    return [(row.starts_on, row.ends_on, row.monthly_salary) for row in terms]


def raise_to(employee: Employee, salary: int, on: date) -> None:
    change_pay(employee=employee, pay=Pay("MONTHLY", monthly_salary=salary), on=on, by=None)


def test_a_raise_is_a_new_row_from_its_date(company: Company, employee: Employee) -> None:
    with as_system(reason="test", company_id=company.pk):
        raise_to(employee, 3_200_000, RAISE)
        assert rows_of(employee) == [(HIRED, date(2026, 4, 30), 3_000_000), (RAISE, None, 3_200_000)]
        for day, salary in ((date(2026, 4, 30), 3_000_000), (RAISE, 3_200_000)):
            assert employment_terms_on(company.pk, [employee.pk], day)[employee.pk].monthly_salary == salary
        assert employment_terms_during(company.pk, [employee.pk], RAISE, RAISE).count() == 1


def test_a_raise_between_two_rows_splits_only_the_first(company: Company, employee: Employee) -> None:
    with as_system(reason="test", company_id=company.pk):
        raise_to(employee, 3_400_000, date(2026, 9, 1))
        raise_to(employee, 3_200_000, RAISE)
        assert rows_of(employee) == [
            (HIRED, date(2026, 4, 30), 3_000_000),
            (RAISE, date(2026, 8, 31), 3_200_000),
            (date(2026, 9, 1), None, 3_400_000),
        ]


def test_the_same_date_again_corrects_that_row(company: Company, employee: Employee) -> None:
    with as_system(reason="test", company_id=company.pk):
        raise_to(employee, 3_200_000, RAISE)
        raise_to(employee, 3_300_000, RAISE)
        assert [salary for _, _, salary in rows_of(employee)] == [3_000_000, 3_300_000]


def test_pay_can_change_form(company: Company, employee: Employee) -> None:
    with as_system(reason="test", company_id=company.pk):
        change_pay(employee=employee, pay=Pay("HOURLY", hourly_wage=18_500), on=RAISE, by=None)
        terms = employment_terms_on(company.pk, [employee.pk], RAISE)[employee.pk]
        assert (terms.pay_form, terms.hourly_wage) == ("HOURLY", 18_500)
        assert terms.monthly_salary is None


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (EmploymentTerms, {"pay_form": "MONTHLY", "monthly_salary": 1}),
        (TaxTerms, {"method": "SECONDARY_INCOME"}),
    ],
)
def test_the_database_refuses_overlapping_terms(
    company: Company, employee: Employee, model: type[EmploymentTerms], values: dict[str, object]
) -> None:
    with as_system(reason="test", company_id=company.pk), pytest.raises(IntegrityError, match="no_overlap"):
        model(company=company, employee=employee, starts_on=date(2026, 12, 31), **values).save()


@pytest.mark.parametrize(
    "values",
    [
        {"pay_form": "MONTHLY"},
        {"pay_form": "HOURLY", "monthly_salary": 1},
        {"pay_form": "MONTHLY", "monthly_salary": 0},
        {"pay_form": "MONTHLY", "monthly_salary": 1, "employment_rate": 101},
        {"pay_form": "MONTHLY", "monthly_salary": 1, "hourly_wage": 1},
    ],
)
def test_the_database_refuses_impossible_pay(company: Company, employee: Employee, values: dict[str, object]) -> None:
    free = {"starts_on": date(2021, 1, 1), "ends_on": date(2021, 12, 31)}
    with as_system(reason="test", company_id=company.pk):
        with pytest.raises(IntegrityError, match="check constraint"), transaction.atomic():
            EmploymentTerms(company=company, employee=employee, **free, **values).save()
        EmploymentTerms(company=company, employee=employee, **free, pay_form="MONTHLY", monthly_salary=1).save()


@pytest.mark.parametrize(("table", "column"), [(28, 1), (43, 1), (33, 0), (33, 7), (None, None)])
def test_the_database_refuses_tables_that_do_not_exist(
    company: Company, employee: Employee, table: int | None, column: int | None
) -> None:
    tax = Tax("TABLE", tax_table=table, tax_column=column)
    with as_system(reason="test", company_id=company.pk), pytest.raises(IntegrityError, match="tax_terms_table"):
        change_tax(employee=employee, tax=tax, on=RAISE, by=None)


@pytest.mark.parametrize(
    ("tax", "constraint"),
    [
        (Tax("ADJUSTMENT_RATE"), "adjustment_rate"),
        (Tax("ADJUSTMENT_RATE", adjustment_rate=Decimal(101)), "adjustment_rate"),
        (Tax("SINK", adjustment_rate=Decimal(10)), "adjustment_rate"),
        (Tax("ADJUSTMENT_AMOUNT"), "adjustment_amount"),
        (Tax("ADJUSTMENT_AMOUNT", adjustment_amount=0), "adjustment_amount"),
        (Tax("NO_TAX", adjustment_amount=100), "adjustment_amount"),
        (Tax("ADJUSTMENT_AMOUNT", adjustment_amount=150), "whole_kronor"),
        (Tax("SECONDARY_INCOME", extra_tax=150), "whole_kronor"),
        (Tax("SECONDARY_INCOME", extra_tax=0), "extra_tax"),
        (Tax("SINK", extra_tax=100), "extra_tax"),
        (Tax("SINK", exemption="STUDENT"), "exemption"),
        (Tax("SINK", tax_table=33, tax_column=1), "table"),
    ],
)
def test_the_database_refuses_decisions_that_do_not_belong_together(
    company: Company, employee: Employee, tax: Tax, constraint: str
) -> None:
    with (
        as_system(reason="test", company_id=company.pk),
        pytest.raises(IntegrityError, match=f"tax_terms_{constraint}"),
    ):
        change_tax(employee=employee, tax=tax, on=RAISE, by=None)


def test_tax_changes_from_a_date(company: Company, employee: Employee) -> None:
    with as_system(reason="test", company_id=company.pk):
        change_tax(employee=employee, tax=Tax("SECONDARY_INCOME"), on=RAISE, by=None)
        rows = TaxTerms.objects.filter(employee=employee).order_by("starts_on")
        assert [(row.method, row.ends_on) for row in rows] == [
            ("TABLE", date(2026, 4, 30)),
            ("SECONDARY_INCOME", None),
        ]


def test_pay_goes_to_the_latest_account_of_the_day(company: Company, employee: Employee) -> None:
    with as_system(reason="test", company_id=company.pk):
        wrong = check_account("5000", "1234567", clearing_ranges())
        change_bank_account(employee=employee, account=wrong, on=RAISE, by=None)
        former = bank_accounts_on(company.pk, [employee.pk], date(2026, 4, 30))[employee.pk]
        present = bank_accounts_on(company.pk, [employee.pk], RAISE)[employee.pk]
        assert (former.bank_name, former.passed_check) == ("Nordea", True)
        assert (present.bank_name, present.last_four, present.passed_check) == ("SEB", "4567", False)
        change_bank_account(
            employee=employee, account=check_account("1200", "0000018", clearing_ranges()), on=RAISE, by=None
        )
        assert BankAccount.objects.filter(employee=employee).count() == 2


def test_settings_have_defaults_until_somebody_changes_them(company: Company) -> None:
    with as_system(reason="test", company_id=company.pk):
        assert payroll_settings_of(company.pk).payday_day == 25
        change_settings(company_id=company.pk, values={"payday_day": 27}, by=None)
        assert payroll_settings_of(company.pk).payday_day == 27
        with pytest.raises(KeyError):
            change_settings(company_id=company.pk, values={"company": company}, by=None)
