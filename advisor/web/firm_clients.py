"""The client list, and new clients."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import membership_in, user_of
from accounts.models import FirmMembership
from accounts.permissions import PERMISSIONS_OF_ROLE, Permission
from accounts.queries import staff_of
from advisor.client_actions import actions_for
from advisor.client_badges import badges_for
from advisor.client_choice import narrowed
from advisor.client_pages import COUNTED, page_of
from advisor.client_rows import rows_of
from advisor.forms import ClientFilter, NewClientForm
from advisor.models import Client, ClientStatus
from advisor.operations.clients import AlreadyClient, add_client
from advisor.queries import firms_clients
from common import clock
from common.htmx import render_page_or_partial
from common.scoping import open_scope


@require_safe
def client_list(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """The clients that the person reaches: search, filters, order, pages."""
    membership = membership_in(request, firm_id, Permission.CLIENTS_READ)
    open_scope(firm_id=firm_id)
    narrowing = ClientFilter(request.GET, staff=staff_of(firm_id))
    sort = request.GET.get("sort", "name")
    page = page_of(narrowed(membership, narrowing), sort, request.GET.get("after", ""))
    badges = badges_for([client.pk for client in page.clients])
    permissions = PERMISSIONS_OF_ROLE[membership.role]
    context = {
        "firm_id": firm_id,
        "rows": rows_of(page.clients, badges),
        "page": page,
        "filter": narrowing,
        "sort": sort,
        "is_first": not request.GET.get("after"),
        "is_narrowed": any(request.GET.get(name) for name in ("q", "responsible", "status")),
        "may_add": Permission.CLIENTS_WRITE in permissions,
        "actions": actions_for(firm_id, permissions),
        "counted_most": COUNTED,
    }
    return render_page_or_partial(request, "advisor/client_list.html", "advisor/_client_list.html", context)


def client_new(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Add a client by corporate identity number."""
    membership = membership_in(request, firm_id, Permission.CLIENTS_WRITE)
    open_scope(firm_id=firm_id)
    form = NewClientForm(
        request.POST or None,
        staff=staff_of(firm_id),
        taken_numbers=firms_clients(firm_id),
        initial={
            "responsible_consultant": membership.user_id,
            "status": ClientStatus.ACTIVE,
            "language": "sv",
            **{name: request.GET[name] for name in ("corporate_identity_number", "name") if name in request.GET},
        },
    )
    if request.method == "POST" and form.is_valid():
        client = _added(request, membership, form)
        if client is not None:
            messages.success(request, _("%(name)s is added.") % {"name": client.name})
            return redirect("advisor:client_show", client_id=client.pk)
    context = {"firm": membership.firm, "form": form}
    return render(request, "advisor/client_new.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, membership: FirmMembership, form: NewClientForm) -> Client | None:
    """The new client, or None with the reason on the form."""
    try:
        return add_client(firm=membership.firm, by=user_of(request), on=clock.today(), **form.cleaned_data)
    except AlreadyClient:
        form.add_error("corporate_identity_number", _("The company is a client of yours already."))
        return None
