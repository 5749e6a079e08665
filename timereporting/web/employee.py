"""The employee's own time, phone first."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
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
from timereporting.comp import comp_account_of
from timereporting.forms import RegisterForm
from timereporting.models import EntrySource
from timereporting.operations import reports
from timereporting.operations.registrations import OutsideEmployment, PeriodClosed, strike
from timereporting.periods import month_on
from timereporting.queries import registers
from timereporting.rules.report_states import CHANGEABLE, ReportState, TransitionNotAllowed
from timereporting.web.months import MonthView, hours_on, month_of, month_view
from timereporting.web.registering import registered, say_that_the_month_is_open


@require_safe
def today(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """What is planned today, what is registered, and what waits."""
    employee = own_employment_for(request, employee_id)
    day = clock.today()
    present = month_on(employee, day)
    months = [month_view(employee, month, day) for month in (present.previous, present)]
    week = months[-1].week_of(day)
    context = {
        "employee": employee,
        "cell": next(cell for cell in week if cell.day == day),
        "hours": hours_on(employee, day),
        "week": week,
        "months": [_context(employee, one) for one in months if one.planned],
        "reports_hours": months[-1].reports_hours,
        "registers": registers(employee),
        "calendar_url": _calendar_url(employee, present),
    }
    return render(request, "timereporting/today.html", context)


def calendar(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """The period: choose days, register something on them."""
    employee = own_employment_for(request, employee_id)
    day = clock.today()
    month = month_of(request.GET.get("month")) or month_on(employee, day)
    view = month_view(employee, month, day)
    form = RegisterForm(request.POST or None, days=view.days, reports_hours=view.reports_hours)
    if request.method == "POST":
        _may_register(employee)
        if form.is_valid() and registered(request, employee, form, EntrySource.EMPLOYEE):
            return redirect(_calendar_url(employee, month))
    chosen = request.POST.getlist("days") or request.GET.getlist("days")
    context = {**_context(employee, view), "form": form, "chosen": chosen, "comp": comp_account_of(employee)}
    return render(request, "timereporting/calendar.html", context, status=422 if form.errors else 200)


@require_POST
def submit(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """Say that the month is complete."""
    employee = own_employment_for(request, employee_id)
    _may_register(employee)
    asked = month_of(request.POST.get("month") or request.GET.get("month"))
    month = asked or month_on(employee, clock.today())
    try:
        reports.submit(employee=employee, month=month, by=user_of(request))
    except TransitionNotAllowed:
        messages.error(request, _("The month is approved already. Ask your attestor to undo it first."))
    except reports.NotYet:
        messages.error(request, _("The month has not begun yet."))
    except OutsideEmployment:
        messages.error(request, _("The month is outside your employment."))
    else:
        messages.success(request, _("The month is submitted. The attestor takes it from here."))
    return redirect(_calendar_url(employee, month))


@require_POST
def entry_strike(request: HttpRequest, employee_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take one's own registration back."""
    employee = own_employment_for(request, employee_id)
    _may_register(employee)
    entry = entry_of(employee.pk, entry_id)
    try:
        has_reopened = strike(entry=entry, by=user_of(request))
    except PeriodClosed:
        messages.error(request, _("The month is in a payroll that is approved."))
    else:
        messages.success(request, _("The registration is taken back."))
        if has_reopened:
            say_that_the_month_is_open(request, employee)
    return redirect(_calendar_url(employee, entry.report.month))


def _may_register(employee: Employee) -> None:
    """Where the firm registers, the employee only reads. Raises PermissionDenied."""
    if not registers(employee):
        raise PermissionDenied


def _context(employee: Employee, view: MonthView) -> dict[str, Any]:
    state = ReportState(view.report.state) if view.report else ReportState.OPEN
    is_registering = registers(employee)
    has_begun = view.period.first <= clock.today()
    return {
        "employee": employee,
        "view": view,
        "state": state,
        "registers": is_registering,
        "may_change": is_registering and state in CHANGEABLE,
        "may_submit": is_registering and has_begun and state in (ReportState.OPEN, ReportState.RETURNED),
        # A month without hours for some of its days is hours without pay: that is asked about before it is handed in.
        "asks_first": view.reports_hours and (bool(view.missing) or not view.entries),
        "is_over": view.period.last < clock.today(),
        "url": _calendar_url(employee, view.month),
        "previous_url": _calendar_url(employee, view.month.previous),
        "next_url": _calendar_url(employee, view.month.next),
    }


def _calendar_url(employee: Employee, month: Month) -> str:
    return f"{reverse('timereporting:calendar', args=[employee.pk])}?month={month}"
