"""Special protection from qualifying deductions on the employee card."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common import clock
from employment.agreement_queries import sick_protections_of
from employment.forms.sick_protection import SickProtectionForm
from employment.operations.sick_protection import protect_from_deduction
from employment.web.desk import card_context, desk_for, employee_at, posted


def employee_protection(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """The decisions there are, and a new one or another end."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    form = SickProtectionForm(posted(request), initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        on, until = form.cleaned_data["on"], form.cleaned_data["until"]
        protect_from_deduction(employee=employee, on=on, until=until, **desk.actor)
        messages.success(request, _("Saved."))
        return redirect(desk.url("employee_protection", employee_id=employee_id))
    rows = sick_protections_of(company_id, [employee_id]).get(employee_id, [])
    context = card_context(desk, employee, "employment", form=form, rows=rows)
    return render(request, "employment/employee_protection.html", context, status=422 if form.errors else 200)
