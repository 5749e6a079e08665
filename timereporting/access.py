"""The doors to time: one's own, a company's for payroll, a company's for attestation."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from accounts.access import company_for, payroll_office_for, user_of
from accounts.models import Company
from accounts.permissions import GrantScope
from accounts.queries import firm_places, members_among
from accounts.reach import EVERYBODY, Reach, reach_of
from advisor.queries import client_of_company
from common import clock
from employment.models import Employee
from employment.queries import employees_of
from timereporting.models import TimeEntry, TimeReport, WorkSchedule
from timereporting.queries import entry_with, report_with, schedules_of, working_by
from timereporting.sides import Side


def attestation_for(request: HttpRequest, company_id: UUID) -> tuple[Company, Reach]:
    """The company, for its attestors, and whose time the person approves. Raises Http404, PermissionDenied."""
    company = company_for(request, company_id, GrantScope.TIME_APPROVAL)
    return company, reach_of(user_of(request).pk, company_id, GrantScope.TIME_APPROVAL)


def report_for(request: HttpRequest, company_id: UUID, report_id: UUID) -> TimeReport:
    """A report of the company, for those who approve that employee's time. Raises Http404, PermissionDenied."""
    _company, reach = attestation_for(request, company_id)
    report = report_with(company_id, report_id)
    if report is None or not reach.covers(report.employee.group_id):
        raise Http404
    return report


@dataclass(frozen=True)
class ScheduleDesk:
    """The company whose schedules somebody makes, and for whom; `prepares`: until the client has answered."""

    company: Company
    reach: Reach
    prepares: bool = False

    def employees(self) -> QuerySet[Employee]:
        """Those whose schedules are the person's to give."""
        return employees_of(self.company.pk).filter(self.reach.within())


def schedule_desk_for(request: HttpRequest, company_id: UUID, side: Side) -> ScheduleDesk:
    """The firm's staff who do or prepare payroll, or those at the client who make schedules by agreement.

    The firm pays by all schedules, and can correct any. Raises Http404, PermissionDenied.
    """
    if side == Side.FIRM:
        company, prepares = payroll_office_for(request, company_id)
        user_id = user_of(request).pk
        firms = [place.tenant_id for place in firm_places(user_id)]
        if members_among([user_id], company_id) and client_of_company(company_id, firms) is None:
            raise PermissionDenied  # the company's own people make what the agreement gives them, on their side
        return ScheduleDesk(company, EVERYBODY, prepares)
    company = company_for(request, company_id, GrantScope.SCHEDULES)
    return ScheduleDesk(company, reach_of(user_of(request).pk, company_id, GrantScope.SCHEDULES))


def entry_of(employee_id: UUID, entry_id: UUID) -> TimeEntry:
    """A registration of an employee whose door was passed. Raises Http404."""
    entry = entry_with(employee_id, entry_id)
    if entry is None:
        raise Http404
    return entry


def schedule_for(desk: ScheduleDesk, schedule_id: UUID) -> WorkSchedule:
    """A schedule that only people work by whose schedules the person gives. Raises Http404, PermissionDenied."""
    schedule = schedules_of(desk.company.pk).filter(pk=schedule_id).first()
    if schedule is None:
        raise Http404
    people = working_by(desk.company.pk, clock.today()).get(schedule.pk, [])
    if not all(desk.reach.covers(one.employee.group_id) for one in people):
        raise PermissionDenied
    return schedule
