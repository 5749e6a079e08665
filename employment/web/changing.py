"""A change of dated terms on its way: shown with what it does to pay, or carried out."""

from collections.abc import Callable, Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from employment.forms.terms import FromDateForm
from employment.models import Employee
from employment.pay_effects import Effects, TermsChange, effects_of
from employment.web.desk import Desk

PREVIEW, PROPOSE, PAY_LINE = "preview", "propose", "pay_line"
"""What a form can be sent for besides being saved; the last saves, and goes on to the pay line of the difference."""


def saves(request: HttpRequest) -> bool:
    """Whether the form was sent to be carried out, not to be previewed."""
    return request.method == "POST" and request.POST.get("action") not in (PREVIEW, PROPOSE)


def effects_at(desk: Desk, employees: Sequence[Employee], on: date, carry_out: Callable[[], object]) -> Effects:
    """What a change does to pay; nothing for who only prepares, when there is no payroll yet."""
    if desk.prepares:
        return Effects()
    return effects_of(TermsChange(desk.company.pk, employees, on, carry_out, desk.audience, desk.in_lon_direct))


def is_to_be_seen(request: HttpRequest, effects: Effects) -> bool:
    """Whether paid months come out differently, and the person has not seen by how much before saving."""
    return effects.owed != 0 and request.POST.get("seen") != str(effects.owed)


def way_on(request: HttpRequest, effects: Effects, url: str) -> str:
    """Where a change that is made leads: to the pay line of the difference where that was asked for, or to the page."""
    return effects.owed_url if request.POST.get("action") == PAY_LINE and effects.owed_url else url


def settle(
    request: HttpRequest,
    desk: Desk,
    employee: Employee,
    form: FromDateForm,
    carry_out: Callable[[], object],
    url: str,
) -> tuple[HttpResponseRedirect | None, Effects]:
    """Carry the change of one employee's terms out and say where to go on, or tell what it does to pay."""
    if request.method != "POST" or request.POST.get("action") == PROPOSE or not form.is_valid():
        return None, Effects()
    effects = effects_at(desk, [employee], form.cleaned_data["on"], carry_out)
    if not saves(request) or is_to_be_seen(request, effects):
        return None, effects
    carry_out()
    messages.success(request, _("Saved."))
    return redirect(way_on(request, effects, url)), effects
