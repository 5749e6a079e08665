"""Employees coming, being corrected and leaving."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from common.identity_numbers import PersonalIdentityNumber
from employment import queries
from employment.models import Employee
from employment.operations.completion import refresh_completeness
from employment.operations.logins import follow_leaving
from employment.operations.rows import locked_employee
from employment.rules.employments import first_other_day
from employment.rules.periods import Period
from events.operations import record


class EmployeeRefused(ValueError):
    """The change cannot be made. `field` is what is wrong and `other` the employee in the way, if any."""

    def __init__(self, field: str, other: Employee | None = None) -> None:
        super().__init__(field)
        self.field = field
        self.other = other


@dataclass(frozen=True)
class Basics:
    """Who an employee is and how they are reached; `identity` None leaves the number as it is."""

    number: int
    given_name: str
    family_name: str
    hired_on: date
    email: str = ""
    phone: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    left_on: date | None = None
    employment_type: str = "COMPLETE"
    identity: PersonalIdentityNumber | None = None


def basics_of(employee: Employee) -> Basics:
    """What is known, for those who change a part of it."""
    return Basics(**{name: getattr(employee, name) for name in PLAIN_FIELDS})


PLAIN_FIELDS = (
    "number",
    "given_name",
    "family_name",
    "hired_on",
    "email",
    "phone",
    "street",
    "postal_code",
    "city",
    "left_on",
    "employment_type",
)


@transaction.atomic
def add_employee(*, company_id: UUID, basics: Basics, by: UUID | None, firm_id: UUID | None = None) -> Employee:
    """A new employee, a draft until nothing is missing. Raises EmployeeRefused for a number already in use."""
    employee = Employee(company_id=company_id)
    _take(employee, basics)
    record(
        "employment.employee_added",
        by=by,
        subject=employee,
        company_id=company_id,
        firm_id=firm_id,
        data={"number": employee.number},
    )
    refresh_completeness(company_id=company_id, employee_ids=[employee.pk], by=by, firm_id=firm_id)
    employee.refresh_from_db(fields=["completed_at"])
    return employee


@transaction.atomic
def change_basics(*, employee: Employee, basics: Basics, by: UUID | None, firm_id: UUID | None = None) -> list[str]:
    """Correct who the employee is; returns the names of the fields that changed.

    Raises EmployeeRefused: number or identity number in use by another, a complete employee made simplified, or an
    employment that would begin before a former one has ended.
    """
    locked = locked_employee(employee)
    if locked.employment_type == "COMPLETE" and basics.employment_type != "COMPLETE":
        raise EmployeeRefused("employment_type")
    before = Period(locked.hired_on, locked.left_on)
    changed = _take(locked, basics)
    if changed:
        since = first_other_day(before, Period(locked.hired_on, locked.left_on))
        event = record(
            "employment.employee_changed",
            by=by,
            subject=locked,
            company_id=locked.company_id,
            firm_id=firm_id,
            data={"fields": changed, **({"from": since} if since else {})},
        )
        if "left_on" in changed:
            follow_leaving(employee=locked, cause=event)
        refresh_completeness(company_id=locked.company_id, employee_ids=[locked.pk], by=by, firm_id=firm_id)
    return changed


def identity_values(identity: PersonalIdentityNumber) -> dict[str, Any]:
    """What is kept of an identity number."""
    return {
        "personal_identity_number": identity.digits,
        "identity_index": queries.identity_index(identity.digits),
        "last_four": identity.last_four,
        "is_coordination_number": identity.is_coordination_number,
        "birth_date": identity.birth_date,
    }


def _take(employee: Employee, basics: Basics) -> list[str]:
    basics = replace(basics, email=basics.email.strip().lower())
    _refuse_taken_numbers(employee, basics)
    if any(one.touches(basics.hired_on, date.max) for one in employee.former):
        raise EmployeeRefused("hired_on")
    values: dict[str, Any] = {name: getattr(basics, name) for name in PLAIN_FIELDS}
    if basics.identity is not None:
        kept = identity_values(basics.identity)
        if kept["identity_index"] != employee.identity_index:
            values |= kept
    adding = employee._state.adding
    changed = [name for name, value in values.items() if adding or getattr(employee, name) != value]
    for name in changed:
        setattr(employee, name, values[name])
    try:
        with transaction.atomic():
            employee.save(force_insert=adding, update_fields=None if adding else changed)
    except IntegrityError:
        _refuse_taken_numbers(employee, basics)  # somebody else was a moment earlier
        raise
    return changed


def _refuse_taken_numbers(employee: Employee, basics: Basics) -> None:
    holder = queries.employee_with_number(employee.company_id, basics.number)
    if holder is not None and holder.pk != employee.pk:
        raise EmployeeRefused("number", holder)
    if basics.identity is None:
        return
    same_person = queries.employee_with_identity(employee.company_id, basics.identity.digits)
    if same_person is not None and same_person.pk != employee.pk:
        raise EmployeeRefused("personal_identity_number", same_person)
