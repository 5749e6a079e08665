"""The company's payroll settings."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from common.htmx import render_page_or_partial
from employment import queries
from employment.forms.settings import PayrollSettingsForm
from employment.models import CompanyPayrollSettings
from employment.models.company_payroll_settings import DeviationPeriod, rule_of
from employment.operations.settings import PeriodsRefused, change_settings
from employment.period_changes import PeriodChange, Told, free_from, told
from employment.settings_pages import settings_links
from employment.web.desk import desk_for, posted

CUT_OFF_DAY = re.compile(r"0?[1-9]|1\d|2[0-8]", re.ASCII)


def settings_edit(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """Payday, and whose deviations a pay contains; what comes of that is told before it is saved."""
    desk = desk_for(request, company_id, audience)
    settings = queries.payroll_settings_of(company_id)
    form = PayrollSettingsForm.of(settings, posted(request))
    effects = told(_change(settings, posted(request) or request.GET))
    if request.method == "POST" and form.is_valid() and not _is_to_be_seen(request, settings, form, effects):
        try:
            change_settings(company_id=company_id, values=form.cleaned_data, **desk.actor)
        except PeriodsRefused as error:
            form.add_error("deviation_period", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(desk.url("settings_edit"))
    context = desk.context(form=form, pages=settings_links(desk.audience, company_id))
    context |= {"effects": effects, "seen": _shown(form), "asks": form.is_bound and not form.errors}
    templates = "employment/settings_edit.html", "employment/_period_effects.html"
    return render_page_or_partial(request, *templates, context, status=422 if form.errors else 200)


def _change(settings: CompanyPayrollSettings, typed: QueryDict) -> PeriodChange:
    """What is typed, as far as it can be understood; otherwise what is saved."""
    period = typed.get("deviation_period", settings.deviation_period)
    text = typed.get("cut_off_day", str(settings.cut_off_day or "")).strip()
    is_current = period == DeviationPeriod.CURRENT_MONTH
    day = int(text) if is_current and CUT_OFF_DAY.fullmatch(text) else None
    cut_offs = settings.cut_offs
    if day != settings.cut_off_day:
        cut_offs = cut_offs.changed(day, free_from(settings.company_id))
    return PeriodChange(settings.company_id, settings.pay_rule, rule_of(period, cut_offs))


def _shown(form: PayrollSettingsForm) -> str:
    """The periods whose consequences the page shows."""
    return " ".join(str(field.value() or "") for field in form.periods)


def _is_to_be_seen(
    request: HttpRequest, settings: CompanyPayrollSettings, form: PayrollSettingsForm, effects: Told
) -> bool:
    """Whether a pay comes to contain more or fewer days than usual, and the person has not seen that."""
    present: dict[str, Any] = {field.name: getattr(settings, field.name) for field in form.periods}
    is_another = any(form.cleaned_data[name] != value for name, value in present.items())
    is_seen = request.POST.get("seen") == _shown(form)
    return is_another and effects.is_unusual and not effects.refusal and not is_seen
