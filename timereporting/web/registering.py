"""Registering from a page: the same for the employee and for the firm."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import user_of
from common.templatetags.format import date_day, hours
from employment.models import Employee
from timereporting.forms import RegisterForm
from timereporting.models import EntrySource, TimeEntry
from timereporting.operations.registrations import OutsideEmployment, PeriodClosed, register
from timereporting.rules.quick_choices import LengthImpossible, MoreThanPlanned, NothingPlanned, QuickChoice


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
    _say_nights_when_the_clocks_change(request, form, entries)
    return True


def _register(request: HttpRequest, employee: Employee, form: RegisterForm, source: EntrySource) -> list[TimeEntry]:
    values = form.cleaned_data
    return register(
        employee=employee,
        days=values["days"],
        choice=QuickChoice(values["choice"]),
        minutes=values["minutes"],
        span=values["span"],
        source=source,
        by=user_of(request),
    )


REFUSALS = (OutsideEmployment, PeriodClosed, NothingPlanned, MoreThanPlanned, LengthImpossible)


def _refusal(error: Exception) -> tuple[str, str]:
    """The field that is wrong, and what to say."""
    if isinstance(error, OutsideEmployment):
        return "days", _("%(day)s is outside the employment.") % {"day": date_day(error.day)}
    if isinstance(error, PeriodClosed):
        return "days", _("%(day)s is in a payroll that is approved.") % {"day": date_day(error.day)}
    if isinstance(error, NothingPlanned):
        text = _("%(day)s has no scheduled time. Choose another day, or ask for a schedule.")
        return "days", text % {"day": date_day(error.day)}
    if isinstance(error, LengthImpossible):
        return "time", _clocks_change(error.day, error.minutes)
    assert isinstance(error, MoreThanPlanned)
    text = _("%(day)s has %(planned)s in the schedule; absence cannot be longer.")
    return "time", text % {"day": date_day(error.day), "planned": hours(error.planned)}


def _say_nights_when_the_clocks_change(request: HttpRequest, form: RegisterForm, entries: list[TimeEntry]) -> None:
    span = form.cleaned_data["span"]
    for entry in entries if span else ():
        if entry.minutes != span.minutes_by_the_clock:
            messages.info(request, _clocks_change(entry.worked_on, entry.minutes))


def _clocks_change(day: date, minutes: int) -> str:
    text = _("The clocks change that night: %(day)s counts as %(time)s.")
    return text % {"day": date_day(day), "time": hours(minutes)}
