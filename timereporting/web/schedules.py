"""The payroll office's pages of work schedules."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import payroll_office_for, user_of
from accounts.models import Company
from common import clock
from employment.queries import employees_of
from timereporting.access import schedule_for
from timereporting.forms import AssignForm, ScheduleForm
from timereporting.models import WorkSchedule
from timereporting.operations.schedules import assign_schedule, save_schedule
from timereporting.queries import month_in_focus, schedules_of, without_schedule, working_by


@require_safe
def schedule_list(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """The company's schedules, who works by them, and who has none."""
    company, prepares = payroll_office_for(request, company_id)
    return render(request, "timereporting/schedule_list.html", _schedules(company, None, prepares=prepares))


def schedule_new(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """A new weekly schedule."""
    company, prepares = payroll_office_for(request, company_id)
    return _edited(request, company, None, prepares=prepares)


def schedule_edit(request: HttpRequest, company_id: UUID, schedule_id: UUID) -> HttpResponse:
    """Other hours for a weekly schedule."""
    company, prepares = payroll_office_for(request, company_id)
    return _edited(request, company, schedule_for(company_id, schedule_id), prepares=prepares)


def _edited(request: HttpRequest, company: Company, schedule: WorkSchedule | None, *, prepares: bool) -> HttpResponse:
    form = ScheduleForm(request.POST or None, schedule=schedule)
    if request.method == "POST" and form.is_valid():
        values = {"name": form.cleaned_data["name"], "days": form.cleaned_data["days"], "schedule": schedule}
        try:
            with transaction.atomic():
                save_schedule(company_id=company.pk, by=user_of(request), **values)
        except IntegrityError:
            form.add_error("name", _("There is a schedule with this name."))
        else:
            messages.success(request, _("The schedule is saved."))
            return redirect("timereporting:schedule_list", company_id=company.pk)
    used_by = working_by(company.pk, clock.today()).get(schedule.pk, []) if schedule else []
    context = {"company": company, "form": form, "schedule": schedule, "used_by": used_by, "prepares": prepares}
    return render(request, "timereporting/schedule_new.html", context, status=422 if form.errors else 200)


@require_POST
def schedule_assign(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Let employees work by a schedule from a date."""
    company, prepares = payroll_office_for(request, company_id)
    form = AssignForm(request.POST, employees=employees_of(company_id), schedules=schedules_of(company_id))
    if form.is_valid():
        assign_schedule(by=user_of(request), **form.cleaned_data)
        messages.success(request, _("The schedule applies from the day you chose."))
        return redirect("timereporting:schedule_list", company_id=company_id)
    return render(request, "timereporting/schedule_list.html", _schedules(company, form, prepares=prepares), status=422)


def _schedules(company: Company, form: AssignForm | None, *, prepares: bool) -> dict[str, Any]:
    today: date = clock.today()
    employees, schedules = employees_of(company.pk), schedules_of(company.pk)
    present = [one for one in employees if one.left_on is None or one.left_on >= today]
    lacking = without_schedule([employee.pk for employee in present], today)
    people = working_by(company.pk, today)
    paid_next = month_in_focus(company.pk, today).first
    return {
        "company": company,
        "prepares": prepares,
        "schedules": [(one, people.get(one.pk, [])) for one in schedules],
        "lacking": [employee for employee in present if employee.pk in lacking],
        "form": form or AssignForm(employees=employees, schedules=schedules, initial={"on": paid_next}),
        "today": today,
    }
