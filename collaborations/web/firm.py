"""The tab Collaborations on the client card, activation and ending, for the firm's staff."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import user_of
from accounts.permissions import GrantScope, Permission
from accounts.queries import scopes_held
from advisor.access import client_for, holds
from advisor.models import Client
from collaborations.access import collaboration_for
from collaborations.catalogue import service_name, services
from collaborations.connect_form import ConnectForm
from collaborations.forms import ActivationForm, choices_of, fitting, uuid_in
from collaborations.handover_forms import HandoverForm, with_day
from collaborations.models import Collaboration, UnlinkedCollaboration
from collaborations.operations.activation import activate
from collaborations.operations.handover import ask_for_handover
from collaborations.operations.held_up import retry_held_up
from collaborations.operations.refusals import Refused
from collaborations.queries.cards import shelf_of
from collaborations.queries.carried_over import work_to_go_through
from collaborations.queries.proposals import (
    Proposal,
    Situation,
    handover_proposal_for,
    proposal_for,
    repeated,
    situation_of,
)
from collaborations.queries.terms_templates import templates_for
from collaborations.rules.changes import Role
from collaborations.rules.facts import Facts
from collaborations.rules.planning import Plan
from collaborations.rules.scenarios import Scenario
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient
from collaborations.template_forms import TemplateChoice, filled_in, is_unfilled
from collaborations.time_fitting import tell_what_followed
from collaborations.web.changing import cancel_page, change_page
from collaborations.web.ending import end_page, go_on
from collaborations.web.mending import mendings
from collaborations.web.missing_price import price_context
from collaborations.web.refusals import sentence_of
from common import clock
from common.htmx import render_page_or_partial
from common.way_back import way_back


@require_safe
def client_tab(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Each service: where it stands with the client and what is possible now."""
    client = client_for(request, client_id, Permission.CLIENTS_READ)
    partial = "collaborations/_client_tab.html"
    held = scopes_held(user_of(request).pk, client.company_id)
    does_payroll = GrantScope.PAYROLL in held
    context = {
        "client": client,
        "shelf": shelf_of(client),
        "may_change": holds(request, client, Permission.COLLABORATIONS_CHANGE),
        "does_payroll": does_payroll,
        "to_go_through": work_to_go_through(client) if does_payroll else None,
        "prepares_payroll": GrantScope.PREPARATION in held,
        "way_back": way_back(request),
        "tab": "collaborations",
        "tab_template": partial,
    }
    return render_page_or_partial(request, "advisor/client_card.html", partial, context)


