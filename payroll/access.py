"""The doors to runs and payslips."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import company_for
from accounts.permissions import GrantScope
from employment.access import own_employment_for
from payroll.models import PayrollRun, Payslip
from payroll.queries import payslip_in, payslips_of, run_with


def run_for(request: HttpRequest, company_id: UUID, run_id: UUID) -> PayrollRun:
    """A run of the company, for those who do its payroll. Raises Http404, PermissionDenied."""
    company_for(request, company_id, GrantScope.PAYROLL)
    return get_object_or_404(run_with(company_id, run_id))


def payslip_for(request: HttpRequest, company_id: UUID, run_id: UUID, employee_id: UUID) -> Payslip:
    """A payslip of a run, for those who do payroll. Raises Http404, PermissionDenied."""
    run = run_for(request, company_id, run_id)
    return get_object_or_404(payslip_in(run, employee_id))


def own_payslip_for(request: HttpRequest, employee_id: UUID, run_id: UUID) -> Payslip:
    """The signed-in employee's own payslip of an approved run. Raises Http404."""
    employee = own_employment_for(request, employee_id)
    return get_object_or_404(payslips_of(employee), run_id=run_id)
