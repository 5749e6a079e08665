"""Every route, every role, every method, with ids of ours, of another tenant, mixed, and of nothing.

Each role opens and posts to every route with the ids of its home, and asks for the canary's once. One of those who
are let in on each side (firm, preparing, company, employees) and one of those who are refused speak for the rest: with
the canary's ids, mixed ones and ids of nothing they try every method that the route knows. HEAD and a fragment are
asked for once a route. Who has no home on either side finds ours as strange as the canary's, and asks for ours alone.

Who asks is looked up once a role, and what a refusal looks like is drawn once for each route: both are the same however
often they are asked for, and are half of what a refusal costs.

A method that the view's decorator turns away is tried by the first who is signed in, and has to be answered with 405:
the decorator is the first to look at the request and looks at its method alone, so it answers everybody alike.
"""

import logging
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from uuid import uuid4

import pytest
from django.conf import urls
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts import sessions
from common import clock
from tests.factories.signing_in import open_session
from tests.guards.access.economy import drawn_once_a_route, remembered
from tests.guards.access.expectations import ENTRANCE, EXPECTED, PUBLIC, ROLES, Expectation
from tests.guards.access.routes import Route, routes
from tests.guards.access.world import MARKER, NOW, Ids, World, arguments, make_world
from tests.guards.swapping import swapping_routes

METHODS: tuple[str, ...] = ("GET", "POST", "HEAD", "HTMX")
ANSWERS = {200, 204, 302, 303, 405, 409, 422}
CANARYS = ("canary_admin", "canary_employee")
SIDES = {
    **dict.fromkeys(("firm_admin", "consultant", "consultant_elsewhere", "assistant"), "firm"),
    **dict.fromkeys(("client_admin", "attestor"), "company"),
    **dict.fromkeys(("employee", "colleague"), "employees"),
}
HOMELESS = ("anonymous", "nobody", "foreign_consultant")
Asked = set[tuple[str, str]]
# The law is the same for everyone: what is entered of it belongs to no tenant.
SHARED = {
    "token",
    "message_id",
    "audience",
    "key",
    "uidb36",
    "pk",
    "service",
    "year",
    "of_year",
    "name",
    "column",
    "figure_id",
    "code",
}


def test_every_route_is_declared_and_every_declaration_has_a_route() -> None:
    names = {route.name for route in routes()}
    assert names == set(EXPECTED), sorted(names ^ set(EXPECTED))


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refusals are expected here; none is worth a line."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def economical(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions and their users are remembered, and a route's page of refusal is drawn for the first who is refused."""
    for name in ("_SESSION", "_USER"):
        monkeypatch.setattr(sessions, name, remembered(getattr(sessions, name)))
    for name in ("handler403", "handler404"):
        monkeypatch.setattr(urls, name, drawn_once_a_route(getattr(urls, name)))


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.usefixtures("quiet", "economical")
def test_nobody_gets_further_than_declared_and_nobody_sees_another_tenant() -> None:
    cache.clear()  # of what an earlier test has spent by guessing links
    with clock.frozen(NOW):
        world = make_world()
        assert MARKER in _seen_at_home(world), "the marker shows nowhere, so that its absence proves nothing"
        asked: Asked = set()
        violations = [line for role in ROLES for line in _of_role(role, world, asked)]
    assert not violations, f"{len(violations)} violations\n" + "\n".join(violations[:400])


def _seen_at_home(world: World) -> str:
    """What the canary's own administrator sees of the canary's client."""
    client = Client()
    open_session(client, world.users["canary_admin"])
    return _ask(client, "GET", reverse("advisor:client_show", args=[world.canary["client_id"]]))[1]


def _of_role(role: str, world: World, asked: Asked) -> Iterator[str]:
    client = Client(raise_request_exception=False)
    if role in world.users:
        open_session(client, world.users[role])
    for route in routes():
        # The pages before signing in know no tenant.
        if EXPECTED[route.name] is not ENTRANCE or role in ("anonymous", "nobody", "firm_admin"):
            yield from _of_route(client, route, role, world, asked)


