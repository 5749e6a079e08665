"""The employee's own time, phone first."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import user_of
from common import clock
from common.periods import Month
from employment.access import own_employment_for
from employment.models import Employee
from timereporting.access import entry_of
from timereporting.forms import RegisterForm
from timereporting.models import EntrySource
from timereporting.operations import reports
from timereporting.operations.registrations import PeriodClosed, strike
from timereporting.queries import employees_register
from timereporting.rules.report_states import CHANGEABLE, ReportState, TransitionNotAllowed
from timereporting.web.months import MonthView, month_of, month_view
from timereporting.web.registering import registered


@require_safe
def today(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """What is planned today, what is registered, and what waits."""
    employee = own_employment_for(request, employee_id)
    day = clock.today()
    view = month_view(employee, Month.of(day), day)
    before = month_view(employee, Month.of(day).previous, day)
    cell = next(cell for week in view.weeks for cell in week if cell.day == day)
    context = {
        "employee": employee,
        "cell": cell,
        "months": [_month_line(employee, one, day) for one in (before, view)],
        "registers": employees_register(employee.company_id),
        "returned": before.returned + view.returned,
    }
    return render(request, "timereporting/today.html", context)


def calendar(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """The month: choose days, register something on them."""
    employee = own_employment_for(request, employee_id)
    day = clock.today()
    month = month_of(request.GET.get("month"), day)
    view = month_view(employee, month, day)
    form = RegisterForm(request.POST or None, days=view.days)
    if request.method == "POST" and form.is_valid() and registered(request, employee, form, EntrySource.EMPLOYEE):
        return redirect(_calendar_url(employee, month))
    context = {**_context(employee, view, day), "form": form, "chosen": _chosen(request)}
    return render(request, "timereporting/calendar.html", context, status=422 if form.errors else 200)


@require_POST
def submit(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """Say that the month is complete."""
    employee = own_employment_for(request, employee_id)
    month = month_of(request.POST.get("month"), clock.today())
    try:
        reports.submit(employee=employee, month=month, by=user_of(request))
    except (PeriodClosed, TransitionNotAllowed):
        messages.error(request, _("The month is in a payroll that is approved."))
    else:
        messages.success(request, _("The month is submitted. The attestor takes it from here."))
    return redirect(_calendar_url(employee, month))


@require_POST
def entry_strike(request: HttpRequest, employee_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take one's own registration back."""
    employee = own_employment_for(request, employee_id)
    entry = entry_of(employee.pk, entry_id)
    try:
        strike(entry=entry, by=user_of(request))
    except PeriodClosed:
        messages.error(request, _("The month is in a payroll that is approved."))
    else:
        messages.success(request, _("The registration is taken back."))
    return redirect(_calendar_url(employee, Month.of(entry.worked_on)))


def _context(employee: Employee, view: MonthView, day: date) -> dict[str, Any]:
    state = ReportState(view.report.state) if view.report else ReportState.OPEN
    return {
        "employee": employee,
        "view": view,
        "state": state,
        "may_change": state in CHANGEABLE,
        "registers": employees_register(employee.company_id),
        "previous_url": _calendar_url(employee, view.month.previous),
        "next_url": _calendar_url(employee, view.month.next),
    }


def _month_line(employee: Employee, view: MonthView, day: date) -> dict[str, Any]:
    return {**_context(employee, view, day), "url": _calendar_url(employee, view.month)}


def _calendar_url(employee: Employee, month: Month) -> str:
    return f"{reverse('timereporting:calendar', args=[employee.pk])}?month={month}"


def _chosen(request: HttpRequest) -> list[str]:
    return request.POST.getlist("days") or request.GET.getlist("days")
