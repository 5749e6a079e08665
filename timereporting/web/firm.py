"""The payroll office's pages of time: everyone's status, one person's month, schedules."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import company_for, user_of
from accounts.permissions import GrantScope
from common import clock
from common.periods import Month
from employment.access import employee_for
from employment.models import Employee
from employment.queries import employees_of
from timereporting.access import entry_of
from timereporting.forms import AssignForm, RegisterForm, ScheduleForm
from timereporting.models import EntrySource
from timereporting.operations.registrations import PeriodClosed, strike
from timereporting.operations.schedules import assign_schedule, save_schedule
from timereporting.pay_preview import PreviewLine, Tentative, preview
from timereporting.queries import employees_register, schedules_of, time_status_of, without_schedule
from timereporting.rules.quick_choices import QuickChoice, is_absence
from timereporting.web.months import MonthView, month_of, month_view
from timereporting.web.registering import registered


@require_safe
def time_overview(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Everyone employed in the month and how far their time has come."""
    company = company_for(request, company_id, GrantScope.PAYROLL)
    today = clock.today()
    month = month_of(request.GET.get("month") or str(Month.of(today).previous), today)
    rows = time_status_of(company_id, month)
    context = {
        "company": company,
        "month": month,
        "rows": rows,
        "registers": employees_register(company_id),
        "unscheduled": without_schedule([employee.pk for employee, _ in rows], month.last),
    }
    return render(request, "timereporting/time_overview.html", context)


def time_month(request: HttpRequest, company_id: UUID, employee_id: UUID) -> HttpResponse:
    """One person's month: quick choices on several days at once, with a preview of the pay lines."""
    employee = employee_for(request, company_id, employee_id)
    today = clock.today()
    month = month_of(request.GET.get("month"), today)
    view = month_view(employee, month, today)
    form = RegisterForm(request.POST or None, days=view.days)
    is_preview = "preview" in request.POST
    lines: list[PreviewLine] = []
    if request.method == "POST" and form.is_valid():
        if is_preview:
            lines = preview(company_id, employee.pk, _tentative(form, view))
        elif registered(request, employee, form, EntrySource.FIRM):
            return redirect(f"{request.path}?month={month}")
    context = {"form": form, "lines": lines, "is_preview": is_preview and not form.errors}
    return _render_month(request, employee, view, context)


def _render_month(request: HttpRequest, employee: Employee, view: MonthView, context: dict[str, Any]) -> HttpResponse:
    overview = reverse("timereporting:time_overview", args=[employee.company_id])
    values = {
        "company": employee.company,
        "employee": employee,
        "view": view,
        "chosen": request.POST.getlist("days") or request.GET.getlist("days"),
        "overview_url": f"{overview}?month={view.month}",
        **context,
    }
    return render(request, "timereporting/time_month.html", values, status=422 if context["form"].errors else 200)


@require_POST
def entry_strike(request: HttpRequest, company_id: UUID, employee_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take a registration back."""
    employee = employee_for(request, company_id, employee_id)
    entry = entry_of(employee.pk, entry_id)
    try:
        strike(entry=entry, by=user_of(request))
    except PeriodClosed:
        messages.error(request, _("The month is in a payroll that is approved."))
    else:
        messages.success(request, _("The registration is taken back."))
    url = reverse("timereporting:time_month", args=[company_id, employee.pk])
    return redirect(f"{url}?month={Month.of(entry.worked_on)}")


@require_safe
def schedule_list(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """The company's schedules, and who has none."""
    company = company_for(request, company_id, GrantScope.PAYROLL)
    return render(request, "timereporting/schedule_list.html", _schedules(company, None))


def schedule_new(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """A new weekly schedule."""
    company = company_for(request, company_id, GrantScope.PAYROLL)
    form = ScheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            with transaction.atomic():
                save_schedule(company_id=company_id, name=values["name"], days=values["days"], by=user_of(request))
        except IntegrityError:
            form.add_error("name", _("There is a schedule with this name."))
        else:
            messages.success(request, _("The schedule is saved."))
            return redirect("timereporting:schedule_list", company_id=company_id)
    context = {"company": company, "form": form}
    return render(request, "timereporting/schedule_new.html", context, status=422 if form.errors else 200)


@require_POST
def schedule_assign(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Let an employee work by a schedule from a date."""
    company = company_for(request, company_id, GrantScope.PAYROLL)
    form = AssignForm(request.POST, employees=employees_of(company_id), schedules=schedules_of(company_id))
    if form.is_valid():
        assign_schedule(by=user_of(request), **form.cleaned_data)
        messages.success(request, _("The schedule applies from the day you chose."))
        return redirect("timereporting:schedule_list", company_id=company_id)
    return render(request, "timereporting/schedule_list.html", _schedules(company, form), status=422)


def _schedules(company: Any, form: AssignForm | None) -> dict[str, Any]:
    employees, schedules = employees_of(company.pk), schedules_of(company.pk)
    lacking = without_schedule([employee.pk for employee in employees], clock.today())
    return {
        "company": company,
        "schedules": schedules,
        "lacking": [employee for employee in employees if employee.pk in lacking],
        "form": form or AssignForm(employees=employees, schedules=schedules),
    }


def _tentative(form: RegisterForm, view: MonthView) -> list[Tentative]:
    choice, minutes = QuickChoice(form.cleaned_data["choice"]), form.cleaned_data["minutes"]
    return [
        Tentative(day, choice, amount)
        for day in form.cleaned_data["days"]
        if (amount := _minutes(choice, minutes, view.planned.get(day, 0)))
    ]


def _minutes(choice: QuickChoice, minutes: int | None, planned: int) -> int:
    if minutes is None:
        return planned
    return min(minutes, planned) if is_absence(choice) else minutes
