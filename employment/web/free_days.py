"""The days that are free in the company: red days, the eves it chose, and its own."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from employment.forms.free_days import EvesForm, FreeDayForm, kept_sentence, paid_sentence
from employment.free_day_queries import chosen_eves, free_days_of, own_free_days
from employment.free_day_wording import EVES, SOURCES, name_of
from employment.models import FreeDay
from employment.operations.free_days import AlreadyFree, AlreadyPaid, add_free_day, choose_eves, remove_free_day
from employment.paid_days import paid_days_of
from employment.rules.free_days import FreeDays, read
from employment.web.desk import Desk, desk_for, posted
from employment.web.paid_months import warn_of_paid_month

A_YEAR, SATURDAY = timedelta(days=365), 5


@require_http_methods(["GET", "HEAD", "POST"])
def free_days(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """What is free in the coming year, and a new day of the company's own."""
    desk = desk_for(request, company_id, audience)
    form = FreeDayForm(posted(request))
    if request.method == "POST" and form.is_valid():
        day, name = form.cleaned_data["day"], form.cleaned_data["name"]
        try:
            add_free_day(company_id=company_id, day=day, name=name, **desk.actor)
        except AlreadyPaid as error:
            form.add_error("day", paid_sentence(error))
        except AlreadyFree:
            form.add_error("day", _("The day is free already."))
        else:
            return _saved(request, desk, day)
    return _page(request, desk, day_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def free_eves(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """Other eves from a day."""
    desk = desk_for(request, company_id, audience)
    form = _eves_form(desk, free_days_of(company_id), posted(request))
    if request.method == "POST" and form.is_valid():
        starts_on = form.cleaned_data["starts_on"]
        try:
            choose_eves(company_id=company_id, eves=form.chosen, starts_on=starts_on, **desk.actor)
        except AlreadyPaid as error:
            form.add_error("starts_on", paid_sentence(error))
        else:
            return _saved(request, desk, starts_on)
    return _page(request, desk, eves_form=form)


@require_POST
def free_day_remove(request: HttpRequest, company_id: UUID, free_day_id: UUID, audience: str) -> HttpResponse:
    """Work as planned on the day again."""
    desk = desk_for(request, company_id, audience)
    row = get_object_or_404(own_free_days(company_id), pk=free_day_id)
    try:
        remove_free_day(free_day=row, **desk.actor)
    except AlreadyPaid as error:
        messages.error(request, kept_sentence(error))
        return redirect(desk.url("free_days"))
    return _saved(request, desk, row.day)


def _saved(request: HttpRequest, desk: Desk, day: date) -> HttpResponse:
    """Say what does not follow: a part of a month that is paid for is not counted again."""
    messages.success(request, _("Saved."))
    warn_of_paid_month(request, desk, day)
    return redirect(desk.url("free_days"))


def _eves_form(desk: Desk, chosen: FreeDays, data: Any = None) -> EvesForm:
    return EvesForm.of(chosen.eves_on(desk.today), desk.today, data)


def _page(
    request: HttpRequest, desk: Desk, day_form: FreeDayForm | None = None, eves_form: EvesForm | None = None
) -> HttpResponse:
    company_id, today = desk.company.pk, desk.today
    chosen = free_days_of(company_id)
    is_wrong = bool((day_form and day_form.errors) or (eves_form and eves_form.errors))
    links = [*desk.links(), {"label": _("Payroll settings"), "url": desk.url("settings_edit")}]
    context = desk.context(
        day_form=day_form or FreeDayForm(),
        eves_form=eves_form or _eves_form(desk, chosen),
        days=[_shown(one) for one in chosen.named(today, today + A_YEAR)],
        own=_own(desk),
        history=[(row, _names(row.eves)) for row in chosen_eves(company_id)],
        days_url=desk.url("free_days"),
        eves_url=desk.url("free_eves"),
    )
    context["links"] = links
    return render(request, "employment/free_days.html", context, status=422 if is_wrong else 200)


def _own(desk: Desk) -> list[tuple[FreeDay, str]]:
    """The company's own days, with the address where each is removed; none for a day that is paid for."""
    until = paid_days_of(desk.company.pk).until
    return [
        (row, "" if until and row.day <= until else desk.url("free_day_remove", free_day_id=row.pk))
        for row in own_free_days(desk.company.pk)
    ]


def _shown(one: Any) -> dict[str, Any]:
    return {
        "day": one.day,
        "name": name_of(one),
        "source": one.source,
        "source_text": SOURCES[one.source],
        "is_weekend": one.day.weekday() >= SATURDAY,
    }


def _names(eves: str) -> str:
    found = [str(name) for eve, name in EVES.items() if eve in read(eves)]
    return ", ".join(found) or _("Official red days only")
