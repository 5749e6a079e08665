"""The doors to runs and payslips."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import company_for, firm_for, held_by, user_of
from accounts.models import Company, Firm
from accounts.permissions import GrantScope
from accounts.queries import arrangement_of
from employment.access import own_employment_for
from payroll.models import PayrollRun, Payslip, RunOrigin, StatutoryEntry
from payroll.queries import payslip_in, payslips_of, run_with, runs_of
from payroll.rules.run_states import RunState


def rule_years_for(request: HttpRequest, firm_id: UUID) -> tuple[Firm, bool]:
    """The firm of a person on its staff, and whether the person looks after the law's figures. Raises Http404."""
    return firm_for(request, firm_id), user_of(request).is_operator


def operator_in(request: HttpRequest, firm_id: UUID) -> Firm:
    """The firm of an operator, who may enter and decide. Raises Http404, PermissionDenied."""
    firm, is_operator = rule_years_for(request, firm_id)
    if not is_operator:
        raise PermissionDenied
    return firm


def entry_for(request: HttpRequest, firm_id: UUID, entry_id: UUID) -> tuple[Firm, StatutoryEntry]:
    """An entry of statutory data, for an operator: the law is no tenant's. Raises Http404, PermissionDenied."""
    firm = operator_in(request, firm_id)
    return firm, get_object_or_404(StatutoryEntry.objects.only("year"), pk=entry_id)


def payroll_desk_for(request: HttpRequest, company_id: UUID) -> tuple[Company, RunOrigin]:
    """The company and the service in which the person does its payroll. Raises Http404, PermissionDenied."""
    company = company_for(request, company_id, GrantScope.PAYROLL, GrantScope.LON_DIRECT)
    does_all = GrantScope.PAYROLL in held_by(request, company_id)
    return company, RunOrigin.LON_SMART if does_all else RunOrigin.LON_DIREKT


def run_list_for(request: HttpRequest, company_id: UUID) -> tuple[Company, QuerySet[PayrollRun], bool]:
    """The company, its runs as far as the person may read them, and whether the person does its payroll.

    Raises Http404, PermissionDenied.
    """
    company = company_for(request, company_id, GrantScope.PAYROLL, GrantScope.COLLABORATION_ADMIN)
    does_all = GrantScope.PAYROLL in held_by(request, company_id)
    if not does_all and arrangement_of(company_id) is not None:
        raise PermissionDenied
    return company, _readable(request, company_id, runs_of(company_id)), does_all


def readable_runs(request: HttpRequest, company_id: UUID) -> QuerySet[PayrollRun]:
    """The runs that a person who is past the company's door may read."""
    return _readable(request, company_id, runs_of(company_id))


def run_for(request: HttpRequest, company_id: UUID, run_id: UUID) -> PayrollRun:
    """A run of the company to read. Raises Http404, PermissionDenied."""
    company_for(request, company_id, GrantScope.PAYROLL, GrantScope.LON_DIRECT, GrantScope.COLLABORATION_ADMIN)
    return get_object_or_404(_readable(request, company_id, run_with(company_id, run_id)))


def _readable(request: HttpRequest, company_id: UUID, runs: QuerySet[PayrollRun]) -> QuerySet[PayrollRun]:
    """Any run for those who do the company's payroll, those of Lön Direkt for who has or had that.

    Payroll is the company's own: when no arrangement with a firm says otherwise, its administrators read all that
    is approved.
    """
    held = held_by(request, company_id)
    if GrantScope.PAYROLL in held:
        return runs
    readable = Q(origin=RunOrigin.LON_DIREKT)
    if GrantScope.COLLABORATION_ADMIN in held and arrangement_of(company_id) is None:
        readable |= Q(state=RunState.APPROVED)
    return runs.filter(readable)


def may_change(request: HttpRequest, run: PayrollRun) -> bool:
    """Whether the person may work on the run, and not only read it."""
    held = held_by(request, run.company_id)
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
