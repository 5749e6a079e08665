"""The pages of work schedules, for whoever makes them."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import held_by, user_of
from accounts.permissions import GrantScope
from common import clock
from employment.pay_effects import Effects, TermsChange, effects_of
from employment.web.changing import is_to_be_seen, saves, way_on
from timereporting.access import ScheduleDesk, schedule_desk_for, schedule_for
from timereporting.degrees import unlike_degrees
from timereporting.forms import AssignForm, ScheduleForm
from timereporting.models import ScheduleAssignment, WorkSchedule
from timereporting.operations.schedules import assign_schedule, save_schedule
from timereporting.queries import month_in_focus, schedules_of, without_schedule, working_by
from timereporting.sides import Side, office_url, place


@require_safe
def schedule_list(request: HttpRequest, company_id: UUID, side: Side) -> HttpResponse:
    """The company's schedules, who works by them, and who has none."""
    desk = schedule_desk_for(request, company_id, side)
    return render(request, "timereporting/schedule_list.html", _schedules(desk, None, side))


def schedule_new(request: HttpRequest, company_id: UUID, side: Side) -> HttpResponse:
    """A new weekly schedule."""
    desk = schedule_desk_for(request, company_id, side)
    return _edited(request, desk, None, side)


def schedule_edit(request: HttpRequest, company_id: UUID, schedule_id: UUID, side: Side) -> HttpResponse:
    """Other hours for a weekly schedule."""
    desk = schedule_desk_for(request, company_id, side)
    return _edited(request, desk, schedule_for(desk, schedule_id), side)


def _edited(request: HttpRequest, desk: ScheduleDesk, schedule: WorkSchedule | None, side: Side) -> HttpResponse:
    company = desk.company
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
            return redirect(office_url(side, "schedule_list", company.pk))
    used_by = working_by(company.pk, clock.today()).get(schedule.pk, []) if schedule else []
    context = {**place(side), "company": company, "form": form, "schedule": schedule, "used_by": used_by}
    context["prepares"] = desk.prepares
    return render(request, "timereporting/schedule_new.html", context, status=422 if form.errors else 200)


@require_POST
def schedule_assign(request: HttpRequest, company_id: UUID, side: Side) -> HttpResponse:
    """Let employees work by a schedule from a date."""
    desk = schedule_desk_for(request, company_id, side)
    form = AssignForm(request.POST, employees=desk.employees(), schedules=schedules_of(company_id))
    if not form.is_valid():
        return render(request, "timereporting/schedule_list.html", _schedules(desk, form, side), status=422)
    change = partial(assign_schedule, by=user_of(request), **form.cleaned_data)
    effects = _effects(request, desk, form, side, change)
    if saves(request) and not is_to_be_seen(request, effects):
        change()
        messages.success(request, _("The schedule applies from the day you chose."))
        return redirect(way_on(request, effects, office_url(side, "schedule_list", company_id)))
    context = {**_schedules(desk, form, side), "effects": effects, "unsaved": saves(request)}
    return render(request, "timereporting/schedule_list.html", context)


def _effects(
    request: HttpRequest, desk: ScheduleDesk, form: AssignForm, side: Side, change: Callable[[], object]
) -> Effects:
    """What the schedule does to pay, for those who do payroll too."""
    if desk.prepares or GrantScope.PAYROLL not in held_by(request, desk.company.pk):
        return Effects()
    employee, on = form.cleaned_data["employee"], form.cleaned_data["on"]
    return effects_of(TermsChange(desk.company.pk, [employee], on, change, str(side)))


def _schedules(desk: ScheduleDesk, form: AssignForm | None, side: Side) -> dict[str, Any]:
    company, today = desk.company, clock.today()
    employees, schedules = desk.employees(), schedules_of(company.pk)
    present = [one for one in employees if one.left_on is None or one.left_on >= today]
    lacking = without_schedule([employee.pk for employee in present], today)
    people = working_by(company.pk, today)
    paid_next = month_in_focus(company.pk, today).first
    return {
        **place(side),
        "company": company,
        "prepares": desk.prepares,
        "schedules": [(one, people.get(one.pk, []), _may_edit(desk, people.get(one.pk, []))) for one in schedules],
        "unlike": unlike_degrees(company.pk, present, today),
        "lacking": [employee for employee in present if employee.pk in lacking],
        "form": form or AssignForm(employees=employees, schedules=schedules, initial={"on": paid_next}),
        "today": today,
    }


def _may_edit(desk: ScheduleDesk, people: list[ScheduleAssignment]) -> bool:
    """Whether nobody works by the schedule whose schedule is somebody else's to give."""
    return all(desk.reach.covers(one.employee.group_id) for one in people)
