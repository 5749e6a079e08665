"""Every route, every role, every method, with ids of ours, of another tenant, mixed, and of nothing."""

import logging
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from common import clock
from tests.guards.access.expectations import ENTRANCE, EXPECTED, PUBLIC, ROLES, Expectation
from tests.guards.access.routes import Route, routes
from tests.guards.access.world import MARKER, NOW, Ids, World, arguments, make_world

METHODS = ("GET", "POST", "HEAD", "HTMX")
ANSWERS = {200, 204, 302, 303, 405, 409, 422}
CANARYS = ("canary_admin", "canary_employee")
SHARED = {"token", "message_id", "audience", "key", "uidb36", "pk"}


def test_every_route_is_declared_and_every_declaration_has_a_route() -> None:
    names = {route.name for route in routes()}
    assert names == set(EXPECTED), sorted(names ^ set(EXPECTED))


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refusals are expected here; none is worth a line."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.usefixtures("quiet")
def test_nobody_gets_further_than_declared_and_nobody_sees_another_tenant() -> None:
    with clock.frozen(NOW):
        world = make_world()
        assert MARKER in _seen_at_home(world), "the marker shows nowhere, so that its absence proves nothing"
        violations = [line for role in ROLES for line in _of_role(role, world)]
    assert not violations, f"{len(violations)} violations\n" + "\n".join(violations[:400])


def _seen_at_home(world: World) -> str:
    """What the canary's own administrator sees of the canary's client."""
    client = Client()
    client.force_login(world.users["canary_admin"])
    return _ask(client, "GET", reverse("advisor:client_show", args=[world.canary["client_id"]]))[1]


def _of_role(role: str, world: World) -> Iterator[str]:
    client = Client(raise_request_exception=False)
    if role in world.users:
        client.force_login(world.users[role])
    for route in routes():
        expected = EXPECTED[route.name]
        if expected is ENTRANCE and role not in ("anonymous", "nobody", "firm_admin"):
            continue  # the sign-in pages know no tenant
        methods: tuple[str, ...] = METHODS
        for kind, ids in _choices(route, world, is_known=role in expected.open | expected.refused):
            path, answered = reverse(route.name, kwargs=ids), []
            for method in _methods(methods, kind, is_open=role in expected.open and expected is not ENTRANCE):
                status, shown, target = _ask(client, method, path)
                if status != 405:
                    answered.append(method)
                problem = _problem(_for_method(expected, method), role, kind, status, target)
                if problem:
                    yield f"{role:22} {method:5}{kind:8}{route.name}: {status} {problem}"
                if MARKER in shown and role not in CANARYS:
                    yield f"{role:22} {method:5}{kind:8}{route.name}: shows another tenant"
            methods = tuple(answered) if kind == "own" else methods


def _methods(allowed: tuple[str, ...], kind: str, *, is_open: bool) -> tuple[str, ...]:
    """Those that the route answers to; the two further ways to read are tried where there is something to read."""
    return tuple(one for one in allowed if one in ("GET", "POST") or (is_open and kind == "own"))


def _choices(route: Route, world: World, *, is_known: bool) -> Iterator[tuple[str, Ids]]:
    """The path arguments: ours, the canary's, ours with the canary's last object, and ids of nothing."""
    own = arguments(route.arguments, route.name, world.own)
    yield "own", own
    tenant = [name for name in route.arguments if name not in SHARED]
    if not tenant:
        return
    canary = arguments(route.arguments, route.name, world.canary)
    yield "canary", canary
    if is_known:
        yield "missing", {**own, tenant[-1]: uuid4()}
    for name in tenant if len(tenant) > 1 and is_known else ():
        yield "mixed", {**own, name: canary[name]}


def _ask(client: Client, method: str, path: str) -> tuple[int, str, str]:
    """Status, everything that was sent, and where it leads; what a request wrote is taken back."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        if method == "HTMX":
            response = client.get(path, headers={"hx-request": "true"})
        else:
            response = getattr(client, method.lower())(path)
        body = response.getvalue()
        transaction.set_rollback(True)
    client.cookies = cookies
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
