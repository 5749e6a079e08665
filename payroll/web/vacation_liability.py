"""The vacation liability at the end of a month: how it changed, its posting, and undoing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.periods import Month, month_in
from employment.web.desk import Desk, posted
from payroll.account_queries import accounts_of
from payroll.models import VacationPosting
from payroll.operations.vacation_posting import AlreadyPosted, NotPosted, post_liability, undo_posting
from payroll.rules.journal import JournalLine
from payroll.rules.vacation_liability import Owed, change_journal
from payroll.vacation_costs import costs_now, costs_posted
from payroll.vacation_forms import BookedForm
from payroll.vacation_postings import accounts_posted, latest_posting, owed_before, postings_of
from payroll.vacation_status import CompanyVacation, vacation_of_company
from payroll.web.journal_presenting import entries_shown
from payroll.web.vacation_desk import vacation_context, vacation_desk_for, vacation_url
from payroll.web.vacation_presenting import changes_shown, tiles_of


@require_http_methods(["GET", "HEAD", "POST"])
def liability_show(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The change up to the end of a month, as it would be posted, and those that were."""
    desk = vacation_desk_for(request, company_id, audience)
    month = _month(request, desk)
    form = BookedForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            firm_id = desk.actor["firm_id"]
            post_liability(company_id=company_id, month=month, booked=form.owed, by=desk.user_id, firm_id=firm_id)
        except AlreadyPosted:
            messages.info(request, _("The month is posted already, or a later one is. Undo that first."))
        else:
            messages.success(request, _("The change of the vacation liability is posted."))
        return redirect(f"{vacation_url(desk, 'liability_show')}?month={month}")
    booked = form.owed if form.is_bound and form.is_valid() else Owed()
    context = vacation_context(desk, form=form, month=month, **_shown(desk, month, booked))
    return render(request, "payroll/vacation_liability.html", context, status=422 if form.errors else 200)


@require_POST
def liability_undo(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """Take the latest posting back."""
    desk = vacation_desk_for(request, company_id, audience)
    try:
        undo_posting(company_id=company_id, by=desk.user_id, firm_id=desk.actor["firm_id"])
    except NotPosted:
        messages.info(request, _("Nothing is posted."))
    else:
        messages.success(request, _("The posting is undone."))
    return redirect(vacation_url(desk, "liability_show"))


def _change(
    company_id: UUID, before: Owed, vacation: CompanyVacation, latest: VacationPosting | None
) -> list[JournalLine]:
    accounts = accounts_of(company_id)
    formerly = accounts_posted(latest, accounts)
    return change_journal(
        before, vacation.owed, costs_posted(latest), costs_now(vacation), accounts=accounts, formerly=formerly
    )


def _month(request: HttpRequest, desk: Desk) -> Month:
    """The month asked for, never after this one."""
    present = Month.of(desk.today)
    asked = month_in(request.POST.get("month") or request.GET.get("month"))
    return present if asked is None else min(asked, present)


def _shown(desk: Desk, month: Month, booked: Owed) -> dict[str, Any]:
    company_id = desk.company.pk
    latest = latest_posting(company_id)
    is_posted = latest is not None and latest.month >= month.first
    vacation = vacation_of_company(company_id, month.last)
    before = owed_before(latest, booked)
    return {
        "vacation": vacation,
        "tiles": tiles_of(vacation.owed),
        "change": vacation.owed.total - before.total,
        "rows": changes_shown(vacation, latest, lambda one: vacation_url(desk, "employee_vacation", one.pk)),
        "journal": [] if is_posted else entries_shown(company_id, _change(company_id, before, vacation, latest)),
        "is_posted": is_posted,
        "latest": latest,
        "postings": [(one, entries_shown(company_id, one.lines)) for one in postings_of(company_id)],
        "undo_url": vacation_url(desk, "liability_undo"),
        "is_last": month == Month.of(desk.today),
    }
