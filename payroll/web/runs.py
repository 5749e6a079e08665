"""The runs of a company: list, create, follow, review, approve."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import user_of
from common import clock
from common.htmx import render_page_or_partial
from common.periods import month_in
from common.templatetags.format import time_of
from employment.queries import payroll_settings_of
from payroll.access import may_change, payroll_desk_for, run_for, run_list_for, run_to_change_for
from payroll.checks import checks_of, employees_in
from payroll.forms import NewRunForm
from payroll.models import PayrollRun, RunOrigin
from payroll.operations import runs
from payroll.operations.digests import is_stale
from payroll.queries import next_month_of, notices_of, rows_of_run
from payroll.rules.approvals import NotTheirs
from payroll.rules.run_states import RunState, TransitionNotAllowed
from payroll.run_dates import deviations_of, payday_of, proposed_payday
from payroll.web.approving import approval_context, asked_text, waiting_texts
from payroll.web.cost_picture import sums_shown
from payroll.web.desk import PREFIX, place, url
from payroll.web.finding_rows import findings_context
from payroll.web.journal_presenting import journal_context
from payroll.web.presenting import (
    checks_shown,
    notices_shown,
    problems_shown,
    way_of,
)

NOT_APPROVED: dict[type[ValueError], Promise] = {
    runs.ChecksFail: gettext_lazy("Something has come in the way since the calculation. Mend it first."),
    runs.InputsChanged: gettext_lazy("Something has changed since the calculation. Calculate again first."),
    runs.ResultChanged: gettext_lazy(
        "The run has been calculated again since you opened it, and may come to other amounts. Look at it as it is now,"
        " then approve."
    ),
    runs.WarningsUnread: gettext_lazy("Read the warnings, and tick that you have seen them. Then approve."),
    NotTheirs: gettext_lazy("The run waits for the approval of somebody else."),
    TransitionNotAllowed: gettext_lazy("The run is not ready to be approved."),
}
REFUSALS: tuple[type[ValueError], ...] = tuple(NOT_APPROVED)


@require_safe
def run_list(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The company's runs, and the way to the next."""
    company, found, may_add = run_list_for(request, company_id)
    waiting = waiting_texts(found, company_id, audience)
    context = {
        **place(audience, company_id),
        "company": company,
        "runs": [(run, url(audience, "run_show", company_id, run.pk), waiting.get(run.pk)) for run in found],
        "may_add": may_add,
        "new_url": url(audience, "run_new", company_id),
        "items_url": url(audience, "pay_item_list", company_id),
        "cost_objects_url": reverse(f"employment:{PREFIX[audience]}cost_object_list", args=[company_id]),
        "opening_url": url(audience, "opening_edit", company_id, clock.today().year),
    }
    return render(request, "payroll/run_list.html", context)