@require_http_methods(["GET", "HEAD", "POST"])
def collaboration_activate(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """One page that grows: choices, what happens, send."""
    client = client_for(request, client_id, Permission.COLLABORATIONS_START)
    previous = repeated(client, uuid_in(request.GET, "again"))
    situation = _situation(request, client, previous)
    if request.method != "POST":
        again = choices_of(previous) if previous else {}
        return _activation(request, client, situation, {**again, **request.GET.dict()})
    if is_unfilled(request.POST):
        return _activation(request, client, situation, request.POST)
    form = _form(request, request.POST, client, situation)
    if form.is_valid():
        seen = request.POST.get("plan", "")
        by: dict[str, Any] = {"by": user_of(request), "at": clock.now(), "seen": seen}
        try:
            collaboration = _operation(request, situation)(client=client, previous=previous, **form.proposal, **by)
        except Refused as refusal:
            form.add_error(None, str(sentence_of(refusal)))
        else:
            messages.success(request, _sent(collaboration))
            return redirect("collaborations:client_tab", client_id=client.pk)
    return _page(request, client, situation, form, status=422)


@require_POST
def activation_preview(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The same page for the choices made so far; nothing is sent."""
    client = client_for(request, client_id, Permission.COLLABORATIONS_START)
    previous = repeated(client, uuid_in(request.GET, "again"))
    return _activation(request, client, _situation(request, client, previous), request.POST)


@require_http_methods(["GET", "HEAD", "POST"])
def collaboration_end(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """End at once or after a last day, with a reason, after reading what happens."""
    collaboration = collaboration_for(request, collaboration_id, Permission.COLLABORATIONS_CHANGE)
    back = reverse("collaborations:client_tab", args=[collaboration.client_id])
    return end_page(request, collaboration, BillingRecipient.FIRM, "collaborations/firm_end.html", back)


@require_POST
def end_cancel(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Go on: the end that was decided does not come."""
    collaboration = collaboration_for(request, collaboration_id, Permission.COLLABORATIONS_CHANGE)
    back = reverse("collaborations:client_tab", args=[collaboration.client_id])
    return go_on(request, collaboration, BillingRecipient.FIRM, back)


@require_http_methods(["GET", "HEAD", "POST"])
def collaboration_change(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Change what is agreed, after reading what happens; without full client rights only the assignment."""
    collaboration = collaboration_for(request, collaboration_id, Permission.COLLABORATIONS_START)
    back = reverse("collaborations:client_tab", args=[collaboration.client_id])
    role = _role(request, collaboration.client)
    return change_page(request, collaboration, role, "collaborations/firm_change.html", back)


@require_POST
def change_cancel(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Take back a change that is to come."""
    collaboration = collaboration_for(request, collaboration_id, Permission.COLLABORATIONS_START)
    back = reverse("collaborations:client_tab", args=[collaboration.client_id])
    return cancel_page(request, collaboration, _role(request, collaboration.client), back)


@require_POST
def effect_retry(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Try once more what holds the collaboration up."""
    collaboration = collaboration_for(request, collaboration_id, Permission.COLLABORATIONS_CHANGE)
    if retry_held_up(collaboration=collaboration, by=user_of(request)):
        messages.success(request, _("A new attempt is being made."))
    else:
        messages.info(request, _("There is nothing to try again."))
    return redirect("collaborations:client_tab", client_id=collaboration.client_id)


def _situation(request: HttpRequest, client: Client, previous: Collaboration | None) -> Situation:
    """Where the client stands in the service that was asked for, or that is sent again. Raises Http404."""
    service = previous.service if previous else request.GET.get("service", services()[0])
    if service not in services():
        raise Http404
    return situation_of(client, service)


def _connected(request: HttpRequest, situation: Situation) -> UnlinkedCollaboration | None:
    """What was made elsewhere, where the page is to connect it."""
    unlinked = situation.unlinked
    return unlinked if unlinked and unlinked.pk == uuid_in(request.GET, "unlinked") else None


def _form(request: HttpRequest, data: Any, client: Client, situation: Situation) -> ActivationForm:
    is_included = situation.scenario is Scenario.INCLUDED
    asked: dict[str, Any] = {"client": client, "service": situation.offer.service, "is_included": is_included}
    if situation.is_handover:
        return HandoverForm(data, **asked)
    unlinked = _connected(request, situation)
    return ConnectForm(data, unlinked=unlinked, **asked) if unlinked else ActivationForm(data, **asked)


def _activation(request: HttpRequest, client: Client, situation: Situation, chosen: Any) -> HttpResponse:
    """The page with what was chosen so far, fitted to what is offered."""
    own = situation.own_variant if situation.scenario is Scenario.RUNS_SERVICE_ITSELF else None
    templates = templates_for(client.firm_id, situation.offer.service)
    chosen = filled_in(chosen, templates, use_default=own is None and "variant" not in chosen)
    unlinked = _connected(request, situation)
    agreed = unlinked.choices if unlinked else {}
    fitted = fitting({**chosen, **agreed}, client, situation.offer.service, own_variant=own)
    form = _form(request, with_day(fitted), client, situation)
    tell_what_followed(form, chosen)
    return _page(request, client, situation, form)


def _page(
    request: HttpRequest, client: Client, situation: Situation, form: ActivationForm, *, status: int = 200
) -> HttpResponse:
    connected = _connected(request, situation)
    context: dict[str, Any] = {
        "client": client,
        "form": form,
        "situation": situation,
        "service_name": service_name(situation.offer.service),
        "proposal": None,
        "template_choice": TemplateChoice(form.data, templates_for(client.firm_id, situation.offer.service)),
        "connected": connected,
        "is_gone": "unlinked" in request.GET and connected is None and not form.non_field_errors(),
        "query": _query(request, situation),
    }
    if form.holds:
        # After a refusal what was known before is not good enough: something has come in between.
        known = situation.facts if status == 200 else None
        context["proposal"] = made = _proposed(request, client, situation, form, known)
        context |= _of_plan(request, client, made.plan, form, context["query"])
    return render_page_or_partial(
        request, "collaborations/activation.html", "collaborations/_activation.html", context, status=status
    )


def _of_plan(request: HttpRequest, client: Client, plan: Plan, form: ActivationForm, query: str) -> dict[str, Any]:
    """What stands in the way, and whether there is a price."""
    blockers = mendings(request, client, plan.blockers, form, query)
    return {"blockers": blockers, **price_context(request, client, plan, form.proposal["terms"].offer)}


def _proposed(
    request: HttpRequest, client: Client, situation: Situation, form: ActivationForm, known: Facts | None
) -> Proposal:
    """What the choices would do."""
    plan = partial(proposal_for, connects=_connected(request, situation) is not None, known=known)
    propose = handover_proposal_for if situation.is_handover else plan
    return propose(client, **form.proposal, sender=user_of(request))


def _operation(request: HttpRequest, situation: Situation) -> Callable[..., Collaboration]:
    """What the choices are for. Where somebody else was first in connecting, activating says so."""
    begin = partial(activate, unlinked_id=uuid_in(request.GET, "unlinked"))
    return ask_for_handover if situation.is_handover else begin


def _query(request: HttpRequest, situation: Situation) -> str:
    """What the page is about, for its next round."""
    again, connected = uuid_in(request.GET, "again"), _connected(request, situation)
    if again:
        return urlencode({"again": str(again)})
    about = {"service": situation.offer.service}
    return urlencode(about | {"unlinked": str(connected.pk)} if connected else about)


def _role(request: HttpRequest, client: Client) -> Role:
    return Role.FIRM if holds(request, client, Permission.COLLABORATIONS_CHANGE) else Role.CONSULTANT


def _sent(collaboration: Collaboration) -> str:
    if collaboration.state == State.REQUESTED:
        return _("The request has been sent.")
    return _("The collaboration is active.")
