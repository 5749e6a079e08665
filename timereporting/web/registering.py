"""Registering from a page: the same for the employee and for the firm."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import user_of
from common.templatetags.format import date_short
from employment.models import Employee
from timereporting.forms import RegisterForm
from timereporting.models import EntrySource, TimeEntry
from timereporting.operations.registrations import OutsideEmployment, PeriodClosed, register
from timereporting.rules.quick_choices import MoreThanPlanned, NothingPlanned, QuickChoice


def registered(request: HttpRequest, employee: Employee, form: RegisterForm, source: EntrySource) -> bool:
    """Carry a valid form out; says so, or puts the reason on the form and answers False."""
    try:
        entries = _register(request, employee, form, source)
    except REFUSALS as error:
        field, text = _refusal(error)
        form.add_error(field, text)
        return False
    text = ngettext("%(number)s day is registered.", "%(number)s days are registered.", len(entries))
    messages.success(request, text % {"number": len(entries)})
    return True


def _register(request: HttpRequest, employee: Employee, form: RegisterForm, source: EntrySource) -> list[TimeEntry]:
    values = form.cleaned_data
    choice = QuickChoice(values["choice"])
    return register(
        employee=employee,
        days=values["days"],
        choice=choice,
        minutes=values["minutes"],
        source=source,
        by=user_of(request),
    )


REFUSALS = (OutsideEmployment, PeriodClosed, NothingPlanned, MoreThanPlanned)


def _refusal(error: Exception) -> tuple[str, str]:
    """The field that is wrong, and what to say."""
    if isinstance(error, OutsideEmployment):
        return "days", _("%(day)s is outside the employment.") % {"day": date_short(error.day)}
    if isinstance(error, PeriodClosed):
        return "days", _("%(day)s is in a payroll that is approved.") % {"day": date_short(error.day)}
    if isinstance(error, NothingPlanned):
        return "days", _("One of the days has no scheduled time. Choose another, or say how long.")
    return "time", _("Absence cannot be longer than the day's schedule.")
