"""One client in an activation of many; confirming, throwing away, taking away as a file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import user_of
from advisor.queries import clients_reached_by
from collaborations.access import bulk_for, bulk_item_for
from collaborations.bulk_forms import ItemForm, version_in
from collaborations.bulk_table import cells_of, table_head
from collaborations.models import BulkItem
from collaborations.operations.bulk import choose_for_client, discard, leave_out, repeat
from collaborations.operations.bulk_carrying_out import confirm
from collaborations.operations.refusals import ForeignChoice, Refused
from collaborations.queries.bulk import items_of
from collaborations.queries.proposals import proposal_for
from collaborations.rules.bulk import BulkState
from collaborations.web.bulk_preview import bulk_page
from collaborations.web.refusals import sentence_of
from common import clock
from common.htmx import render_page_or_partial
from common.spreadsheets import CSV, XLSX, table_response


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Everything that would happen for one client now; choose its assignment and contact, or leave it out."""
    item = bulk_item_for(request, item_id, acts=request.method == "POST")
    if request.method == "POST":
        return _adjusted(request, item)
    context: dict[str, Any] = {"item": item, "bulk": item.bulk, "firm": item.bulk.firm, "client": item.client}
    if item.bulk.state in (BulkState.PROPOSED, BulkState.CONFIRMED) and item.collaboration_id is None:
        chosen: dict[str, Any] = {"assignment": item.assignment, "contact": item.contact}
        proposal = proposal_for(item.client, terms=item.terms, **chosen, sender=item.bulk.made_by)
        context |= {"proposal": proposal, "is_changed": bool(item.digest) and proposal.plan.digest != item.digest}
    page, partial = "collaborations/bulk_item.html", "collaborations/_bulk_item.html"
    return render_page_or_partial(request, page, partial, context)


def _adjusted(request: HttpRequest, item: BulkItem) -> HttpResponse:
    """The preview with what was chosen for one client."""
    form = ItemForm(request.POST, item=item)
    try:
        if request.POST.get("do") in ("leave_out", "take_in"):
            leave_out(item=item, is_left_out=request.POST["do"] == "leave_out")
        elif form.is_valid():
            choose_for_client(item=item, **form.choices)
        else:
            raise ForeignChoice
    except Refused as refusal:
        return bulk_page(
            request, bulk_for(request, item.bulk_id, acts=True), error=str(sentence_of(refusal)), status=422
        )
    if request.headers.get("HX-Request") == "true":
        return bulk_page(request, bulk_for(request, item.bulk_id, acts=True))
    return redirect(f"{reverse('collaborations:bulk_show', args=[item.bulk_id])}?{request.GET.urlencode()}")


@require_POST
def bulk_confirm(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """Carry out everything that can be."""
    bulk = bulk_for(request, bulk_id, acts=True)
    try:
        confirm(bulk=bulk, seen=version_in(request.POST), by=user_of(request), at=clock.now())
    except Refused as refusal:
        messages.error(request, str(sentence_of(refusal)))
    return redirect("collaborations:bulk_show", bulk_id=bulk.pk)


@require_POST
def bulk_discard(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """Throw it away; nothing was done."""
    bulk = bulk_for(request, bulk_id, acts=True)
    try:
        discard(bulk=bulk, by=user_of(request))
        messages.success(request, _("It is thrown away. Nothing was done."))
    except Refused as refusal:
        messages.error(request, str(sentence_of(refusal)))
    return redirect("advisor:client_list", firm_id=bulk.firm_id)


@require_POST
def bulk_repeat(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """Begin again with those for whom nothing was done, under the same terms."""
    bulk = bulk_for(request, bulk_id, acts=True)
    try:
        bulk = repeat(bulk=bulk, by=user_of(request), at=clock.now())
    except Refused as refusal:
        messages.error(request, str(sentence_of(refusal)))
    return redirect("collaborations:bulk_show", bulk_id=bulk.pk)


@require_safe
def bulk_csv(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """Every client with what would happen or has happened, as CSV."""
    return _file(request, bulk_id, CSV)


@require_safe
def bulk_xlsx(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """Every client with what would happen or has happened, as XLSX."""
    return _file(request, bulk_id, XLSX)


def _file(request: HttpRequest, bulk_id: UUID, kind: str) -> HttpResponse:
    bulk = bulk_for(request, bulk_id)
    items = items_of(clients_reached_by(user_of(request), bulk.firm), bulk)
    return table_response(kind, _("activation-of-many"), table_head(), (cells_of(item) for item in items))
