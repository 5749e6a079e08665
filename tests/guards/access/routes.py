"""Every named route of the product, read from the URL configuration."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# What may stand before the decorator that names the methods: these look at nothing of the request.
PASSING_ON = ("never_cache.", "csrf_exempt.")


@dataclass(frozen=True)
class Route:
    """A route's full name, the keyword arguments in its path, and the methods that reach its view.

    `methods` are those of the decorator that turns all others away before the view begins; None where there is none.
    """

    name: str
    arguments: tuple[str, ...]
    methods: frozenset[str] | None = None

    def turns_away(self, method: str) -> bool:
        """Whether nobody who is signed in gets past the decorator with the method."""
        return self.methods is not None and method not in self.methods


def routes() -> list[Route]:
    """All routes, in the order of the configuration; an unnamed one raises."""
    return list(_walk(get_resolver().url_patterns, (), ()))


def _walk(
    patterns: list[URLPattern | URLResolver], namespaces: tuple[str, ...], arguments: tuple[str, ...]
) -> Iterator[Route]:
    for pattern in patterns:
        here = arguments + tuple(re.findall(r"<(?:\w+:)?(\w+)>", str(pattern.pattern)))
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inner, here)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield Route(":".join([*namespaces, pattern.name]), here, _methods_of(pattern.callback))


def _methods_of(view: Callable[..., Any]) -> frozenset[str] | None:
    """Read from the decorator itself, which has to be the first that looks at a request."""
    code = getattr(view, "__code__", None)
    if code is not None and code.co_qualname.startswith("require_http_methods."):
        return frozenset(inspect.getclosurevars(view).nonlocals["request_method_list"])
    if code is not None and code.co_qualname.startswith(PASSING_ON):
        return _methods_of(view.__wrapped__)  # type: ignore[attr-defined]
    return None
