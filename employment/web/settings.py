"""The company's payroll settings."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from employment import queries
from employment.forms.settings import PayrollSettingsForm
from employment.operations.settings import change_settings
from employment.settings_pages import settings_links
from employment.web.desk import desk_for, posted


def settings_edit(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """Payday, periods and the figures of the agreement."""
    desk = desk_for(request, company_id, audience)
    form = PayrollSettingsForm.of(queries.payroll_settings_of(company_id), posted(request))
    if request.method == "POST" and form.is_valid():
        change_settings(company_id=company_id, values=form.cleaned_data, **desk.actor)
        messages.success(request, _("Saved."))
        return redirect(desk.url("settings_edit"))
    context = desk.context(form=form, pages=settings_links(desk.audience, company_id))
    return render(request, "employment/settings_edit.html", context, status=422 if form.errors else 200)
