"""Which pages can answer with a fragment of themselves, read from the code."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver

from tests.guards.source import modules

RENDERER = "render_page_or_partial"


@cache
def swapping_routes() -> set[str]:
    """Routes whose view can answer with a fragment, read from the code."""
    swapping = _swapping_views()
    return {name for name, view in _views() if view in swapping}


def _views() -> Iterator[tuple[str, str]]:
    """Every route of the product with the function behind it."""
    yield from _walk(get_resolver().url_patterns, ())


def _walk(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        else:
            view = inspect.unwrap(pattern.callback)
            yield ":".join([*spaces, str(pattern.name)]), f"{view.__module__}.{getattr(view, '__name__', '')}"


def _swapping_views() -> set[str]:
    """Functions that answer through the renderer of fragments, directly or through functions of their own module."""
    calls: dict[str, set[str]] = {}
    for path, tree in modules():
        module = path.removesuffix(".py").replace("/", ".")
        imported = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                names = {
                    one.func.id
                    for one in ast.walk(node)
                    if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
                }
                calls[f"{module}.{node.name}"] = {imported.get(name, f"{module}.{name}") for name in names}
    found = {f"common.htmx.{RENDERER}"}
    while more := {name for name, called in calls.items() if called & found} - found:
        found |= more
    return found
