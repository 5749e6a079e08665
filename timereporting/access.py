"""The doors to time: one's own, a company's for payroll, a company's for attestation."""

from uuid import UUID

from django.http import Http404, HttpRequest

from accounts.access import company_for
from accounts.permissions import GrantScope
from timereporting.models import TimeEntry, TimeReport, WorkSchedule
from timereporting.queries import entry_with, report_with, schedules_of


def report_for(request: HttpRequest, company_id: UUID, report_id: UUID) -> TimeReport:
    """A report of the company, for its attestors. Raises Http404, PermissionDenied."""
    company_for(request, company_id, GrantScope.TIME_APPROVAL)
    report = report_with(company_id, report_id)
    if report is None:
        raise Http404
    return report


def entry_of(employee_id: UUID, entry_id: UUID) -> TimeEntry:
    """A registration of an employee whose door was passed. Raises Http404."""
    entry = entry_with(employee_id, entry_id)
    if entry is None:
        raise Http404
    return entry


def schedule_for(company_id: UUID, schedule_id: UUID) -> WorkSchedule:
    """A schedule of a company whose door was passed. Raises Http404."""
    schedule = schedules_of(company_id).filter(pk=schedule_id).first()
    if schedule is None:
        raise Http404
    return schedule
