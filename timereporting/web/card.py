"""The tab of the employee card about how time is reported: by whom, by which schedule, who attests, what came in."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import held_by
from accounts.models import Arrangement
from accounts.permissions import GrantScope, Party
from accounts.queries import arrangement_of
from accounts.reach import covering
from advisor.queries import names_of
from employment.models import Employee
from employment.models.employee import EmploymentType
from employment.web.desk import Desk, card_context, desk_for, employee_at
from timereporting.queries import (
    hourly_employees,
    latest_reports_of,
    month_in_focus,
    registers,
    schedules_worked_by,
)
from timereporting.sides import Side, office_url

REPORTS = 6


@require_safe
def employee_reporting(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """How this employee's time is reported."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    side, held = Side(audience), held_by(request, company_id)
    month = month_in_focus(company_id, desk.today)
    reads_time = GrantScope.PAYROLL in held
    gives_schedules = side == Side.FIRM or GrantScope.SCHEDULES in held
    context = card_context(
        desk,
        employee,
        "reporting",
        **_reported(employee),
        attestors=_attestors(employee),
        is_hourly=bool(hourly_employees(company_id, [employee.pk], month)),
        has_schedule=employee.employment_type == EmploymentType.COMPLETE,
        schedules=_schedules(desk, employee),
        schedules_url=office_url(side, "schedule_list", company_id) if gives_schedules else "",
        time_url=office_url(side, "time_month", company_id, employee.pk) if reads_time else "",
        month=month,
        reports=latest_reports_of(employee, REPORTS),
    )
    return render(request, "timereporting/employee_reporting.html", context)


def _reported(employee: Employee) -> dict[str, Any]:
    """Who registers the time and who approves it, by the agreement about the employee's group or about all."""
    arrangement = arrangement_of(employee.company_id)
    own = arrangement.groups.get(str(employee.group_id)) if arrangement else None
    return {
        "registers": registers(employee),
        "registered_by": _party(arrangement, own, "time_registration"),
        "approved_by": _party(arrangement, own, "time_approval"),
        "own_group": employee.group if own else None,
    }


def _party(arrangement: Arrangement | None, own: dict[str, Any] | None, what: str) -> str:
    """The party, by name; without an agreement the company does it itself."""
    if arrangement is None:
        return str(Party.CLIENT.label)
    return str(Party((own or {}).get(what) or getattr(arrangement, what)).label)


def _attestors(employee: Employee) -> list[str]:
    """Who may approve the employee's time, by name; nobody approves their own."""
    found = covering(employee.company_id, GrantScope.TIME_APPROVAL, employee.group_id)
    return sorted(names_of(one for one in found if one != employee.user_id).values())


def _schedules(desk: Desk, employee: Employee) -> list[dict[str, Any]]:
    """Each schedule with its hours a week and its period, the latest first."""
    return [
        {"row": row, "weekly": sum(day.minutes for day in row.schedule.days.all())}
        for row in schedules_worked_by(employee)
    ]
