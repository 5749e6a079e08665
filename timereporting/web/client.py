"""Attestation: in minutes, mostly on a phone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import user_of
from accounts.models import Company, User
from accounts.permissions import GrantScope
from accounts.reach import Reach, reach_of
from accounts.start_page import Section
from common import clock
from common.periods import Month
from employment.rules.pay_periods import Days
from timereporting.access import attestation_for, report_for
from timereporting.awaited import not_submitted_for
from timereporting.forms import SendBackForm
from timereporting.models import TimeReport
from timereporting.operations import reports
from timereporting.periods import usual_period
from timereporting.queries import ReportView, month_to_attest, report_views, waiting_reports
from timereporting.rules.report_states import ReportState, TransitionNotAllowed
from timereporting.sides import Side, attestation_url, place
from timereporting.web.months import month_of

ATTESTED = (ReportState.APPROVED, ReportState.IMPORTED, ReportState.LOCKED)


@dataclass(frozen=True)
class Shown:
    """A report as it is shown: its content, the digest that an approval is bound to, the form to send it back with."""

    view: ReportView
    digest: str
    form: SendBackForm

    @property
    def period(self) -> Days:
        """The days of the report."""
        return Days(self.view.report.starts_on, self.view.report.ends_on)

    @property
    def seen(self) -> str:
        """What the page sends back of it."""
        return f"{self.view.report.pk}:{self.digest}"


@require_safe
def report_list(request: HttpRequest, company_id: UUID, side: Side) -> HttpResponse:
    """Reports of a month: those without findings together, the others one by one."""
    company, reach = attestation_for(request, company_id)
    month = month_of(request.GET.get("month")) or month_to_attest(company_id, reach, clock.today())
    return _render(request, company, month, side)


@require_POST
def approve_clean(request: HttpRequest, company_id: UUID, side: Side) -> HttpResponse:
    """Approve everything that has nothing to look at, as it was shown."""
    _company, reach = attestation_for(request, company_id)
    today = clock.today()
    month = month_of(request.POST.get("month")) or Month.of(today)
    seen = dict(one[:101].split(":", 1) for one in request.POST.getlist("seen") if ":" in one)
    views = report_views(company_id, month, reach, until=today, states=[ReportState.SUBMITTED])
    clean = {one.report.pk: seen[key] for one in views if one.is_clean and (key := str(one.report.pk)) in seen}
    number = reports.approve_all(seen=clean, by=user_of(request))
    if number:
        text = ngettext("%(number)s report is approved.", "%(number)s reports are approved.", number)
        messages.success(request, text % {"number": number})
    if number < len(seen):
        messages.warning(request, _("Something has changed since you opened the page. Look at what is left."))
    return _back(side, company_id, month)


@require_POST
def report_approve(request: HttpRequest, company_id: UUID, report_id: UUID, side: Side) -> HttpResponse:
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
        messages.success(request, _("The report of %(name)s is approved.") % {"name": report.employee.full_name})
    return _back(side, company_id, report.month)


@require_POST
def report_send_back(request: HttpRequest, company_id: UUID, report_id: UUID, side: Side) -> HttpResponse:
    """Send a report, or one day of it, back with a comment."""
    company, _reach = attestation_for(request, company_id)
    report = report_for(request, company_id, report_id)
    month = report.month
    form = SendBackForm(request.POST, period=Days(report.starts_on, report.ends_on), prefix=str(report.pk))
    if not form.is_valid():
        return _render(request, company, month, side, refused=(report, form))
    try:
        reports.send_back(report_id=report.pk, by=user_of(request), **form.cleaned_data)
    except reports.OwnReport:
        messages.error(request, _("You cannot send back your own time."))
    except TransitionNotAllowed:
        messages.error(request, _("The report cannot be sent back now."))
    else:
        messages.success(request, _("It is sent back to %(name)s.") % {"name": report.employee.full_name})
    return _back(side, company_id, month)


@require_POST
def report_undo(request: HttpRequest, company_id: UUID, report_id: UUID, side: Side) -> HttpResponse:
    """Take an approval back, while payroll does not have it."""
    report = report_for(request, company_id, report_id)
    try:
        reports.undo_approval(report_id=report.pk, by=user_of(request))
    except reports.OwnReport:
        messages.error(request, _("You cannot approve your own time."))
    except TransitionNotAllowed:
        messages.error(request, _("The report is in payroll already."))
    else:
        messages.success(request, _("The approval is taken back."))
    return _back(side, company_id, report.month)


def start_section(company: Company, user: User, scopes: set[str]) -> Section | None:
    """The part of the start page that tells attestors how many reports wait; registered with accounts."""
    if GrantScope.TIME_APPROVAL not in scopes:
        return None
    reach = reach_of(user.pk, company.pk, GrantScope.TIME_APPROVAL)
    waiting = waiting_reports(company.pk, reach, besides=user.pk)
    return Section("timereporting/_company_start.html", {"company": company, "waiting": waiting}, waits=True)


def _render(
    request: HttpRequest,
    company: Company,
    month: Month,
    side: Side,
    refused: tuple[TimeReport, SendBackForm] | None = None,
) -> HttpResponse:
    _company, reach = attestation_for(request, company.pk)
    own = user_of(request).pk
    context = {**place(side), **_context(company, month, reach, own, refused)}
    return render(request, "timereporting/report_list.html", context, status=422 if refused else 200)


def _context(
    company: Company, month: Month, reach: Reach, own: UUID, refused: tuple[TimeReport, SendBackForm] | None
) -> dict[str, Any]:
    views = report_views(company.pk, month, reach, until=clock.today())
    forms = {refused[0].pk: refused[1]} if refused else {}
    waiting = [_shown(one, forms) for one in views if one.report.state == ReportState.SUBMITTED]
    clean = [one for one in waiting if one.view.is_clean and one.view.employee.user_id != own]
    return {
        "company": company,
        "month": month,
        "period": usual_period(company.pk, month),
        "own": own,
        "clean": clean,
        "clean_minutes": sum(one.view.minutes for one in clean),
        "refused_form": refused[1] if refused else None,
        "refused_employee": refused[0].employee if refused else None,
        "refused_is_shown": any(one.view.report.pk in forms and one.view.employee.user_id != own for one in waiting),
        "to_look_at": [one for one in waiting if one not in clean],
        "approved": [one for one in views if one.report.state in ATTESTED],
        "returned": [one for one in views if one.report.state == ReportState.RETURNED],
        "not_submitted": not_submitted_for(company.pk, month, reach),
    }


def _shown(view: ReportView, refused: Mapping[UUID, SendBackForm]) -> Shown:
    report: TimeReport = view.report
    period = Days(report.starts_on, report.ends_on)
    marked = {one.day for one in view.findings if one.day} | {one.worked_on for one in view.entries}
    form = refused.get(report.pk) or SendBackForm(period=period, marked=marked, prefix=str(report.pk))
    return Shown(view, reports.digest_of(view.entries), form)


def _back(side: Side, company_id: UUID, month: Month) -> HttpResponse:
    return redirect(f"{attestation_url(side, 'report_list', company_id)}?month={month}")
