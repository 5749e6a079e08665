"""The law's figures year by year: read by a firm's staff, entered and decided by operators."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import user_of
from accounts.models import Firm
from payroll.access import entry_for, operator_in, rule_years_for
from payroll.figure_names import ONE_OFF, figure_name
from payroll.models import EntryKind, StatutoryEntry
from payroll.operations import statutory_entries as operations
from payroll.rule_year_forms import ContributionForm, FigureForm, OneOffForm, TablesForm
from payroll.rule_years import entries_of, rule_year, rule_years, years_shown
from payroll.rules.entry_states import EntryDecided
from payroll.rules.tax_table import COLUMNS
from payroll.rules.tax_table_file import FileRefused
from payroll.statutory.loading import unit_of
from payroll.wording import finding_text

Decide = Callable[..., StatutoryEntry]


@require_safe
def rule_year_list(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Which years payroll can be run for."""
    firm, is_operator = rule_years_for(request, firm_id)
    context = {"firm": firm, "is_operator": is_operator, "years": list(rule_years())}
    return render(request, "payroll/rule_year_list.html", context)


@require_safe
def rule_year_show(request: HttpRequest, firm_id: UUID, year: int) -> HttpResponse:
    """Every value of a year with its source, what is missing, and what waits for a second person."""
    firm, is_operator = rule_years_for(request, firm_id)
    _known(year)
    rows = entries_of(year, firm.pk)
    context = {
        "firm": firm,
        "is_operator": is_operator,
        "rules": rule_year(year),
        "proposals": [row for row in rows if row.entry.is_proposed],
        "decided": [row for row in rows if not row.entry.is_proposed],
        "me": user_of(request).pk,
        "links": _way_back(firm, None),
    }
    return render(request, "payroll/rule_year_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def figure_new(request: HttpRequest, firm_id: UUID, year: int, name: str) -> HttpResponse:
    """Enter a figure that is missing, or one that has changed."""
    firm = operator_in(request, firm_id)
    _known(year)
    try:
        unit = unit_of(name)
    except KeyError:
        raise Http404 from None
    form = FigureForm(request.POST or None, year=year, unit=unit)
    return _propose(request, firm, year, form, EntryKind.FIGURE, name)


@require_http_methods(["GET", "HEAD", "POST"])
def contribution_new(request: HttpRequest, firm_id: UUID, year: int) -> HttpResponse:
    """Enter the rate of an age group."""
    firm = operator_in(request, firm_id)
    _known(year)
    form = ContributionForm(request.POST or None, year=year)
    name = f"contributions.{form.data.get('name', '')}" if form.is_bound else "contributions"
    return _propose(request, firm, year, form, EntryKind.CONTRIBUTION_GROUP, name)


@require_http_methods(["GET", "HEAD", "POST"])
def one_off_new(request: HttpRequest, firm_id: UUID, year: int, column: int) -> HttpResponse:
    """Enter the one-off table of a column."""
    firm = operator_in(request, firm_id)
    _known(year)
    if column not in COLUMNS:
        raise Http404
    form = OneOffForm(request.POST or None, year=year, column=column)
    return _propose(request, firm, year, form, EntryKind.ONE_OFF_TABLE, f"{ONE_OFF}{column}")


@require_http_methods(["GET", "HEAD", "POST"])
def tables_new(request: HttpRequest, firm_id: UUID, year: int) -> HttpResponse:
    """Import the agency's file of monthly tables."""
    firm = operator_in(request, firm_id)
    _known(year)
    form = TablesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.propose_tables(year=year, **form.chosen, by=user_of(request), firm_id=firm.pk)
        except FileRefused as refused:
            for finding in refused.findings:
                form.add_error("file", finding_text(finding, year))
        except operations.ProposalExists:
            form.add_error(None, _("Tables of the year wait for a decision already. Withdraw or decide them first."))
        else:
            return _proposed(request, firm, year)
    return _form_page(request, firm, year, form, figure_name("tax_tables"))


@require_POST
def figure_approve(request: HttpRequest, firm_id: UUID, figure_id: UUID) -> HttpResponse:
    """Let what somebody else has entered apply."""
    accepts = request.POST.get("accepts_differences") == "yes"
    done = _("Approved. It applies to everything that is calculated from now on.")
    return _decide(request, firm_id, figure_id, operations.approve_entry, done, accepts_differences=accepts)


@require_POST
def figure_refuse(request: HttpRequest, firm_id: UUID, figure_id: UUID) -> HttpResponse:
    """Say no to what somebody else has entered."""
    return _decide(request, firm_id, figure_id, operations.refuse_entry, _("Refused. It changes nothing."))


@require_POST
def figure_withdraw(request: HttpRequest, firm_id: UUID, figure_id: UUID) -> HttpResponse:
    """Take a proposal back."""
    return _decide(request, firm_id, figure_id, operations.withdraw_entry, _("Withdrawn. It changes nothing."))


def _decide(
    request: HttpRequest, firm_id: UUID, figure_id: UUID, decide: Decide, done: str, **choices: bool
) -> HttpResponse:
    firm, entry = entry_for(request, firm_id, figure_id)
    try:
        decide(entry_id=entry.pk, by=user_of(request), firm_id=firm.pk, **choices)
    except operations.SamePerson:
        messages.error(request, _("Somebody else has to decide about what you have entered."))
    except operations.AgreementNotAccepted:
        messages.error(request, _("Say that the differences are right before you approve the tables."))
    except EntryDecided:
        messages.info(request, _("It has been decided already."))
    else:
        messages.success(request, done)
    return redirect("payroll:rule_year_show", firm_id=firm.pk, year=entry.year)


def _propose(request: HttpRequest, firm: Firm, year: int, form: Any, kind: EntryKind, name: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        values = {"kind": kind, "year": year, "name": name, "data": form.row}
        try:
            operations.propose(**values, by=user_of(request), firm_id=firm.pk)
        except operations.ProposalExists:
            form.add_error(None, _("A value waits for a decision already. Withdraw or decide it first."))
        else:
            return _proposed(request, firm, year)
    return _form_page(request, firm, year, form, figure_name(name))


def _proposed(request: HttpRequest, firm: Firm, year: int) -> HttpResponse:
    messages.success(request, _("Saved. It applies when another operator has approved it."))
    return redirect("payroll:rule_year_show", firm_id=firm.pk, year=year)


def _form_page(request: HttpRequest, firm: Firm, year: int, form: forms.Form, title: str) -> HttpResponse:
    context = {"firm": firm, "year": year, "form": form, "title": title, "links": _way_back(firm, year)}
    return render(request, "payroll/rule_year_entry.html", context, status=422 if form.errors else 200)


def _known(year: int) -> None:
    """Raises Http404 for a year that the pages do not show."""
    if year not in years_shown():
        raise Http404


def _way_back(firm: Firm, year: int | None) -> list[dict[str, str]]:
    links = [{"label": _("Rule years"), "url": reverse("payroll:rule_year_list", args=[firm.pk])}]
    if year is not None:
        links.append({"label": str(year), "url": reverse("payroll:rule_year_show", args=[firm.pk, year])})
    return links
