"""Attestation: in minutes, mostly on a phone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import company_for, user_of
from accounts.permissions import GrantScope
from common import clock
from common.periods import Month
from timereporting.access import report_for
from timereporting.forms import SendBackForm
from timereporting.operations import reports
from timereporting.queries import ReportView, report_views, waiting_reports
from timereporting.rules.report_states import ReportState, TransitionNotAllowed
from timereporting.web.months import month_of

ATTESTED = (ReportState.APPROVED, ReportState.IMPORTED, ReportState.LOCKED)


@require_safe
def report_list(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Reports of a month: those without findings together, the others one by one."""
    company = company_for(request, company_id, GrantScope.TIME_APPROVAL)
    today = clock.today()
    month = month_of(request.GET.get("month") or str(Month.of(today).previous), today)
    views = report_views(company_id, month, until=today)
    return render(request, "timereporting/report_list.html", {"company": company, **_sorted(request, views, month)})


@require_POST
def approve_clean(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Approve everything that has nothing to look at."""
    company_for(request, company_id, GrantScope.TIME_APPROVAL)
    today = clock.today()
    month = month_of(request.POST.get("month"), today)
    views = report_views(company_id, month, until=today, states=[ReportState.SUBMITTED])
    clean = [view.report.pk for view in views if not view.findings]
    number = reports.approve_all(report_ids=clean, by=user_of(request))
    text = ngettext("%(number)s report is approved.", "%(number)s reports are approved.", number)
    messages.success(request, text % {"number": number})
    return _back(company_id, month)


@require_POST
def report_approve(request: HttpRequest, company_id: UUID, report_id: UUID) -> HttpResponse:
    """Approve one report, as it was shown."""
    report = report_for(request, company_id, report_id)
    try:
        reports.approve(report_id=report.pk, by=user_of(request), seen_digest=request.POST.get("seen", "")[:64])
    except reports.OwnReport:
        messages.error(request, _("You cannot approve your own time."))
    except reports.ChangedSince:
        messages.warning(request, _("The report has changed since you opened it. Look again."))
    except TransitionNotAllowed:
        messages.error(request, _("The report is not waiting for approval."))
    else:
        messages.success(request, _("The report is approved."))
    return _back(company_id, Month.of(report.starts_on))


@require_POST
def report_send_back(request: HttpRequest, company_id: UUID, report_id: UUID) -> HttpResponse:
    """Send a report, or one day of it, back with a comment."""
    report = report_for(request, company_id, report_id)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write what should be looked at, so that it can be mended."))
        return _back(company_id, Month.of(report.starts_on))
    try:
        reports.send_back(report_id=report.pk, by=user_of(request), **form.cleaned_data)
    except reports.OwnReport:
        messages.error(request, _("You cannot send back your own time."))
    except TransitionNotAllowed:
        messages.error(request, _("The report cannot be sent back now."))
    else:
        messages.success(request, _("It is sent back to %(name)s.") % {"name": report.employee.given_name})
    return _back(company_id, Month.of(report.starts_on))


@require_POST
def report_undo(request: HttpRequest, company_id: UUID, report_id: UUID) -> HttpResponse:
    """Take an approval back, while payroll does not have it."""
    report = report_for(request, company_id, report_id)
    try:
        reports.undo_approval(report_id=report.pk, by=user_of(request))
    except TransitionNotAllowed:
        messages.error(request, _("The report is in payroll already."))
    else:
        messages.success(request, _("The approval is taken back."))
    return _back(company_id, Month.of(report.starts_on))


@require_safe
def waiting_panel(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """The start page's panel: how many reports wait."""
    company = company_for(request, company_id, GrantScope.TIME_APPROVAL)
    context = {"company": company, "waiting": waiting_reports(company_id)}
    return render(request, "timereporting/_waiting_panel.html", context)


def _sorted(request: HttpRequest, views: list[ReportView], month: Month) -> dict[str, Any]:
    waiting = [view for view in views if view.report.state == ReportState.SUBMITTED]
    own = user_of(request).pk
    clean = [view for view in waiting if not view.findings and view.employee.user_id != own]
    return {
        "month": month,
        "clean": clean,
        "clean_minutes": sum(view.minutes for view in clean),
        "to_look_at": [
            (view, reports.content_digest(view.report), SendBackForm()) for view in waiting if view not in clean
        ],
        "clean_forms": [(view, reports.content_digest(view.report), SendBackForm()) for view in clean],
        "own": own,
        "approved": [view for view in views if view.report.state in ATTESTED],
        "others": [view for view in views if view.report.state in (ReportState.OPEN, ReportState.RETURNED)],
    }


def _back(company_id: UUID, month: Month) -> HttpResponse:
    return redirect(f"{reverse('timereporting:report_list', args=[company_id])}?month={month}")
