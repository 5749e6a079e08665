"""What employees lack before payroll can pay them, counted set-wise: the number of queries is constant.

Upper apps add what they know of with `register`, from their `AppConfig.ready`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common import clock
from employment.models import BankAccount, Employee, EmploymentTerms, TaxTerms
from employment.rules.completeness import EmployeeFacts, Field, MissingField, missing_fields
from employment.rules.periods import Period

MissingFieldsFunction = Callable[[Sequence[Employee], date], Mapping[UUID, Sequence[MissingField]]]

_functions: dict[str, MissingFieldsFunction] = {}
_labels: dict[str, str | Promise] = {
    Field.GIVEN_NAME: _("Given name"),
    Field.FAMILY_NAME: _("Family name"),
    Field.PERSONAL_IDENTITY_NUMBER: _("Personal identity number"),
    Field.EMAIL: _("E-mail"),
    Field.EMPLOYMENT_TERMS: _("Pay"),
    Field.TAX_TERMS: _("Tax"),
    Field.BANK_ACCOUNT: _("Bank account"),
    Field.GOING_THROUGH: _("Going through what was carried over"),
}


def register(
    name: str,
    function: MissingFieldsFunction,
    *,
    labels: Mapping[str, str | Promise] | None = None,
) -> None:
    """Add a check: it takes employees of one company and a date, and answers for those that lack something.

    `labels` says in people's words what each of its field names is.
    """
    _functions[name] = function
    _labels.update(labels or {})


def label_of(field: MissingField) -> str:
    """What the missing field is called on the page."""
    return str(_labels.get(field.name, field.name))


def _periods(rows: Iterable[tuple[UUID, date, date | None]]) -> dict[UUID, list[Period]]:
    found: dict[UUID, list[Period]] = defaultdict(list)
    for employee_id, starts_on, ends_on in rows:
        found[employee_id].append(Period(starts_on, ends_on))
    return found


def missing_fields_for(employees: Iterable[Employee], *, on: date | None = None) -> dict[UUID, list[MissingField]]:
    """What each employee lacks on a date (today when left out); every employee has a key, empty when complete."""
    people = list(employees)
    day = on or clock.today()
    ids = [employee.pk for employee in people]
    pay = _periods(
        EmploymentTerms.objects.filter(employee_id__in=ids).values_list("employee_id", "starts_on", "ends_on")
    )
    tax = _periods(TaxTerms.objects.filter(employee_id__in=ids).values_list("employee_id", "starts_on", "ends_on"))
    accounts: dict[UUID, list[date]] = defaultdict(list)
    for employee_id, starts_on in BankAccount.objects.filter(employee_id__in=ids).values_list(
        "employee_id", "starts_on"
    ):
        accounts[employee_id].append(starts_on)
    missing = {
        person.pk: list(missing_fields(_facts(person, pay[person.pk], tax[person.pk], accounts[person.pk]), on=day))
        for person in people
    }
    for function in _functions.values():
        for employee_id, fields in function(people, day).items():
            missing[employee_id].extend(fields)
    return missing


def _facts(employee: Employee, pay: Sequence[Period], tax: Sequence[Period], accounts: Sequence[date]) -> EmployeeFacts:
    return EmployeeFacts(
        given_name=employee.given_name,
        family_name=employee.family_name,
        has_identity_number=bool(employee.identity_index),
        email=employee.email,
        hired_on=employee.hired_on,
        employment_terms=pay,
        tax_terms=tax,
        bank_accounts=accounts,
        waits_to_be_gone_through=employee.waits_to_be_gone_through,
    )
