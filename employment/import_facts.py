"""What a company has of its employees, as an import compares with it: as many queries for all as for one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from common.identity_numbers import PersonalIdentityNumber
from employment.import_choices import NamedChoice, registered
from employment.models import BankAccount, EmployeeImport, EmploymentTerms, TaxTerms
from employment.models.employee import EmploymentType
from employment.models.employee_import import ImportKind
from employment.queries import employees_of, identity_index
from employment.rules.import_people import Person, Terms
from employment.rules.import_plans import BASICS, TAX, Choice
from employment.rules.import_rows import Field, ImportRow
from employment.rules.import_verdicts import Known, Verdict, judge
from employment.rules.periods import Period

PAY_VALUES = ("pay_form", "monthly_salary", "hourly_wage", "employment_rate")
TAX_VALUES = (
    "method", "tax_table", "tax_column", "adjustment_rate", "adjustment_amount", "extra_tax", "exemption",
    "expected_income", "decision_note",
)  # fmt: skip
ACCOUNT_VALUES = ("clearing_number", "account_number")
ONE_DAY = timedelta(days=1)


def choices_for(kind: str, employment_type: str) -> tuple[NamedChoice, ...]:
    """The columns of upper apps that a file can have: employees who are paid simply have none of that."""
    return registered() if kind == ImportKind.EMPLOYEES and employment_type == EmploymentType.COMPLETE else ()


def verdict_of(file: EmployeeImport, rows: Sequence[ImportRow], *, employment_type: str) -> Verdict:
    """What importing the rows would do now."""
    choices = choices_for(file.kind, employment_type)
    known = Known(
        people=people_of(file.company_id, choices, file),
        default=file.applies_from,
        indexes={row.line: identity_index(number.digits) for row in rows if (number := _identity(row))},
        only=(TAX,) if file.kind == ImportKind.TAX else (),
        extras=tuple(choice.name for choice in choices),
        for_all=for_all_in(file, choices),
    )
    return judge(rows, known)


def for_all_in(file: EmployeeImport, choices: Sequence[NamedChoice]) -> dict[str, Choice]:
    """What was chosen for those who have none, as far as the company still has it."""
    found = {}
    for choice in choices:
        chosen = file.for_all.get(choice.name)
        names = {str(one): name for name, one in choice.offered(file.company_id).items()} if chosen else {}
        if chosen in names:
            found[choice.name] = Choice(UUID(chosen), names[chosen])
    return found


def people_of(company_id: UUID, choices: Sequence[NamedChoice], file: EmployeeImport) -> list[Person]:
    """Every employee of the company, with all terms."""
    pay = _dated(EmploymentTerms.objects.filter(company_id=company_id), PAY_VALUES)
    tax = _dated(TaxTerms.objects.filter(company_id=company_id), TAX_VALUES)
    accounts = _accounts(company_id)
    named = {choice.name: choice.present(company_id, file.applies_from) for choice in choices}
    return [
        Person(
            id=one.pk,
            basics={str(name): getattr(one, name) for name in BASICS},
            identity_index=one.identity_index or "",
            born=one.birth_date,
            pay=pay[one.pk],
            tax=tax[one.pk],
            accounts=accounts[one.pk],
            former_until=one.former[-1].ends_on if one.former else None,
            choices={name: found[one.pk] for name, found in named.items() if one.pk in found},
        )
        for one in employees_of(company_id)
    ]


def _dated(rows: Any, names: Sequence[str]) -> Mapping[UUID, list[Terms]]:
    found: dict[UUID, list[Terms]] = defaultdict(list)
    for row in rows.order_by("starts_on"):
        values = {name: getattr(row, name) for name in names}
        found[row.employee_id].append(Terms(Period(row.starts_on, row.ends_on), values))
    return found


def _accounts(company_id: UUID) -> Mapping[UUID, list[Terms]]:
    """An account is good until the next one."""
    found: dict[UUID, list[Terms]] = defaultdict(list)
    for row in BankAccount.objects.filter(company_id=company_id).order_by("starts_on"):
        history = found[row.employee_id]
        if history:
            history[-1] = Terms(Period(history[-1].period.starts_on, row.starts_on - ONE_DAY), history[-1].values)
        history.append(Terms(Period(row.starts_on), {name: getattr(row, name) for name in ACCOUNT_VALUES}))
    return found


def _identity(row: ImportRow) -> PersonalIdentityNumber | None:
    number: PersonalIdentityNumber | None = row.get(Field.IDENTITY)
    return number


def import_of(company_id: UUID, user_id: UUID, kind: str) -> EmployeeImport | None:
    """The file that a person is looking at."""
    return EmployeeImport.objects.filter(company_id=company_id, uploaded_by_id=user_id, kind=kind).first()


def columns_that_decide(file: EmployeeImport) -> bool:
    """Whether it is known by which column people are told apart."""
    names = set(file.columns)
    if Field.IDENTITY in names:
        return True
    if file.kind == ImportKind.TAX:
        return False
    return Field.FULL_NAME in names or {Field.GIVEN_NAME, Field.FAMILY_NAME} <= names
