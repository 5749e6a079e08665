"""Agreements: those there are with their history, a new one, new figures from a date, and who follows them."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.periods import Month
from employment.agreement_queries import agreements_of, choices_of, followers_on, without_agreement
from employment.catalogue.agreements import agreement_templates
from employment.forms.agreements import AgreementForm, FollowForm, NewAgreementForm
from employment.models import Agreement, AgreementVersion
from employment.operations.agreements import (
    AgreementBeginsLater,
    AgreementNameTaken,
    add_agreement,
    change_agreement,
    figures_of,
    follow_agreement,
)
from employment.pay_effects import Effects
from employment.queries import employees_of
from employment.rules.agreements import Source, in_force
from employment.web.agreement_presenting import about, history_of, sections_of, sentences_about
from employment.web.changing import effects_at, is_to_be_seen, saves, way_on
from employment.web.desk import Desk, desk_for, posted


@require_safe
def agreement_list(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The company's agreements, who follows them, and what applies where none is chosen."""
    desk = desk_for(request, company_id, audience)
    followers = followers_on(company_id, desk.today)
    usual = in_force([one for one in choices_of(company_id) if one.employee_id is None], desk.today)
    rows = [
        {
            "agreement": one,
            "url": desk.url("agreement_show", agreement_id=one.pk),
            "version": _in_force(one, desk.today),
            "people": followers.get(one.pk, []),
            "is_usual": usual is not None and usual.agreement_id == one.pk,
        }
        for one in agreements_of(company_id)
    ]
    others = followers.get(None, [])
    sections = [] if usual else sections_of(without_agreement(company_id))
    context = _context(desk, rows=rows, others=others, sections=sections)
    return render(request, "employment/agreement_list.html", context)


