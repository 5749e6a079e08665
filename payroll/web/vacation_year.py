"""The end of a vacation year: what it does to each employee, confirming it, and undoing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from employment.web.desk import Desk
from payroll.explaining import answer_to
from payroll.operations.vacation_year import (
    Changed,
    LaterRests,
    NothingToClose,
    close_vacation_year,
    reopen_vacation_year,
    rests_on,
)
from payroll.rules.vacation_terms import vacation_year_of
from payroll.vacation_balances import vacation_terms_on
from payroll.vacation_closing import YearEnd, closes_of, year_end_of, year_to_close
from payroll.web.vacation_desk import vacation_context, vacation_desk_for, vacation_url


@require_http_methods(["GET", "HEAD", "POST"])
def vacation_close(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The preview of the closing, employee by employee, and its confirmation."""
    desk = vacation_desk_for(request, company_id, audience)
    if request.method == "POST":
        try:
            close_vacation_year(company_id=company_id, seen=request.POST.get("seen", ""), **_actor(desk))
        except NothingToClose:
            messages.info(request, _("There is no vacation year to close."))
        except Changed:
            messages.warning(request, _("Something has changed since you looked. Look through it again."))
        else:
            messages.success(request, _("The vacation year is closed."))
        return redirect(vacation_url(desk, "vacation_close"))
    year = year_to_close(company_id, desk.today)
    end = year_end_of(company_id, year, desk.today) if year else None
    context = vacation_context(desk, end=end, rows=_rows(end), **_earlier(desk))
    return render(request, "payroll/vacation_close.html", context)


@require_POST
def vacation_reopen(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """Undo the latest closing."""
    desk = vacation_desk_for(request, company_id, audience)
    try:
        reopen_vacation_year(company_id=company_id, **_actor(desk))
    except NothingToClose:
        messages.info(request, _("No vacation year is closed."))
    except LaterRests:
        messages.error(request, _("A payroll run or a posting rests on the closing, so it stays."))
    else:
        messages.success(request, _("The closing is undone. The balances are what they were."))
    return redirect(vacation_url(desk, "vacation_close"))


def _actor(desk: Desk) -> dict[str, Any]:
    return {"by": desk.user_id, "firm_id": desk.actor["firm_id"]}


def _rows(end: YearEnd | None) -> list[dict[str, Any]]:
    if end is None:
        return []
    return [{"row": row, "answer": answer_to(row.closed.new.explanation)} for row in end.rows]


def _earlier(desk: Desk) -> dict[str, Any]:
    closes = closes_of(desk.company.pk)
    present = vacation_year_of(desk.today, vacation_terms_on(desk.company.pk, desk.today))
    return {
        "closes": closes,
        "may_undo": bool(closes) and not rests_on(closes[0]),
        "reopen_url": vacation_url(desk, "vacation_reopen"),
        "present": present,
    }
