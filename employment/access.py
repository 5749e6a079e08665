"""The doors to employees: for those who do payroll, and for the employee."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import company_for, user_of
from accounts.models import Company
from accounts.permissions import GrantScope
from common.scoping import open_scope
from employment import queries
from employment.models import Employee


def employee_for(request: HttpRequest, company_id: UUID, employee_id: UUID, *scopes: GrantScope) -> Employee:
    """An employee of the company, for a holder of any of the scopes there (payroll when none is named).

    Opens the company's scope. Raises Http404 for strangers and PermissionDenied for those without the right.
    """
    company_for(request, company_id, *(scopes or (GrantScope.PAYROLL,)))
    return get_object_or_404(queries.employees_of(company_id).select_related("company"), pk=employee_id)


def own_employment_for(request: HttpRequest, employee_id: UUID) -> Employee:
    """The signed-in person's own employment, while it is open to them; opens the company's scope. Raises Http404."""
    user_id = user_of(request).pk
    employee = queries.own_employments(user_id).filter(pk=employee_id).first()
    if employee is None:
        raise Http404
    company: Company = company_for(request, employee.company_id, GrantScope.SELF)
    open_scope(company_ids=[company.pk])
    return employee
