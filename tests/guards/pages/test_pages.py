"""Every page that anyone reaches: its links lead somewhere, its forms can be sent, and a swap equals a reload."""

import ast
import inspect
import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from common import clock
from common.scoping import no_scope
from tests.guards.access.world import NOW, make_world
from tests.guards.pages.crawling import Findings, Walk
from tests.guards.pages.stages import bring_under_way, send_back
from tests.guards.source import modules

pytestmark = pytest.mark.django_db
FIRST = ("anonymous", "nobody", "firm_admin", "client_admin", "employee")
THEN = ("assistant", "attestor", "colleague")
RENDERER = "render_page_or_partial"


@pytest.fixture(scope="module")
def findings(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Findings]:
    """One walk for each role through one world, which is taken back afterwards."""
    found, swapping = Findings(), swapping_routes()
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic(), clock.frozen(NOW), no_scope():
        world = make_world()
        bring_under_way(world)
        for role in FIRST:
            Walk(role, world, found, swapping=swapping).go()
        send_back(world)
        for role in THEN:
            Walk(role, world, found, swapping=swapping).go()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    yield found


def test_every_link_leads_to_a_page_that_its_reader_may_open(findings: Findings) -> None:
    assert len(findings.pages) > 100
    assert findings.links == []


def test_every_form_has_its_token_and_is_taken_where_it_goes(findings: Findings) -> None:
    assert len(findings.sent) > 50
    assert findings.forms == []


def test_ids_are_there_once_and_what_refers_to_them_finds_them(findings: Findings) -> None:
    assert findings.markup == []


def test_a_swap_equals_a_reload(findings: Findings) -> None:
    assert findings.swaps == []


def test_every_view_that_can_answer_with_a_fragment_was_seen_doing_so(findings: Findings) -> None:
    assert swapping_routes()
    assert swapping_routes() - findings.swapped == set()


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
