"""The employee's login, on the card."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from employment import queries
from employment.operations.logins import InvitationRefused, invite_employee, withdraw_access
from employment.web.desk import Desk, card_context, employee_at, reaching_desk_for
from events.queries import effects_of


@require_safe
def employee_access(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """Whether the employee can sign in, and what became of the invitation."""
    desk = reaching_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    sent = effects_of([employee.pk]).filter(kind="employment.send_invitation")
    context = card_context(
        desk,
        employee,
        "access",
        has_login=bool(queries.open_logins(company_id, [employee.pk])),
        login=employee.user,
        mails=sent[:10],
        has_left=employee.left_on is not None and employee.left_on < desk.today,
        invite_url=desk.url("employee_invite", employee_id=employee_id),
        withdraw_url=desk.url("access_withdraw", employee_id=employee_id),
    )
    return render(request, "employment/employee_access.html", context)


@require_POST
def employee_invite(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """Mail the way in, the first time or again."""
    desk = reaching_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    try:
        invited = invite_employee(employee=employee, **desk.actor)
    except InvitationRefused as refused:
        messages.error(request, sentence_about(refused))
    else:
        address = invited.user.email if invited.user else ""
        messages.success(request, _("A mail with the way in is on its way to %(address)s.") % {"address": address})
    return back(desk, employee_id)


@require_POST
def access_withdraw(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """Close the login at once."""
    desk = reaching_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    withdraw_access(employee=employee, **desk.actor)
    messages.success(request, _("%(name)s can no longer sign in to this company.") % {"name": employee.full_name})
    return back(desk, employee_id)


def back(desk: Desk, employee_id: UUID) -> HttpResponse:
    """To the tab."""
    return redirect(desk.url("employee_access", employee_id=employee_id))


def sentence_about(refused: InvitationRefused) -> str:
    """Why nobody was invited, and what mends it."""
    sentences = {
        "no_email": _("Fill in an e-mail address first."),
        "has_left": _("The employment has ended, so nobody is invited."),
        "only_prepared": _("The client has not answered yet. Nobody is invited before that."),
        "shared_email": _("%(name)s already signs in with that address. Each employee needs their own."),
    }
    return sentences[refused.reason] % {"name": refused.other or ""}
