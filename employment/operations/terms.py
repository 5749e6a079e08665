"""Pay, tax and bank account, each from a date: what was before the date stays as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from employment.models import BankAccount, Employee, EmploymentTerms, TaxTerms
from employment.operations.completion import refresh_completeness
from employment.operations.rows import locked_employee
from employment.rules.bank_accounts import CheckedAccount
from employment.rules.periods import ONE_DAY, Period, Split, split_at
from events.operations import record

DatedTerms = TypeVar("DatedTerms", EmploymentTerms, TaxTerms)


@dataclass(frozen=True)
class Pay:
    """Monthly salary or hourly wage in öre, and the degree in percent of full time."""

    pay_form: str
    monthly_salary: int | None = None
    hourly_wage: int | None = None
    employment_rate: Decimal = Decimal(100)


@dataclass(frozen=True)
class Tax:
    """A table with its column, 30 % of a side income, or a decision with its per cent or amount (öre) a month."""

    method: str
    tax_table: int | None = None
    tax_column: int | None = None
    adjustment_rate: Decimal | None = None
    adjustment_amount: int | None = None
    extra_tax: int | None = None
    expected_income: int | None = None
    exemption: str = ""
    decision_note: str = ""


@transaction.atomic
def change_pay(
    *, employee: Employee, pay: Pay, on: date, by: UUID | None, firm_id: UUID | None = None
) -> EmploymentTerms:
    """New pay from a date. A row that begins on that very day is corrected; the one in force before it ends."""
    locked = locked_employee(employee)
    terms = put_pay(locked, pay, on)
    _record("employment.pay_changed", locked, terms, by, firm_id, pay_form=terms.pay_form)
    return terms


@transaction.atomic
def change_tax(*, employee: Employee, tax: Tax, on: date, by: UUID | None, firm_id: UUID | None = None) -> TaxTerms:
    """New tax terms from a date, in the same way."""
    locked = locked_employee(employee)
    terms = put_tax(locked, tax, on)
    _record("employment.tax_changed", locked, terms, by, firm_id, method=terms.method)
    return terms


@transaction.atomic
def change_bank_account(
    *, employee: Employee, account: CheckedAccount, on: date, by: UUID | None, firm_id: UUID | None = None
) -> BankAccount:
    """A new account from a date; one that begins on that very day is corrected."""
    locked = locked_employee(employee)
    row = put_bank_account(locked, account, on)
    _record("employment.bank_account_changed", locked, row, by, firm_id, bank=row.bank_name)
    return row


def put_pay(locked: Employee, pay: Pay, on: date) -> EmploymentTerms:
    """The same for an employee who is locked, as a part of what the caller records."""
    rows = list(EmploymentTerms.objects.filter(employee=locked).select_for_update().order_by("starts_on"))
    return _put(EmploymentTerms, locked, rows, on, vars(pay))


def put_tax(locked: Employee, tax: Tax, on: date) -> TaxTerms:
    """The same for tax."""
    rows = list(TaxTerms.objects.filter(employee=locked).select_for_update().order_by("starts_on"))
    return _put(TaxTerms, locked, rows, on, vars(tax))


def put_bank_account(locked: Employee, account: CheckedAccount, on: date) -> BankAccount:
    """The same for the account."""
    row, _created = BankAccount.objects.update_or_create(
        company_id=locked.company_id, employee=locked, starts_on=on, defaults=account_values(account)
    )
    return row


def account_values(account: CheckedAccount) -> dict[str, Any]:
    """What is kept of an account."""
    return {
        "clearing_number": account.clearing_number,
        "account_number": account.account_number,
        "last_four": account.account_number[-4:],
        "bank_name": account.bank_name,
        "passed_check": account.passed,
    }


def preview_of(rows: Sequence[EmploymentTerms | TaxTerms], on: date) -> Split:
    """What a change from the date would do to the rows, by the same rule that carries it out."""
    return split_at([Period(row.starts_on, row.ends_on) for row in rows], on)


def _put(
    model: type[DatedTerms], employee: Employee, rows: Sequence[DatedTerms], on: date, values: dict[str, Any]
) -> DatedTerms:
    split = preview_of(rows, on)
    if split.shortened is not None:
        former = rows[split.shortened]
        former.ends_on = on - ONE_DAY
        former.save(update_fields=["ends_on"])
    terms = (
        rows[split.replaced]
        if split.replaced is not None
        else model(company_id=employee.company_id, employee=employee, starts_on=on, ends_on=split.new.ends_on)
    )
    for name, value in values.items():
        setattr(terms, name, value)
    terms.save()
    return terms


def _record(
    kind: str,
    employee: Employee,
    terms: EmploymentTerms | TaxTerms | BankAccount,
    by: UUID | None,
    firm_id: UUID | None,
    **data: str,
) -> None:
    company_id = employee.company_id
    values = {"from": terms.starts_on, "number": employee.number, **data}
    record(kind, by=by, subject=employee, company_id=company_id, firm_id=firm_id, data=values)
    refresh_completeness(company_id=company_id, employee_ids=[employee.pk], by=by, firm_id=firm_id)
