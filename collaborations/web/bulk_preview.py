"""The preview of an activation of many clients, and its result: paged, counted, narrowed by state."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import user_of
from advisor.queries import clients_reached_by
from collaborations.models import BulkActivation, BulkItem
from collaborations.models.choices import ITEM_STATES
from collaborations.queries.bulk import ITEMS_SHOWN, Progress, items_of, progress_of, rows_of
from collaborations.rules.bulk import BulkState, ItemState
from common.htmx import render_page_or_partial

BEFORE = (ItemState.READY, ItemState.BLOCKED, ItemState.LEFT_OUT)
AFTER = (ItemState.QUEUED, ItemState.ACTIVATED, ItemState.REQUESTED, ItemState.REFUSED, *BEFORE[1:])


def bulk_page(request: HttpRequest, bulk: BulkActivation, *, error: str = "", status: int = 200) -> HttpResponse:
    """Some clients at a time; the number of statements does not depend on how many there are."""
    progress = progress_of(bulk)
    items = _items(request, bulk)
    is_working = bulk.state in (BulkState.PROPOSED, BulkState.CONFIRMED) and progress.is_working
    context = {
        "bulk": bulk,
        "firm": bulk.firm,
        "progress": progress,
        "facets": _facets(bulk, progress, request.GET.get("state", "")),
        "rows": rows_of(items[:ITEMS_SHOWN], bulk.service),
        "next_after": items[ITEMS_SHOWN - 1].position if len(items) > ITEMS_SHOWN else "",
        "is_first": not request.GET.get("after"),
        "is_working": is_working,
        "acts": bulk.made_by_id == user_of(request).pk,
        "may_repeat": bulk.state == BulkState.CONFIRMED and not is_working and progress.left > 0,
        "error": error,
    }
    page, partial = "collaborations/bulk_show.html", "collaborations/_bulk.html"
    return render_page_or_partial(request, page, partial, context, status=status)


def _items(request: HttpRequest, bulk: BulkActivation) -> list[BulkItem]:
    """Those of the page that is asked for, and one more if there is another page."""
    found = items_of(clients_reached_by(user_of(request), bulk.firm), bulk, state=request.GET.get("state", ""))
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 9:
        found = found.filter(position__gt=int(after))
    return list(found[: ITEMS_SHOWN + 1])


def _facets(bulk: BulkActivation, progress: Progress, chosen: str) -> list[dict[str, Any]]:
    """The states that some client is in, with their numbers."""
    words = dict(ITEM_STATES)
    states = AFTER if bulk.state == BulkState.CONFIRMED else BEFORE
    shown = [
        {"label": words[one], "value": one, "number": progress.of(one), "is_chosen": one == chosen}
        for one in states
        if progress.of(one)
    ]
    everybody = {"label": _("All"), "value": "", "number": progress.total, "is_chosen": not chosen}
    return [everybody, *shown] if len(shown) > 1 else []
