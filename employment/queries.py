"""Reads of employees and what is agreed with them; the identity number itself is never among what is read."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from common import clock
from common.encryption import keyed_index
from employment.models import BankAccount, CompanyPayrollSettings, Employee, EmploymentTerms, TaxTerms

IDENTITY_PURPOSE = "employment.employee.personal_identity_number"
FIRST_NUMBER = 1


def identity_index(digits: str) -> str:
    """The keyed index of a twelve-digit identity number."""
    return keyed_index(digits, purpose=IDENTITY_PURPOSE)


def employees_of(company_id: UUID) -> QuerySet[Employee]:
    """A company's employees by name, without their identity numbers."""
    employees = Employee.objects.filter(company_id=company_id).defer("personal_identity_number")
    return employees.order_by("sort_key", "id")


def employed_during(company_id: UUID, starts_on: date, ends_on: date) -> QuerySet[Employee]:
    """Employees whose employment touches the period, drafts included."""
    return employees_of(company_id).filter(Q(left_on__isnull=True) | Q(left_on__gte=starts_on), hired_on__lte=ends_on)


def found_employees(company_id: UUID, *, search: str = "", status: str = "current") -> QuerySet[Employee]:
    """Employees whose name, number, or last four digits fit the words; `status` is current, draft, left or all."""
    employees = employees_of(company_id)
    for word in search.split()[:5]:
        fits = Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(email__icontains=word)
        if word.isascii() and word.isdigit():
            fits |= Q(last_four=word)
            if len(word) <= 9:
                fits |= Q(number=int(word))
        employees = employees.filter(fits)
    still_here = Q(left_on__isnull=True) | Q(left_on__gte=clock.today())
    filters = {
        "current": still_here,
        "draft": still_here & Q(completed_at__isnull=True),
        "left": ~still_here,
    }
    return employees.filter(filters[status]) if status in filters else employees


def employee_with_identity(company_id: UUID, digits: str) -> Employee | None:
    """The company's employee with this identity number, whatever their status."""
    return employees_of(company_id).filter(identity_index=identity_index(digits)).first()


def employee_with_number(company_id: UUID, number: int) -> Employee | None:
    """The company's employee with this employee number."""
    return employees_of(company_id).filter(number=number).first()


def next_employee_number(company_id: UUID) -> int:
    """One more than the highest number in use."""
    highest = Employee.objects.filter(company_id=company_id).aggregate(highest=Max("number"))["highest"]
    return FIRST_NUMBER if highest is None else highest + 1


def employment_terms_on(company_id: UUID, employee_ids: Iterable[UUID], day: date) -> dict[UUID, EmploymentTerms]:
    """The terms in force on a day, by employee."""
    terms = EmploymentTerms.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        starts_on__lte=day,
        company_id=company_id,
        employee_id__in=list(employee_ids),
    )
    return {row.employee_id: row for row in terms}


def employment_terms_during(
    company_id: UUID, employee_ids: Iterable[UUID], starts_on: date, ends_on: date
) -> QuerySet[EmploymentTerms]:
    """All terms that touch the period, by employee and date."""
    return EmploymentTerms.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on),
        starts_on__lte=ends_on,
        company_id=company_id,
        employee_id__in=list(employee_ids),
    ).order_by("employee_id", "starts_on")


def tax_terms_on(company_id: UUID, employee_ids: Iterable[UUID], day: date) -> dict[UUID, TaxTerms]:
    """The tax terms in force on a day, by employee."""
    terms = TaxTerms.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        starts_on__lte=day,
        company_id=company_id,
        employee_id__in=list(employee_ids),
    )
    return {row.employee_id: row for row in terms}


def bank_accounts_on(company_id: UUID, employee_ids: Iterable[UUID], day: date) -> dict[UUID, BankAccount]:
    """The account that pay goes to on a day, by employee."""
    accounts = BankAccount.objects.filter(
        company_id=company_id, employee_id__in=list(employee_ids), starts_on__lte=day
    ).order_by("starts_on")
    return {row.employee_id: row for row in accounts}


def payroll_settings_of(company_id: UUID) -> CompanyPayrollSettings:
    """The company's settings, or the defaults (unsaved) when nobody has changed them."""
    settings = CompanyPayrollSettings.objects.filter(company_id=company_id).first()
    return settings or CompanyPayrollSettings(company_id=company_id)


def own_employments(user_id: UUID) -> QuerySet[Employee]:
    """The employments that a person reaches with their login, across companies, with companies."""
    employments = Employee.unscoped("a person's own workplaces span companies").filter(user_id=user_id)
    return employments.defer("personal_identity_number").select_related("company").order_by("company__name")
