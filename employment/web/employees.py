"""The list of employees, and new ones."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import clock
from common.htmx import render_page_or_partial
from employment import queries
from employment.forms.employees import NewEmployeeForm
from employment.models import Employee
from employment.operations.copying import copy_employee
from employment.operations.employees import Basics, EmployeeRefused, add_employee
from employment.web.desk import Desk, desk_for, employee_at, posted, warn_of_age
from employment.web.rows import rows_for

PAGE_SIZE = 100
STATUSES = ("current", "draft", "carried", "left", "all")


@require_safe
def employee_list(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The company's employees: search, status, pages."""
    desk = desk_for(request, company_id, audience)
    search = request.GET.get("q", "")[:100]
    status = request.GET.get("status", "current")
    status = status if status in STATUSES else "current"
    found = queries.found_employees(company_id, search=search, status=status)
    page, after = queries.page_after(found, uuid_or_none(request.GET.get("after", "")), PAGE_SIZE)
    context = desk.context(
        rows=rows_for(desk, page),
        counts=queries.status_counts(company_id),
        search=search,
        status=status,
        after=after,
        is_first=not request.GET.get("after"),
        gone_through_url=desk.url("all_gone_through"),
    )
    return render_page_or_partial(request, "employment/employee_list.html", "employment/_employee_list.html", context)


def employee_new(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The short form that makes a draft, or one that is employed like somebody else."""
    desk = desk_for(request, company_id, audience)
    source = _source(request, desk)
    initial = {"number": queries.next_employee_number(company_id), "hired_on": clock.today()}
    form = NewEmployeeForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            employee = _added(desk, source, replace(form.basics(), employment_type=desk.new_employee_type))
        except EmployeeRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(name)s is added as a draft.") % {"name": employee.full_name})
            warn_of_age(request, employee.full_name, form.basics().identity)
            return redirect(desk.url("employee_tax" if source else "employee_pay", employee_id=employee.pk))
    context = desk.context(form=form, source=source)
    return render(request, "employment/employee_new.html", context, status=422 if form.errors else 200)


def _added(desk: Desk, source: Employee | None, basics: Basics) -> Employee:
    """The draft. Raises EmployeeRefused."""
    if source is None:
        return add_employee(company_id=desk.company.pk, basics=basics, **desk.actor)
    return copy_employee(source=source, basics=basics, **desk.actor)


def _source(request: HttpRequest, desk: Desk) -> Employee | None:
    """Whom the new employee is employed like, if anybody. Raises Http404."""
    named = request.POST.get("copy_of") or request.GET.get("copy_of")
    return employee_at(desk, uuid_or_none(named) or desk.company.pk) if named else None


def uuid_or_none(text: str) -> UUID | None:
    """The id that a page begins after, or None for anything that is not one."""
    try:
        return UUID(text)
    except ValueError:
        return None
