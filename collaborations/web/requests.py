"""Sent requests, for the firm's staff: list, export, remind, withdraw."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import firm_for, user_of
from accounts.permissions import Permission
from advisor.queries import clients_reached_by
from collaborations.access import collaboration_for
from collaborations.forms import uuid_in
from collaborations.models import Collaboration
from collaborations.operations import requests as operations
from collaborations.operations.refusals import HandoverDue, NobodyReached, RemindedRecently, TooManyReminders
from collaborations.queries.requests import Narrowing, page_of, requests_for, standings_in
from collaborations.request_filter import RequestFilter
from collaborations.request_table import COLUMNS, cells_of
from collaborations.rules.states import TransitionNotAllowed
from collaborations.web.refusals import sentence_of
from common import clock
from common.spreadsheets import CSV, table_response
from common.way_back import way_back


@require_safe
def request_list(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Who sent what to whom when, and where it stands."""
    firm = firm_for(request, firm_id, Permission.CLIENTS_READ)
    requests = requests_for(clients_reached_by(user_of(request), firm))
    chosen = RequestFilter(request.GET, requests=requests)
    after = uuid_in(request.GET, "before")
    page = page_of(requests, chosen.narrowing, sort=chosen.order, after=after, at=clock.now())
    context = {
        "firm": firm,
        "filter": chosen,
        "page": page,
        "sort": chosen.order,
        "views": chosen.views(page.counts, page.total),
        "is_narrowed": chosen.narrowing != Narrowing(),
        "export_query": chosen.query(),
    }
    return render(request, "collaborations/request_list.html", context)


@require_safe
def request_export(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """The same list, whole, as a table to download."""
    firm = firm_for(request, firm_id, Permission.CLIENTS_READ)
    requests = requests_for(clients_reached_by(user_of(request), firm))
    chosen = RequestFilter(request.GET, requests=requests)
    found = standings_in(requests, chosen.narrowing, sort=chosen.order, at=clock.now())
    head = [str(column) for column in COLUMNS]
    return table_response(CSV, _("sent-requests"), head, (cells_of(one) for one in found))


@require_POST
def remind(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Send the mails of a waiting request again."""
    collaboration = collaboration_for(request, collaboration_id, Permission.COLLABORATIONS_START)
    try:
        operations.remind(collaboration=collaboration, by=user_of(request), at=clock.now())
        messages.success(request, _("The client has been reminded."))
    except (NobodyReached, RemindedRecently, TooManyReminders) as refusal:
        messages.error(request, str(sentence_of(refusal)))
    except TransitionNotAllowed:
        messages.error(request, _("The request no longer waits for an answer."))
    return _back(request, collaboration)


@require_POST
def withdraw(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Take a waiting request back."""
    collaboration = collaboration_for(request, collaboration_id, Permission.COLLABORATIONS_START)
    try:
        operations.withdraw(collaboration=collaboration, by=user_of(request), at=clock.now())
        messages.success(request, _("The request has been withdrawn. Its links no longer work."))
    except HandoverDue as refusal:
        messages.error(request, str(sentence_of(refusal)))
    except TransitionNotAllowed:
        messages.error(request, _("The request no longer waits for an answer."))
    return _back(request, collaboration)


def _back(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """To the page the button was on: the list of requests or the client card."""
    return redirect(way_back(request) or reverse("collaborations:client_tab", args=[collaboration.client_id]))
