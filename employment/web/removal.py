"""Removing a draft, from the card."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employment.operations.removal import RemovalRefused, remove_draft
from employment.web.desk import desk_for, employee_at


@require_POST
def draft_remove(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """Take a draft that was made by mistake out of every list."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    try:
        remove_draft(employee=employee, **desk.actor)
    except RemovalRefused as refused:
        messages.error(request, str(refused))
        return redirect(desk.url("employee_basics", employee_id=employee_id))
    messages.success(request, _("The draft %(name)s is removed.") % {"name": employee.full_name})
    return redirect(desk.url("employee_list"))
