"""Every page that anyone reaches: its links lead somewhere, its forms can be sent, and a swap equals a reload."""

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker

from common import clock
from common.scoping import no_scope
from tests.guards.access.world import NOW, make_world
from tests.guards.pages.crawling import Findings, Walk
from tests.guards.pages.stages import bring_under_way, send_back
from tests.guards.swapping import swapping_routes

pytestmark = [pytest.mark.django_db, pytest.mark.long]
FIRST = ("anonymous", "nobody", "firm_admin", "client_admin", "employee")
THEN = ("assistant", "attestor", "colleague")


@pytest.fixture(scope="module")
def findings(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Findings]:
    """One walk for each role through one world, which is taken back afterwards."""
    found, swapping = Findings(), swapping_routes()
    logging.disable(logging.CRITICAL)
    cache.clear()  # of what an earlier test has spent by guessing links
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
