"""What is the same for thousands of requests is looked up and drawn once."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse


def remembered(found: Callable[..., Any]) -> Callable[..., Any]:
    """Each asking gets a copy: what a request does to it is its own."""
    rows: dict[str, Any] = {}

    def find(**asked: Any) -> Any:
        if str(asked) not in rows:
            rows[str(asked)] = found(**asked)
        return copy(rows[str(asked)])

    return find


def drawn_once_a_route(draw: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of refusal, as it was drawn for the first who was refused at the route."""
    pages: dict[str, HttpResponse] = {}

    def answer(request: HttpRequest, exception: Exception) -> HttpResponse:
        assert request.resolver_match is not None
        route = request.resolver_match.view_name
        if route not in pages:
            pages[route] = draw(request, exception)
        return HttpResponse(pages[route].content, status=pages[route].status_code)

    return answer
