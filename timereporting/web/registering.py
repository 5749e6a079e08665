"""Registering from a page: the same for the employee and for the firm."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import user_of
from common.templatetags.format import date_day, hours
from employment.models import Employee
from employment.rules.pay_periods import Days
from timereporting.forms import RegisterForm
from timereporting.models import EntrySource, TimeEntry
from timereporting.models.time_entry import QUICK_CHOICES
from timereporting.operations.registrations import OutsideEmployment, PeriodClosed, Registration, register
from timereporting.queries import hourly_in, registers
from timereporting.rules.absence import TooMuchAbsence
from timereporting.rules.quick_choices import LengthImpossible, MoreThanPlanned, NothingPlanned, QuickChoice
from timereporting.web.lengths import length_of, lengths_of

REFUSALS = (OutsideEmployment, PeriodClosed, NothingPlanned, MoreThanPlanned, TooMuchAbsence, LengthImpossible)


def registered(request: HttpRequest, employee: Employee, form: RegisterForm, source: EntrySource) -> bool:
    """Carry a valid form out; says so, or puts the reason on the form and answers False."""
    try:
        done = _register(request, employee, form, source)
    except REFUSALS as error:
        refuse(form, error, source)
        return False
    text = ngettext("%(number)s day is registered.", "%(number)s days are registered.", len(done.entries))
    messages.success(
        request, " ".join([text % {"number": len(done.entries)}, *_replaced(done), *_skipped(done.skipped)])
    )
    if done.has_reopened:
        say_that_the_month_is_open(request, employee)
    _say_nights_when_the_clocks_change(request, form, done.entries)
    note = vacation_note(employee, form.cleaned_data["choice"], [one.worked_on for one in done.entries])
    if note:
        messages.info(request, note)
    return True


def vacation_note(employee: Employee, choice: str, days: Sequence[date]) -> str:
    """That a day of vacation gives those who are paid by the hour no pay line; empty for everything else."""
    if choice != QuickChoice.VACATION or not days:
        return ""
    if not hourly_in(employee.company_id, {employee.pk: Days(days[0], days[-1])}):
        return ""
    return _("Who is paid by the hour gets vacation pay with each pay. A day of vacation gives no pay line of its own.")


def refuse(form: RegisterForm, error: Exception, source: EntrySource) -> None:
    """Put the reason why something cannot be registered by the field that is wrong."""
    field, text = _nothing_planned(error.day, source) if isinstance(error, NothingPlanned) else _refusal(error)
    form.add_error(field, text)


def say_that_the_month_is_open(request: HttpRequest, employee: Employee) -> None:
    """An approval that a change made void is told; where the firm registers there is none to renew."""
    if registers(employee):
        messages.warning(request, _("The month is open again and has to be submitted again."))


def _register(request: HttpRequest, employee: Employee, form: RegisterForm, source: EntrySource) -> Registration:
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


def _replaced(done: Registration) -> Iterable[str]:
    """A sentence about each day where another length or other clock times of the same kind stood before."""
    for made in done.entries:
        now = length_of(made)
        before = lengths_of(one for one in done.replaced if one.worked_on == made.worked_on)
        if before and now != before:
            yield _("%(day)s: %(now)s replaces %(before)s.") % {
                "day": date_day(made.worked_on), "now": now, "before": before,
            }  # fmt: skip


def _skipped(days: list[date]) -> Iterable[str]:
    if days:
        text = _("Skipped, without scheduled time: %(days)s.")
        yield text % {"days": ", ".join(date_day(day) for day in days)}


def _nothing_planned(day: date, source: EntrySource) -> tuple[str, str]:
    if source == EntrySource.FIRM:
        text = _("%(day)s has no scheduled time. Choose another day, or give a schedule that has the day.")
    else:
        text = _("%(day)s has no scheduled time. Choose another day, or ask for a schedule.")
    return "days", text % {"day": date_day(day)}


def _refusal(error: Exception) -> tuple[str, str]:
    """The field that is wrong, and what to say."""
    if isinstance(error, OutsideEmployment):
        return "days", _("%(day)s is outside the employment.") % {"day": date_day(error.day)}
    if isinstance(error, PeriodClosed):
        return "days", _("%(day)s is in a payroll that is approved.") % {"day": date_day(error.day)}
    if isinstance(error, LengthImpossible):
        return "time", _clocks_change(error.day, error.minutes)
    if isinstance(error, TooMuchAbsence):
        return "time", _too_much(error)
    assert isinstance(error, MoreThanPlanned)
    text = _("%(day)s has %(planned)s in the schedule; absence cannot be longer.")
    return "time", text % {"day": date_day(error.day), "planned": hours(error.planned)}


def _too_much(error: TooMuchAbsence) -> str:
    words = dict(QUICK_CHOICES)
    there = ", ".join(f"{words[kind]} {hours(minutes)}" for kind, minutes in sorted(error.registered.items()))
    text = _("%(day)s has %(there)s already, and %(planned)s in the schedule. Take that back first, or write less.")
    return text % {"day": date_day(error.day), "there": there, "planned": hours(error.planned)}


def _say_nights_when_the_clocks_change(request: HttpRequest, form: RegisterForm, entries: list[TimeEntry]) -> None:
    span = form.cleaned_data["span"]
    for entry in entries if span else ():
        if entry.minutes != span.minutes_by_the_clock:
            messages.info(request, _clocks_change(entry.worked_on, entry.minutes))


def _clocks_change(day: date, minutes: int) -> str:
    text = _("The clocks change that night: %(day)s counts as %(time)s.")
    return text % {"day": date_day(day), "time": hours(minutes)}
