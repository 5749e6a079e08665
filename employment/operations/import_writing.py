"""Carrying out what an import plans: those who are new all at once, those who are here one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from employment.catalogue import clearing_ranges
from employment.import_choices import NamedChoice
from employment.models import BankAccount, Employee, EmploymentTerms, TaxTerms
from employment.operations.completion import refresh_completeness
from employment.operations.employees import identity_values
from employment.operations.logins import follow_leaving
from employment.operations.terms import (
    Pay,
    Tax,
    account_values,
    change_tax,
    put_bank_account,
    put_pay,
    put_tax,
)
from employment.rules.bank_accounts import check_account
from employment.rules.employments import first_other_day
from employment.rules.import_plans import ACCOUNT, PAY, TAX, Beginning, Plan
from employment.rules.periods import Period
from events.models import AuditEvent
from events.operations import record

BATCH = 500
Planned = list[tuple[Employee, Plan]]


@dataclass(frozen=True)
class Desk:
    """Where, and who imports; a new employee is of the type."""

    company_id: UUID
    by: UUID
    firm_id: UUID | None
    employment_type: str

    def record(self, kind: str, employee: Employee, plan: Plan, since: date | None = None) -> AuditEvent:
        """What was done to one employee, without the values; `since` is the first day that is in the employment or is
        not, other than before.
        """
        data = {
            "number": employee.number,
            "fields": [change.field for change in plan.changes],
            "from": {
                **{name: begins.on for name, begins in plan.sections.items()},
                **{name: on for name, (_choice, on) in plan.choices.items()},
                **({"employment": since} if since else {}),
            },
        }
        return record(
            kind, by=self.by, subject=employee, company_id=self.company_id, firm_id=self.firm_id, data=data
        )  # fmt: skip


def add_all(plans: Sequence[Plan], desk: Desk) -> Planned:
    """Those who are new, as drafts until nothing is missing; nobody has terms yet, so all are written at once."""
    people = [(_new_employee(plan, desk), plan) for plan in plans]
    Employee.objects.bulk_create([one for one, _plan in people], batch_size=BATCH)
    EmploymentTerms.objects.bulk_create(_first(EmploymentTerms, PAY, people), batch_size=BATCH)
    TaxTerms.objects.bulk_create(_first(TaxTerms, TAX, people), batch_size=BATCH)
    BankAccount.objects.bulk_create(_first(BankAccount, ACCOUNT, people), batch_size=BATCH)
    for employee, plan in people:
        desk.record("employment.employee_imported", employee, plan)
    _judge((one for one, _plan in people), desk)
    return people


def change_one(employee: Employee, plan: Plan, desk: Desk) -> None:
    """Everything that changes for one who is here, with one event."""
    values = {**plan.basics, **(identity_values(plan.identity) if plan.identity else {})}
    before = Period(employee.hired_on, employee.left_on)
    for name, value in values.items():
        setattr(employee, name, value)
    if values:
        employee.save(update_fields=list(values))
    for name, begins in plan.sections.items():
        if name == PAY:
            put_pay(employee, Pay(**begins.values), begins.on)
        elif name == TAX:
            put_tax(employee, Tax(**begins.values), begins.on)
        else:
            put_bank_account(employee, check_account(**_account(begins)), begins.on)
    since = first_other_day(before, Period(employee.hired_on, employee.left_on))
    event = desk.record("employment.employee_updated_by_import", employee, plan, since)
    if "left_on" in values:
        follow_leaving(employee=employee, cause=event)
    _judge([employee], desk)


def change_tax_of(employee: Employee, plan: Plan, desk: Desk) -> None:
    """A file that is only about tax does what the page of tax does."""
    begins = plan.sections[TAX]
    change_tax(employee=employee, tax=Tax(**begins.values), on=begins.on, by=desk.by, firm_id=desk.firm_id)


def give_choices(people: Planned, choices: Sequence[NamedChoice], desk: Desk) -> None:
    """What upper apps keep, such as a schedule."""
    for choice in choices:
        chosen = {
            employee: (plan.choices[choice.name][0].id, plan.choices[choice.name][1])
            for employee, plan in people
            if choice.name in plan.choices
        }
        if chosen:
            choice.give(company_id=desk.company_id, chosen=chosen)


def _new_employee(plan: Plan, desk: Desk) -> Employee:
    identity = identity_values(plan.identity) if plan.identity else {}
    return Employee(company_id=desk.company_id, employment_type=desk.employment_type, **plan.basics, **identity)


def _first(model: type[Any], section: str, people: Planned) -> list[Any]:
    """The first terms of those who have any."""
    return [
        model(company_id=employee.company_id, employee=employee, starts_on=begins.on, **_written(section, begins))
        for employee, plan in people
        if (begins := plan.sections.get(section)) is not None
    ]


def _written(section: str, begins: Beginning) -> dict[str, Any]:
    return account_values(check_account(**_account(begins))) if section == ACCOUNT else dict(begins.values)


def _account(begins: Beginning) -> dict[str, Any]:
    values = begins.values
    return {"clearing": values["clearing_number"], "account": values["account_number"], "ranges": clearing_ranges()}


def _judge(employees: Iterable[Employee], desk: Desk) -> None:
    ids = [one.pk for one in employees]
    refresh_completeness(company_id=desk.company_id, employee_ids=ids, by=desk.by, firm_id=desk.firm_id)
