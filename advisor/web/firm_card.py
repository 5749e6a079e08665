"""The client card: overview, details, events."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import user_of
from accounts.permissions import GrantScope, Permission
from accounts.queries import scopes_held, staff_of
from advisor.access import client_for, holds
from advisor.client_badges import badges_for
from advisor.event_wording import AREAS, employees_in, names_in_company, people_in, told
from advisor.forms import ClientForm
from advisor.models import Client
from advisor.operations.clients import change_client
from advisor.queries import contacts_of, events_of_client, firms_clients, names_of, open_assignments_of
from common.htmx import render_page_or_partial
from common.scoping import scope
from common.way_back import way_back

EVENTS_READ, EVENTS_SHOWN = 500, 100


def render_tab(
    request: HttpRequest, client: Client, tab: str, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """One tab of the card: the whole page, or the tab's fragment for htmx."""
    may_write = holds(request, client, Permission.CLIENTS_WRITE)
    shown = {"client": client, "tab": tab, "tab_template": f"advisor/{template}", "way_back": way_back(request)}
    values = {**shown, "may_write": may_write, **context}
    return render_page_or_partial(request, "advisor/client_card.html", f"advisor/{template}", values, status=status)


@require_safe
def client_show(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What the firm has with the client, and the ways on."""
    client = client_for(request, client_id, Permission.CLIENTS_READ)
    context = {
        "badges": badges_for([client.pk])[client.pk],
        "contacts": contacts_of(client.pk)[:3],
        "assignments": open_assignments_of(client.pk),
        "does_payroll": _does_payroll(request, client),
    }
    return render_tab(request, client, "overview", "_overview.html", context)


def client_details(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Read and change what the firm knows of the client."""
    permission = Permission.CLIENTS_WRITE if request.method == "POST" else Permission.CLIENTS_READ
    client = client_for(request, client_id, permission)
    form = ClientForm(
        request.POST or None,
        instance=client,
        staff=staff_of(client.firm_id),
        taken_numbers=firms_clients(client.firm_id),
    )
    if request.method == "POST" and form.is_valid():
        change_client(client=client, by=user_of(request), **form.cleaned_data)
        messages.success(request, _("The details are saved."))
        return redirect(way_back(request) or reverse("advisor:client_details", args=[client.pk]))
    status = 422 if form.errors else 200
    return render_tab(request, client, "details", "_details.html", {"form": form}, status=status)


@require_safe
def client_events(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What happened, in plain words."""
    client = client_for(request, client_id, Permission.CLIENTS_READ)
    does_payroll = _does_payroll(request, client)
    found = events_of_client(client, with_payroll=does_payroll)
    area = request.GET.get("area", "")
    if area in AREAS:
        found = found.filter(kind__startswith=f"{area}.")
    events = list(found[:EVENTS_READ])
    names = names_of(one for event in events for one in people_in(event))
    if does_payroll:
        with scope(firm_id=client.firm_id, company_ids=[client.company_id]):
            names |= names_in_company(client.company_id, (one for event in events for one in employees_in(event)))
    context = {"rows": told(events, names)[:EVENTS_SHOWN], "areas": AREAS, "area": area}
    return render_tab(request, client, "events", "_events.html", context)


def _does_payroll(request: HttpRequest, client: Client) -> bool:
    return GrantScope.PAYROLL in scopes_held(user_of(request).pk, client.company_id)
