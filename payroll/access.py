"""The doors to runs and payslips."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import company_for, user_of
from accounts.models import Company
from accounts.permissions import GrantScope
from accounts.queries import scopes_held
from employment.access import own_employment_for
from payroll.models import PayrollRun, Payslip, RunOrigin
from payroll.queries import payslip_in, payslips_of, run_with


def payroll_desk_for(request: HttpRequest, company_id: UUID) -> tuple[Company, RunOrigin]:
    """The company and the service in which the person does its payroll. Raises Http404, PermissionDenied."""
    company = company_for(request, company_id, GrantScope.PAYROLL, GrantScope.LON_DIRECT)
    does_all = GrantScope.PAYROLL in scopes_held(user_of(request).pk, company_id)
    return company, RunOrigin.LON_SMART if does_all else RunOrigin.LON_DIREKT


def run_for(request: HttpRequest, company_id: UUID, run_id: UUID) -> PayrollRun:
    """A run of the company to read: any for those who do its payroll, those of Lön Direkt for who has or had that.

    Raises Http404, PermissionDenied.
    """
    company_for(request, company_id, GrantScope.PAYROLL, GrantScope.LON_DIRECT, GrantScope.COLLABORATION_ADMIN)
    runs = run_with(company_id, run_id)
    if GrantScope.PAYROLL not in scopes_held(user_of(request).pk, company_id):
        runs = runs.filter(origin=RunOrigin.LON_DIREKT)
    return get_object_or_404(runs)


def may_change(request: HttpRequest, run: PayrollRun) -> bool:
    """Whether the person may work on the run, and not only read it."""
    held = scopes_held(user_of(request).pk, run.company_id)
    return GrantScope.PAYROLL in held or (run.origin == RunOrigin.LON_DIREKT and GrantScope.LON_DIRECT in held)


def run_to_change_for(request: HttpRequest, company_id: UUID, run_id: UUID) -> PayrollRun:
    """A run of the company to work on. Raises Http404, PermissionDenied."""
    run = run_for(request, company_id, run_id)
    if not may_change(request, run):
        raise PermissionDenied
    return run


def payslip_for(request: HttpRequest, company_id: UUID, run_id: UUID, employee_id: UUID) -> Payslip:
    """A payslip of a run, for those who do payroll. Raises Http404, PermissionDenied."""
    run = run_for(request, company_id, run_id)
    return get_object_or_404(payslip_in(run, employee_id))


def own_payslip_for(request: HttpRequest, employee_id: UUID, run_id: UUID) -> Payslip:
    """The signed-in employee's own payslip of an approved run. Raises Http404."""
    employee = own_employment_for(request, employee_id)
    return get_object_or_404(payslips_of(employee), run_id=run_id)
