"""One view serves the page and the fragment of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails


class HtmxHttpRequest(HttpRequest):
    """A request that carries what htmx said about itself."""

    htmx: HtmxDetails


def render_page_or_partial(
    request: HttpRequest, page: str, partial: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render the partial for a swap by htmx, the whole page otherwise.

    The partial (`_name.html`, one root element with a stable id) is what the page includes, so that a
    swap equals a reload. A boosted or history request gets the page.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    wants_partial = bool(htmx) and not htmx.boosted and not htmx.history_restore_request
    response = render(request, partial if wants_partial else page, context, status=status)
    response.headers["Vary"] = "HX-Request"
    return response


def leave_for(request: HttpRequest, url: str) -> HttpResponse:
    """Lead the whole page to the address, also when only a fragment of it was asked for."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
