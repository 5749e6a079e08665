"""Reads of employees and what is agreed with them; the identity number itself is never among what is read."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from accounts import employee_groups
from accounts.permissions import GrantScope
from accounts.queries import valid_grants
from common import clock
from common.encryption import keyed_index
from common.prepared import Rows
from employment.models import (
    BankAccount,
    CompanyPayrollSettings,
    Employee,
    EmployeeGroup,
    EmploymentTerms,
    FormerEmployment,
    TaxTerms,
)
from employment.models.employee import KNOWN_FORMER
from employment.models.employment_terms import PERIOD

IDENTITY_PURPOSE = "employment.employee.personal_identity_number"
EMPLOYEE = "employee"
"""The source of the grants that an employment gives."""
FIRST_NUMBER = 1
_TO_GO_THROUGH = Q(carried_over_at__isnull=False, gone_through_at__isnull=True)


def identity_index(digits: str) -> str:
    """The keyed index of a twelve-digit identity number."""
    return keyed_index(digits, purpose=IDENTITY_PURPOSE)


def names_of_employees(company_id: UUID, ids: Iterable[UUID]) -> dict[UUID | None, str]:
    """The names of those of the ids that are employees of the company; for events in words."""
    employees = Employee.objects.filter(company_id=company_id, pk__in=set(ids)).only("given_name", "family_name")
    return {one.pk: one.full_name for one in employees}


def employees_of(company_id: UUID) -> QuerySet[Employee]:
    """A company's employees by name, without their identity numbers and without removed drafts."""
    employees = Employee.objects.filter(company_id=company_id, removed_at__isnull=True).defer(
        "personal_identity_number"
    )
    return knowing_former(employees).order_by("sort_key", "id")


def knowing_former(employees: QuerySet[Employee]) -> QuerySet[Employee]:
    """The employees, each knowing their former employments."""
    rows = FormerEmployment.objects.filter(employee_id=OuterRef("pk")).order_by("starts_on")
    return employees.annotate(**{KNOWN_FORMER: ArraySubquery(rows.values_list(PERIOD))})


def to_go_through(company_id: UUID) -> QuerySet[Employee]:
    """Those who were carried over from Lön Direkt and whom nobody has gone through."""
    return employees_of(company_id).filter(_TO_GO_THROUGH)


def employed_during(company_id: UUID, starts_on: date, ends_on: date) -> QuerySet[Employee]:
    """Employees with an employment that touches the period, drafts included."""
    former = FormerEmployment.objects.filter(employee_id=OuterRef("pk"), starts_on__lte=ends_on, ends_on__gte=starts_on)
    latest = Q(hired_on__lte=ends_on) & (Q(left_on__isnull=True) | Q(left_on__gte=starts_on))
    return employees_of(company_id).filter(latest | Exists(former))


def employees_in_year(company_id: UUID, year: int) -> QuerySet[Employee]:
    """Employees whose employment touches the calendar year."""
    return employed_during(company_id, date(year, 1, 1), date(year, 12, 31))


def groups_of(company_id: UUID) -> QuerySet[EmployeeGroup]:
    """A company's employee groups by name."""
    return EmployeeGroup.objects.filter(company_id=company_id).order_by("name")


def groups_to_agree_about(company_id: UUID) -> list[employee_groups.EmployeeGroup]:
    """The same, for those who make agreements."""
    return [employee_groups.EmployeeGroup(one.pk, one.name) for one in groups_of(company_id)]


def found_employees(company_id: UUID, *, search: str = "", status: str = "current") -> QuerySet[Employee]:
    """Employees whose name, number, or last four digits fit the words; `status` is a status, or all."""
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
        "carried": _TO_GO_THROUGH,
        "left": ~still_here,
    }
    return employees.filter(filters[status]) if status in filters else employees


