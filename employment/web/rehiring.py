"""Hiring an employee again, from the card."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employment.forms.rehiring import HireAgainForm
from employment.operations.rehiring import EmploymentOverlaps, RehiringKept, hire_again, take_back_hiring
from employment.web.desk import card_context, desk_for, employee_at, posted


def employee_hire_again(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """The days of a new employment; what is agreed goes on."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    form = HireAgainForm(posted(request))
    if request.method == "POST" and form.is_valid():
        first, last, ends_other = (form.cleaned_data[name] for name in ("first", "last", "ends_other"))
        try:
            hire_again(employee=employee, first=first, last=last, ends_other=ends_other, **desk.actor)
        except EmploymentOverlaps as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(name)s is hired again. Check the pay.") % {"name": employee.full_name})
            return redirect(desk.url("employee_pay", employee_id=employee_id))
    context = card_context(desk, employee, "employment", form=form)
    return render(request, "employment/employee_hire_again.html", context, status=422 if form.errors else 200)


@require_POST
def hiring_take_back(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """The employment before is the latest again."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    try:
        take_back_hiring(employee=employee, **desk.actor)
    except RehiringKept as kept:
        messages.error(request, str(kept) or _("There is no employment before this one."))
    else:
        messages.success(request, _("The new employment is taken back."))
    return redirect(desk.url("employee_employment", employee_id=employee_id))