def _of_route(client: Client, route: Route, role: str, world: World, asked: Asked) -> Iterator[str]:
    expected, methods = EXPECTED[route.name], METHODS
    own = arguments(route.arguments, route.name, world.ids_of(role))
    if len(own) < len(route.arguments):
        return  # there is no such thing where the role is at home
    speaks = _speaks(role, expected, route, asked)
    for kind, ids in _choices(route, own, world, role, speaks=speaks):
        path, answered = reverse(route.name, kwargs=ids), []
        is_read = kind == "own" and role in expected.open and expected is not ENTRANCE
        for method in _methods(methods, route, asked, is_read=is_read, role=role):
            status, shown, target = _ask(client, method, path)
            if role != "anonymous":
                asked.add((route.name, method))
                if method in ("GET", "POST") and route.turns_away(method) and status != 405:
                    yield f"{role:22} {method:5}{kind:8}{route.name}: {status} should be 405"
            if status != 405:
                answered.append(method)
            problem = _problem(_for_method(expected, method), role, kind, status, target)
            if problem:
                yield f"{role:22} {method:5}{kind:8}{route.name}: {status} {problem}"
            if MARKER in shown and role not in CANARYS:
                yield f"{role:22} {method:5}{kind:8}{route.name}: shows another tenant"
        if kind == "own":
            methods = tuple(answered) if speaks else tuple(answered[:1])
    if speaks:
        asked.add((route.name, _voice(role, expected)))


def _voice(role: str, expected: Expectation) -> str:
    """Whom the role can speak for: those of its side who are let in, or all who are refused."""
    return SIDES.get(role, role) if role in expected.open else "refused"


def _speaks(role: str, expected: Expectation, route: Route, asked: Asked) -> bool:
    """Whether the role belongs here and nobody has spoken for its like yet."""
    return role in expected.open | expected.refused and (route.name, _voice(role, expected)) not in asked


def _methods(allowed: tuple[str, ...], route: Route, asked: Asked, *, is_read: bool, role: str) -> tuple[str, ...]:
    """Those that the route answers to; the further ways to read are tried once, where there is something to read.

    What answers GET answers HEAD, and makes a fragment of the page that it would have shown. What the decorator turned
    away once it turns away for everybody who is signed in.
    """
    left_out = {one for one in ("HEAD", "HTMX") if not is_read or (route.name, one) in asked}
    if route.name not in swapping_routes():
        left_out.add("HTMX")
    if role != "anonymous":
        left_out |= {one for one in ("GET", "POST") if route.turns_away(one) and (route.name, one) in asked}
    return tuple(one for one in allowed if one not in left_out)


def _choices(route: Route, own: Ids, world: World, role: str, *, speaks: bool) -> Iterator[tuple[str, Ids]]:
    """The path arguments: ours, the canary's, ours with the canary's last object, and ids of nothing."""
    yield "own", own
    tenant = [name for name in route.arguments if name not in SHARED]
    if not tenant or role in HOMELESS:
        return
    canary = arguments(route.arguments, route.name, world.canary)
    yield "canary", canary
    if speaks:
        yield "missing", {**own, tenant[-1]: uuid4()}
    for name in tenant if len(tenant) > 1 and speaks else ():
        yield "mixed", {**own, name: canary[name]}


def _ask(client: Client, method: str, path: str) -> tuple[int, str, str]:
    """Status, everything that was sent, and where it leads; what was written by posting is taken back."""
    cookies = copy(client.cookies)
    match method:
        case "GET":
            response = client.get(path)
        case "HEAD":
            response = client.head(path)
        case "HTMX":
            response = client.get(path, headers={"hx-request": "true"})
        case _:
            with transaction.atomic():
                response = client.post(path)
                transaction.set_rollback(True)
    client.cookies = cookies
    body = response.getvalue()
    target = response.headers.get("Location", "")
    return response.status_code, f"{response.headers}{body.decode(errors='ignore')}".upper(), target


def _for_method(expected: Expectation, method: str) -> Expectation:
    if method == "POST" or not expected.readers:
        return expected
    return replace(expected, open=expected.open | expected.readers, refused=expected.refused - expected.readers)


def _problem(expected: Expectation, role: str, kind: str, status: int, target: str) -> str:
    """What is wrong with the answer, or nothing."""
    if status >= 500:
        return "fails"
    to_login = status == 302 and target.startswith("/account/login/")
    if role == "anonymous" and role not in expected.open:
        return "" if to_login or status in (404, 405) else "is not sent to sign in"
    if kind == "own":
        return _problem_at_home(expected, role, status, to_login)
    inside = kind == "canary" and role in CANARYS
    return "" if inside or status in (403, 404, 405) else "lets a stranger in"


def _problem_at_home(expected: Expectation, role: str, status: int, to_login: bool) -> str:
    if status == 405:
        return ""
    if role in expected.open:
        welcome = status in ANSWERS | expected.also and (not to_login or expected in (PUBLIC, ENTRANCE))
        return "" if welcome else "refuses someone with the right"
    wanted = 403 if role in expected.refused else 404
    return "" if status == wanted else f"should be {wanted}"
