"""Saying that what was carried over from Lön Direkt is right: of one employee, or of all who wait."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from employment.operations.carrying_over import go_through
from employment.web.desk import employee_at, reaching_desk_for


@require_POST
def employee_gone_through(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """The employee's terms are right; complete, unless something is missing."""
    desk = reaching_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    if go_through(company_id=company_id, employee_id=employee.pk, **desk.actor):
        messages.success(request, _("%(name)s is gone through.") % {"name": employee.full_name})
    return redirect(desk.url("employee_basics", employee_id=employee_id))


@require_POST
def all_gone_through(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The terms of all who were carried over are right."""
    desk = reaching_desk_for(request, company_id, audience)
    number = len(go_through(company_id=company_id, **desk.actor))
    if number:
        said = ngettext("%(number)s employee is gone through.", "%(number)s employees are gone through.", number)
        messages.success(request, said % {"number": number})
    return redirect(desk.url("employee_list"))
