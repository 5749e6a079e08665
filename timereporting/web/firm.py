"""The pages of time for those who register it: everyone's status, and one person's month."""

from collections import Counter
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import company_for, user_of
from accounts.permissions import GrantScope
from accounts.reach import registering_in
from common import clock
from employment.access import employee_for
from employment.models import Employee
from timereporting.access import entry_of
from timereporting.awaited import awaited
from timereporting.comp import comp_account_of
from timereporting.forms import RegisterForm
from timereporting.models import EntrySource
from timereporting.operations.registrations import PeriodClosed, strike
from timereporting.pay_preview import PreviewLine, Tentative, preview
from timereporting.periods import usual_period
from timereporting.queries import month_in_focus, registers, sums_of, time_status_of, without_schedule
from timereporting.rules.absence import TooMuchAbsence, refuse_too_much
from timereporting.rules.quick_choices import (
    LengthImpossible,
    MoreThanPlanned,
    NothingPlanned,
    QuickChoice,
    minutes_registered,
)
from timereporting.rules.report_states import CHANGEABLE, ReportState
from timereporting.rules.standing import replaced_by
from timereporting.sides import Side, office_url, place
from timereporting.web.months import MonthView, month_of, month_view
from timereporting.web.registering import refuse, registered, say_that_the_month_is_open, vacation_note


@require_safe
def time_overview(request: HttpRequest, company_id: UUID, side: Side) -> HttpResponse:
    """Everyone employed in the month's period and how far their time has come."""
    company = company_for(request, company_id, GrantScope.PAYROLL)
    today = clock.today()
    month = month_of(request.GET.get("month")) or month_in_focus(company_id, today)
    rows = time_status_of(company_id, month, until=today)
    registering = registering_in(company_id)
    own = {row.employee: row.period for row in rows if registering.covers(row.employee.group_id)}
    waited_for = {one.pk for one in awaited(company_id, own, {row.employee.pk for row in rows if row.report})}
    context = {
        **place(side),
        "company": company,
        "month": month,
        "period": usual_period(company_id, month),
        "rows": rows,
        "states": Counter(
            row.report.state if row.report else ReportState.OPEN for row in rows if row.employee.pk in waited_for
        ),
        "registering": {one.pk for one in own},
        "awaited": waited_for,
        "unscheduled": without_schedule([row.employee.pk for row in rows], month.last),
    }
    return render(request, "timereporting/time_overview.html", context)


def time_month(request: HttpRequest, company_id: UUID, employee_id: UUID, side: Side) -> HttpResponse:
    """One person's month: quick choices on several days at once, with a preview of the pay lines."""
    employee = employee_for(request, company_id, employee_id)
    today = clock.today()
    month = month_of(request.GET.get("month")) or month_in_focus(company_id, today)
    view = month_view(employee, month, today)
    form = RegisterForm(request.POST or None, days=view.days, reports_hours=view.reports_hours)
    is_preview = "preview" in request.POST
    lines: list[PreviewLine] = []
    tentative: list[Tentative] = []
    if request.method == "POST" and form.is_valid():
        if is_preview:
            tentative = _tentative(form, view)
            lines = preview(company_id, employee.pk, tentative) if not form.errors else []
        elif registered(request, employee, form, EntrySource.FIRM):
            return redirect(f"{request.path}?month={month}")
    context = {"form": form, "lines": lines, "tentative": tentative, "is_preview": is_preview and not form.errors}
    if tentative:
        context["note"] = vacation_note(employee, tentative[0].choice, [one.day for one in tentative])
    return _render_month(request, employee, view, side, context)


def _render_month(
    request: HttpRequest, employee: Employee, view: MonthView, side: Side, context: dict[str, Any]
) -> HttpResponse:
    overview = office_url(side, "time_overview", employee.company_id)
    values = {
        **place(side),
        "company": employee.company,
        "employee": employee,
        "view": view,
        "state": ReportState(view.report.state) if view.report else ReportState.OPEN,
        "may_change": view.report is None or view.report.state in CHANGEABLE,
        "registers": registers(employee),
        "comp": comp_account_of(employee),
        "chosen": request.POST.getlist("days") or request.GET.getlist("days"),
        "overview_url": f"{overview}?month={view.month}",
        **context,
    }
    return render(request, "timereporting/time_month.html", values, status=422 if context["form"].errors else 200)


@require_POST
def entry_strike(request: HttpRequest, company_id: UUID, employee_id: UUID, entry_id: UUID, side: Side) -> HttpResponse:
    """Take a registration back."""
    employee = employee_for(request, company_id, employee_id)
    entry = entry_of(employee.pk, entry_id)
    try:
        has_reopened = strike(entry=entry, by=user_of(request))
    except PeriodClosed:
        messages.error(request, _("The month is in a payroll that is approved."))
    else:
        messages.success(request, _("The registration is taken back."))
        if has_reopened:
            say_that_the_month_is_open(request, employee)
    url = office_url(side, "time_month", company_id, employee.pk)
    return redirect(f"{url}?month={entry.report.month}")


def _tentative(form: RegisterForm, view: MonthView) -> list[Tentative]:
    values = form.cleaned_data
    choice, span = QuickChoice(values["choice"]), values["span"]
    found = []
    for day in values["days"]:
        length = span.minutes_on(day) if span else values["minutes"]
        with suppress(NothingPlanned, MoreThanPlanned, LengthImpossible):
            minutes = minutes_registered(choice, length, view.planned.get(day, 0), day)
            there = [one for one in view.entries if one.worked_on == day and one.quick_choice == choice]
            found.append(Tentative(day, choice, minutes, span, tuple(replaced_by(span, there))))
    try:
        for one in found:
            standing = sums_of(row for row in view.entries if row.worked_on == one.day and row not in one.replaces)
            refuse_too_much(choice, one.minutes, standing, view.planned.get(one.day, 0), one.day)
    except TooMuchAbsence as error:
        refuse(form, error, EntrySource.FIRM)
    return found