def agreement_new(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """A new agreement from a template, or as a copy of another."""
    desk = desk_for(request, company_id, audience)
    agreements = list(agreements_of(company_id))
    form = NewAgreementForm(posted(request), agreements=agreements, on=Month.of(desk.today).first)
    if request.method == "POST" and form.is_valid():
        name, on = form.cleaned_data["name"], form.cleaned_data["on"]
        figures, sources = _begun_as(form.cleaned_data["source"], agreements, on)
        try:
            agreement = add_agreement(
                company_id=company_id, name=name, values=figures, sources=sources, on=on, **desk.actor
            )
        except AgreementNameTaken:
            form.add_error("name", _("There is an agreement with this name."))
        else:
            messages.success(request, _("The agreement is added. Choose who follows it."))
            return redirect(desk.url("agreement_show", agreement_id=agreement.pk))
    context = _context(desk, form=form)
    return render(request, "employment/agreement_new.html", context, status=422 if form.errors else 200)


@require_safe
def agreement_show(request: HttpRequest, company_id: UUID, agreement_id: UUID, audience: str) -> HttpResponse:
    """What applies now with its sources, what applied before, and who follows it."""
    desk = desk_for(request, company_id, audience)
    agreement = _agreement_at(desk, agreement_id)
    version = _in_force(agreement, desk.today)
    context = _context(
        desk,
        agreement=agreement,
        version=version,
        sections=sections_of(version),
        history=history_of(list(agreement.versions.all())),
        people=followers_on(company_id, desk.today).get(agreement.pk, []),
        choices=[one for one in choices_of(company_id) if one.agreement_id == agreement.pk],
        edit_url=desk.url("agreement_edit", agreement_id=agreement_id),
        follow_url=desk.url("agreement_follow", agreement_id=agreement_id),
    )
    return render(request, "employment/agreement_show.html", context)


def agreement_edit(request: HttpRequest, company_id: UUID, agreement_id: UUID, audience: str) -> HttpResponse:
    """Other figures from a date, with what that changes and for whom before it is saved."""
    desk = desk_for(request, company_id, audience)
    agreement = _agreement_at(desk, agreement_id)
    form = AgreementForm.of(_in_force(agreement, desk.today), Month.of(desk.today).next.first, posted(request))
    url = desk.url("agreement_show", agreement_id=agreement_id)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        on, figures = form.cleaned_data["on"], form.figures()
        people = followers_on(company_id, on).get(agreement.pk, [])
        change = partial(change_agreement, agreement=agreement, values=figures, on=on, **desk.actor)
        effects = effects_at(desk, people, on, change)
        if saves(request) and not is_to_be_seen(request, effects):
            change()
            messages.success(request, _("Saved."))
            return redirect(way_on(request, effects, url))
        sentences = sentences_about(list(agreement.versions.all()), figures, on, people)
        shown = {**_preview(on, sentences, effects), "unsaved": saves(request)}
    context = _context(desk, agreement=agreement, form=form, url=url, **shown)
    return render(request, "employment/agreement_edit.html", context, status=422 if form.errors else 200)


def agreement_follow(request: HttpRequest, company_id: UUID, agreement_id: UUID, audience: str) -> HttpResponse:
    """Who follows the agreement from a date."""
    desk = desk_for(request, company_id, audience)
    agreement = _agreement_at(desk, agreement_id)
    first = max(Month.of(desk.today).first, min(one.starts_on for one in agreement.versions.all()))
    who = FollowForm.SOME if choices_of(company_id) else FollowForm.EVERYBODY
    form = FollowForm(posted(request), company_id=company_id, on=first, who=who)
    url = desk.url("agreement_show", agreement_id=agreement_id)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            done, shown = _followed(request, desk, agreement, form)
        except AgreementBeginsLater as error:
            sentence = _("The agreement begins on %(day)s. Choose that day or a later one.")
            form.add_error("on", sentence % {"day": error.first})
        else:
            if done:
                return redirect(done)
    context = _context(desk, agreement=agreement, form=form, url=url, **shown)
    return render(request, "employment/agreement_follow.html", context, status=422 if form.errors else 200)


def _followed(request: HttpRequest, desk: Desk, agreement: Agreement, form: FollowForm) -> tuple[str, dict[str, Any]]:
    """Let them follow it and say where to go on, or tell what that does to pay. Raises AgreementBeginsLater."""
    chosen, on = form.people(), form.cleaned_data["on"]
    change = partial(follow_agreement, agreement=agreement, employees=chosen, on=on, **desk.actor)
    people = list(employees_of(desk.company.pk) if chosen is None else chosen)
    effects = effects_at(desk, people, on, change)
    if saves(request) and not is_to_be_seen(request, effects):
        change()
        messages.success(request, _("Saved."))
        return way_on(request, effects, desk.url("agreement_show", agreement_id=agreement.pk)), {}
    return "", {**_preview(on, [{"text": about(people)}], effects), "unsaved": saves(request)}


def _preview(on: date, sentences: list[dict[str, str]], effects: Effects) -> dict[str, Any]:
    return {"preview": [{"who": _("From %(day)s") % {"day": on}, "sentences": sentences}], "effects": effects}


def _agreement_at(desk: Desk, agreement_id: UUID) -> Agreement:
    return get_object_or_404(agreements_of(desk.company.pk), pk=agreement_id)


def _in_force(agreement: Agreement, day: date) -> AgreementVersion:
    """The version of a day, or the first one of an agreement that begins later."""
    versions = list(agreement.versions.all())
    return in_force(versions, day) or versions[0]


def _begun_as(source: str, agreements: Sequence[Agreement], on: date) -> tuple[Mapping[str, Any], Mapping[str, Source]]:
    """The figures and sources of a template, or of the agreement that is copied as it is on a day."""
    template = agreement_templates().get(source)
    if template is not None:
        return template.values, template.sources
    version = _in_force(next(one for one in agreements if str(one.pk) == source), on)
    return figures_of(version), version.sources


def _context(desk: Desk, **values: Any) -> dict[str, Any]:
    return desk.context(new_agreement_url=desk.url("agreement_new"), **values)
