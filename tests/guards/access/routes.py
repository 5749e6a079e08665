"""Every named route of the product, read from the URL configuration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """A route's full name and the keyword arguments in its path."""

    name: str
    arguments: tuple[str, ...]


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
            yield Route(":".join([*namespaces, pattern.name]), here)
