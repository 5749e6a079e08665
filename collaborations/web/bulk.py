"""Activating for many clients at once: who, which terms; and the list of what was done before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import membership_in, user_of
from accounts.permissions import Permission
from advisor.client_choice import ForeignClients, chosen_clients
from collaborations.access import bulk_for
from collaborations.bulk_forms import ServiceChoice, chosen_before, service_in
from collaborations.forms import TermsForm, fitting_terms
from collaborations.models import BulkActivation
from collaborations.operations.bulk import MOST_CLIENTS, choose_clients, propose
from collaborations.operations.refusals import NoClients, Refused, TooManyClients
from collaborations.queries.bulk import BULKS_SHOWN, bulks_of, client_list_of, number_in
from collaborations.queries.terms_templates import templates_for
from collaborations.rules.bulk import BulkState
from collaborations.template_forms import TemplateChoice, filled_in, is_unfilled
from collaborations.time_fitting import tell_what_followed
from collaborations.web.bulk_preview import bulk_page
from collaborations.web.refusals import sentence_of
from common import clock
from common.htmx import render_page_or_partial
from common.scoping import open_scope


@require_safe
def bulk_list(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """What was activated for many clients, by whom and when."""
    membership = membership_in(request, firm_id, Permission.COLLABORATIONS_START)
    open_scope(firm_id=firm_id)
    context = {"firm": membership.firm, "bulks": bulks_of(membership)[:BULKS_SHOWN]}
    return render(request, "collaborations/bulk_list.html", context)


@require_POST
def bulk_choose(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Begin with the clients that were chosen in the list."""
    membership = membership_in(request, firm_id, Permission.COLLABORATIONS_START)
    open_scope(firm_id=firm_id)
    try:
        clients = client_list_of(chosen_clients(membership, request.POST), MOST_CLIENTS)
        bulk = choose_clients(firm=membership.firm, client_ids=clients, by=user_of(request), at=clock.now())
    except ForeignClients as error:
        raise Http404 from error
    except (NoClients, TooManyClients) as refusal:
        messages.error(request, str(sentence_of(refusal)))
        narrowing = {name: request.POST.get(name, "") for name in ("q", "responsible", "status")}
        back = redirect("advisor:client_list", firm_id=firm_id)
        back.headers["Location"] += "?" + urlencode({name: value for name, value in narrowing.items() if value})
        return back
    return redirect("collaborations:bulk_show", bulk_id=bulk.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_show(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """The terms until they are chosen, then the preview, and once it is confirmed how far it has come."""
    bulk = bulk_for(request, bulk_id, acts=request.method == "POST")
    if request.method == "POST":
        return _proposed(request, bulk)
    is_edited = bulk.state == BulkState.PROPOSED and "change" in request.GET
    if bulk.state == BulkState.CHOSEN or is_edited:
        return _terms_page(request, bulk, _fitted(chosen_before(bulk), bulk, service_in(request.GET, bulk)))
    return bulk_page(request, bulk)


@require_POST
def bulk_terms(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """The same choices, fitted to each other; nothing is proposed."""
    bulk = bulk_for(request, bulk_id, acts=True)
    return _terms_page(request, bulk, _fitted(request.POST, bulk, service_in(request.POST, bulk)))


def _proposed(request: HttpRequest, bulk: BulkActivation) -> HttpResponse:
    service = service_in(request.POST, bulk)
    if is_unfilled(request.POST):
        return _terms_page(request, bulk, _fitted(request.POST, bulk, service))
    form = TermsForm(request.POST, service=service)
    if form.is_valid():
        try:
            propose(bulk=bulk, terms=form.cleaned_data["terms"], by=user_of(request))
        except Refused as refusal:
            form.add_error(None, str(sentence_of(refusal)))
        else:
            return redirect("collaborations:bulk_show", bulk_id=bulk.pk)
    return _terms_page(request, bulk, form, status=422)


def _fitted(data: Any, bulk: BulkActivation, service: str) -> TermsForm:
    """The form with what was chosen so far; a template that is the firm's default fills in what nobody chose."""
    templates = templates_for(bulk.firm_id, service)
    chosen = filled_in(data, templates, use_default="variant" not in data)
    form = TermsForm(fitting_terms(chosen, service), service=service)
    tell_what_followed(form, chosen)
    return form


def _terms_page(request: HttpRequest, bulk: BulkActivation, form: TermsForm, *, status: int = 200) -> HttpResponse:
    context = {
        "bulk": bulk,
        "firm": bulk.firm,
        "number": number_in(bulk),
        "form": form,
        "service_choice": ServiceChoice(form.service),
        "template_choice": TemplateChoice(form.data, templates_for(bulk.firm_id, form.service)),
    }
    page, partial = "collaborations/bulk_terms.html", "collaborations/_bulk_terms.html"
    return render_page_or_partial(request, page, partial, context, status=status)