@require_safe
def run_panel(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The panel of a start page: the run that is under way, or the month that comes next; what was, for readers."""
    company, found, does_payroll = run_list_for(request, company_id)
    if not does_payroll:
        earlier = found.filter(state=RunState.APPROVED, origin=RunOrigin.LON_SMART).first()
        return render(request, "payroll/_earlier_panel.html", {**place(audience, company_id), "run": earlier})
    run = found.first()
    month = next_month_of(company_id, clock.today())
    context = {
        **place(audience, company_id),
        "company": company,
        "run": run,
        "run_url": url(audience, "run_show", company_id, run.pk) if run else "",
        "month": month,
        "payday": proposed_payday(month, payroll_settings_of(company_id), clock.today()),
        "new_url": url(audience, "run_new", company_id),
        **(approval_context(run, user_of(request), audience, may_change=True) if run else {}),
    }
    return render(request, "payroll/_run_panel.html", context)


def run_new(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """Choose the month; payday and deviation period follow from the company's settings, the payday can be another."""
    company, origin = payroll_desk_for(request, company_id)
    today = clock.today()
    month = month_in(request.POST.get("month") or request.GET.get("month")) or next_month_of(company_id, today)
    settings = payroll_settings_of(company_id)
    usual, proposed = payday_of(month, settings), proposed_payday(month, settings, today)
    initial = {"month": month, "payday": proposed}
    form = NewRunForm(request.POST or None, initial=initial, today=today, is_in_arrears=settings.pay_rule.is_in_arrears)
    if request.method == "POST" and form.is_valid():
        try:
            run = runs.create_run(company_id=company_id, by=user_of(request), origin=origin, **form.chosen)
        except runs.RunExists:
            form.add_error("month", _("There is a run for this month already."))
        else:
            return redirect(url(audience, "run_show", company_id, run.pk))
    context = {**place(audience, company_id, origin), "company": company, "form": form, "month": month}
    context["passed"] = None if proposed == usual else usual
    context["deviations"] = deviations_of(company_id, month, settings)
    context["paid_in"], context["new_url"] = settings.pay_rule.paid_in(month), url(audience, "run_new", company_id)
    status = 422 if form.errors else 200
    return render_page_or_partial(request, "payroll/run_new.html", "payroll/_run_new.html", context, status=status)


@require_safe
def run_show(request: HttpRequest, company_id: UUID, run_id: UUID, audience: str) -> HttpResponse:
    """Where the run stands and what comes next."""
    run = run_for(request, company_id, run_id)
    return _show(request, run, audience)


@require_POST
def run_calculate(request: HttpRequest, company_id: UUID, run_id: UUID, audience: str) -> HttpResponse:
    """Start the calculation, or say what has to be mended first."""
    run = run_to_change_for(request, company_id, run_id)
    try:
        runs.start_calculation(run_id=run.pk, by=user_of(request))
    except runs.AlreadyStarted as error:
        messages.warning(request, _started_by(error.run))
    except runs.ChecksFail:
        messages.error(request, _("Something has to be mended before the run can be calculated."))
    except TransitionNotAllowed:
        messages.error(request, _("The run is approved and cannot be calculated again."))
    return redirect(url(audience, "run_show", company_id, run.pk))


@require_POST
def run_approve(request: HttpRequest, company_id: UUID, run_id: UUID, audience: str) -> HttpResponse:
    """Approve and freeze the run."""
    run = run_to_change_for(request, company_id, run_id)
    try:
        seen, shown = request.POST.get("seen", ""), request.POST.get("shown", "")
        run = runs.approve_run(run_id=run.pk, by=user_of(request), seen=seen, shown=shown)
    except REFUSALS as refusal:
        messages.error(request, str(NOT_APPROVED[type(refusal)]))
    else:
        done = _("The run is approved. The employees are told that their payslips can be read.")
        messages.success(request, done if run.state == RunState.APPROVED else asked_text(run, audience))
    return redirect(url(audience, "run_show", company_id, run.pk))


@require_POST
def run_discard(request: HttpRequest, company_id: UUID, run_id: UUID, audience: str) -> HttpResponse:
    """Throw away a run that is not approved."""
    run = run_to_change_for(request, company_id, run_id)
    try:
        runs.discard_run(run_id=run.pk, by=user_of(request))
    except TransitionNotAllowed:
        messages.error(request, _("The run cannot be discarded now."))
        return redirect(url(audience, "run_show", company_id, run.pk))
    messages.success(request, _("The run is discarded."))
    return redirect(place(audience, company_id, run.origin)["list_url"])


def _show(request: HttpRequest, run: PayrollRun, audience: str) -> HttpResponse:
    rows = rows_of_run(run) if run.state in (RunState.CALCULATED, RunState.APPROVED) else []
    changing = may_change(request, run)
    employees = employees_in(run) if run.state in CHECKED else []
    checks = checks_shown(checks_of(run, employees), run, audience) if run.state in CHECKED else []
    context: dict[str, Any] = {
        **place(audience, run.company_id, run.origin),
        "company": run.company,
        "run": run,
        **way_of(run),
        **approval_context(run, user_of(request), audience, may_change=changing),
        "checks": checks,
        **findings_context(run, employees, audience),
        "is_stale": changing and not checks and is_stale(run),
        "ready": len(employees) if run.state == RunState.DRAFT and not checks else 0,
        "problems": problems_shown(run, audience),
        "rows": [(row, url(audience, "payslip_show", run.company_id, run.pk, row.employee.pk)) for row in rows],
        **sums_shown(run, rows),
        "notices": notices_shown(notices_of(run)) if run.state == RunState.APPROVED else [],
        **journal_context(run),
        **{name: url(audience, f"run_{name[:-4]}", run.company_id, run.pk) for name in ACTIONS},
    }
    return render_page_or_partial(request, "payroll/run_show.html", "payroll/_run.html", context)


ACTIONS = ("show_url", "calculate_url", "approve_url", "discard_url")
CHECKED = (RunState.DRAFT, RunState.FAILED, RunState.CALCULATED)


def _started_by(run: PayrollRun) -> str:
    who = run.started_by.full_name if run.started_by else ""
    values = {"who": who, "when": time_of(run.started_at)}
    return _("The run is being calculated, started by %(who)s %(when)s.") % values