def status_counts(company_id: UUID) -> dict[str, int]:
    """How many employees there are by status, as `found_employees` knows them."""
    still_here = Q(left_on__isnull=True) | Q(left_on__gte=clock.today())
    return employees_of(company_id).aggregate(
        current=Count("pk", filter=still_here),
        draft=Count("pk", filter=still_here & Q(completed_at__isnull=True)),
        carried=Count("pk", filter=_TO_GO_THROUGH),
        left=Count("pk", filter=~still_here),
        all=Count("pk"),
    )


def page_after(employees: QuerySet[Employee], after: UUID | None, size: int) -> tuple[list[Employee], UUID | None]:
    """One page of a list in name order, and the key of the next page when there is one.

    Keyset: the page begins after the employee named, wherever they stand now; an unknown one begins the list.
    """
    last = employees.filter(pk=after).values_list("sort_key", "id").first() if after else None
    if last is not None:
        employees = employees.filter(Q(sort_key__gt=last[0]) | Q(sort_key=last[0], id__gt=last[1]))
    rows = list(employees[: size + 1])
    return rows[:size], rows[size - 1].pk if len(rows) > size else None


def employment_terms_of(employee: Employee) -> list[EmploymentTerms]:
    """All terms of an employee, earliest first."""
    return list(EmploymentTerms.objects.filter(employee=employee).order_by("starts_on"))


def tax_terms_of(employee: Employee) -> list[TaxTerms]:
    """All tax terms of an employee, earliest first."""
    return list(TaxTerms.objects.filter(employee=employee).order_by("starts_on"))


def bank_accounts_of(employee: Employee) -> list[BankAccount]:
    """All accounts of an employee, earliest first, without their numbers."""
    accounts = BankAccount.objects.filter(employee=employee).defer("clearing_number", "account_number")
    return list(accounts.order_by("starts_on"))


def open_logins(company_id: UUID, employee_ids: Iterable[UUID]) -> set[UUID]:
    """Employees whose login reaches their own pay and time today."""
    grants = valid_grants().filter(company_id=company_id, scope=GrantScope.SELF, source_type=EMPLOYEE)
    return set(grants.filter(source_id__in=list(employee_ids)).values_list("source_id", flat=True))


def employee_with_identity(company_id: UUID, digits: str) -> Employee | None:
    """The company's employee with this identity number, whatever their status."""
    return employees_of(company_id).filter(identity_index=identity_index(digits)).first()


def employee_with_number(company_id: UUID, number: int) -> Employee | None:
    """The company's employee with this employee number."""
    return employees_of(company_id).filter(number=number).first()


def next_employee_number(company_id: UUID) -> int:
    """One more than the highest number in use."""
    highest = employees_of(company_id).aggregate(highest=Max("number"))["highest"]
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
    return {row.employee_id: row for row in tax_terms_in_force(company_id, employee_ids, day)}


def tax_terms_in_force(company_id: UUID, employee_ids: Iterable[UUID], day: date) -> QuerySet[TaxTerms]:
    """The tax terms of employees on a day."""
    return TaxTerms.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        starts_on__lte=day,
        company_id=company_id,
        employee_id__in=list(employee_ids),
    )


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


def own_employments(user_id: UUID, on: date | None = None) -> QuerySet[Employee]:
    """The employments that a person's login is open to on a day (today), across companies, with companies."""
    grants = valid_grants(on).filter(user_id=user_id, scope=GrantScope.SELF, source_type=EMPLOYEE)
    employments = Employee.unscoped("a person's own workplaces span companies")
    employments = employments.filter(user_id=user_id, pk__in=grants.values("source_id"))
    return employments.defer("personal_identity_number").select_related("company").order_by("company__name", "id")


_EMPLOYERS = Rows(
    lambda user_id, on: own_employments(user_id, on).values_list("pk", "company__name"), user_id=UUID, on=date
)


def own_employers(user_id: UUID) -> list[tuple[UUID, str]]:
    """The employments that a person's login is open to today, each with the company's name."""
    return [(employee_id, name) for employee_id, name in _EMPLOYERS(user_id=user_id, on=clock.today())]
