"""The client list of a firm with ten thousand clients against a view that only knows who is signed in."""

import os
from collections.abc import Callable
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.db import connection, transaction
from django.template import Template
from django.test import Client as Browser
from django.test.utils import _TestState
from django.urls import reverse

from accounts.models import User
from advisor.client_pages import COUNTED, PAGE_SIZE
from tests.benchmarks.measuring import medians
from tests.benchmarks.population import multiply_clients
from tests.benchmarks.results import record
from tests.factories.collaborations import make_cast, standard_terms
from tests.factories.effects import drain_outbox
from tests.faults.behind import asked

pytestmark = [
    pytest.mark.bench,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.benchmarks.urls"),
]
CLIENTS = int(os.environ.get("BENCH_CLIENTS", "10000"))
DEEP = 190
ROUNDS, REPEAT = 7, 5


@pytest.fixture(autouse=True)
def plain_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates are rendered as in the product, without the signal that tests get for each of them."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)  # type: ignore[attr-defined]


@pytest.fixture
def eva() -> User:
    """A consultant of a firm whose every client has a collaboration."""
    with transaction.atomic():
        cast = make_cast()
        cast.accept(cast.activate(standard_terms()))
        drain_outbox()
    multiply_clients(cast.client, CLIENTS - 1)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_migrate")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SET ROLE lonsam_app")
    return cast.eva


def in_order(statement: str = "") -> list[tuple[str, UUID, str]]:
    """Sort key, id and name of the clients that fit, in the order of the list."""
    return asked(f'SELECT sort_key, id, name FROM advisor_client {statement} ORDER BY sort_key COLLATE "C", id')


def names_on(page: bytes) -> list[str]:
    return [link.get_text() for link in BeautifulSoup(page, "html.parser").select("#client-list tbody th a")]


def test_the_client_list(eva: User) -> None:
    browser = Browser()
    browser.force_login(eva)
    (firm_id,) = asked("SELECT DISTINCT firm_id FROM advisor_client")[0]
    address = reverse("advisor:client_list", args=[firm_id])
    clients = in_order()
    word = clients[CLIENTS // 2][2][2:6].lower()
    cursor = signing.dumps([clients[PAGE_SIZE * (DEEP - 1) - 1][0], str(clients[PAGE_SIZE * (DEEP - 1) - 1][1])])

    def page(**query: str) -> Callable[[], bytes]:
        return lambda: browser.get(address, query).content

    works = {
        "user": lambda: browser.get("/benchmarks/user/").content,
        "first": page(),
        "deep": page(after=cursor),
        "search": page(q=word),
    }
    start = PAGE_SIZE * (DEEP - 1)
    found = in_order(f"WHERE name ILIKE '%%{word}%%'")
    assert works["user"]() == eva.email.encode()
    assert names_on(works["first"]()) == [name for _, _, name in clients[:PAGE_SIZE]]
    assert names_on(works["deep"]()) == [name for _, _, name in clients[start : start + PAGE_SIZE]]
    assert names_on(works["search"]()) == [name for _, _, name in found[:PAGE_SIZE]] != []
    assert f"{COUNTED}".encode() in works["first"]().replace("\u00a0".encode(), b"")
    taken = medians(works, rounds=ROUNDS, repeat=REPEAT)
    whole = f"{CLIENTS:,} clients, {PAGE_SIZE} rows"
    record("client_list", f"{whole}, page 1", "`user` view", taken["first"] / taken["user"], 2.5, taken["first"])
    record("client_list_deep", f"page {DEEP}", "page 1", taken["deep"] / taken["first"], 1.1, taken["deep"])
    record("client_list_search", "a substring", "page 1", taken["search"] / taken["first"], 2.5, taken["search"])
