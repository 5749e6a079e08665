"""Vacation compensation when an employment ends: what it comes to, deciding it, and taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from employment.models import Employee
from employment.web.desk import card_context, employee_at, posted
from payroll.explaining import answer_to
from payroll.operations.vacation_compensation import (
    AlreadyCompensated,
    AlreadyPaid,
    NotEnding,
    compensate,
    compensation_rows,
    ending_of,
    last_day_of,
    undo_compensation,
)
from payroll.rules.vacation_advance import EndReason
from payroll.statutory import FigureMissing, YearNotAvailable
from payroll.vacation_forms import EndForm
from payroll.web.vacation_desk import vacation_desk_for, vacation_url


@require_http_methods(["GET", "HEAD", "POST"])
def compensation_show(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """What would be paid for each reason, and the decision; or what has been decided."""
    desk = vacation_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    form = EndForm(posted(request), initial={"reason": EndReason.OTHER})
    if request.method == "POST" and form.is_valid():
        try:
            compensate(employee=employee, reason=form.chosen, **desk.actor)
        except (NotEnding, YearNotAvailable, FigureMissing):
            messages.error(request, _("What is needed to work it out is missing: last day, pay, or the law's figures."))
        except AlreadyCompensated:
            messages.info(request, _("It has been decided already."))
        else:
            messages.success(request, _("Decided. It is paid with the next payroll run."))
        return redirect(vacation_url(desk, "compensation_show", employee_id))
    context = card_context(desk, employee, "vacation", form=form, **_shown(employee))
    context |= {name: vacation_url(desk, page, employee_id) for name, page in PAGES.items()}
    return render(request, "payroll/vacation_end.html", context, status=422 if form.errors else 200)


PAGES = {"tab_url": "employee_vacation", "undo_url": "compensation_undo"}


@require_POST
def compensation_undo(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """Take the decision back."""
    desk = vacation_desk_for(request, company_id, audience)
    try:
        undo_compensation(employee=employee_at(desk, employee_id), **desk.actor)
    except AlreadyPaid:
        messages.error(request, _("The compensation has been paid, or there is none."))
    else:
        messages.success(request, _("Taken back. The balances are what they were."))
    return redirect(vacation_url(desk, "compensation_show", employee_id))


def _shown(employee: Employee) -> dict[str, Any]:
    decided = compensation_rows(employee)
    if decided:
        return {"decided": next((row for row in decided if row.amount is not None), decided[0])}
    try:
        outcomes = {reason: ending_of(employee, reason).result for reason in EndReason}
    except (NotEnding, YearNotAvailable, FigureMissing):
        return {"is_unknown": True}
    result = outcomes[EndReason.OTHER]
    waived = outcomes[EndReason.SHORTAGE_OF_WORK]
    return {
        "last_day": last_day_of(employee),
        "result": result,
        "answer": answer_to(result.explanation),
        "waived": waived,
    }
