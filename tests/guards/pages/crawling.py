"""Walking through the product as its people: every page that can be reached, every form sent as it stands."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.guards.access.expectations import EXPECTED
from tests.guards.access.routes import routes
from tests.guards.access.world import World, arguments
from tests.guards.pages import markup

HTMX = {"HX-Request": "true"}
READ = {200, 301, 302}
# The gallery's forms and links are pictures of themselves.
PICTURES = {"common:gallery", "common:gallery_layout"}
# No mail with this link is ever sent.
UNREACHED = {"account_confirm_email"}
SENT = {200, 302, 303, 409, 422}
# These are alike for everyone who is signed in: one visit is enough.
EVERYBODYS = ("/account/", "/gallery/", "/i18n/", "/mailbox/", "/static/", "/profile/")
# A few pages of a kind are enough: months, sorted lists, payslips.
PATHS_OF_A_ROUTE, QUERIES_OF_A_PATH = 2, 3
# Roles begin at the pages of their own side; what they see of others they reach by links.
SIDES = {
    "firm_admin": "/firm/", "assistant": "/firm/", "client_admin": "/client/", "attestor": "/client/",
    "employee": "/employee/", "colleague": "/employee/",
}  # fmt: skip


@dataclass
class Findings:
    """What is wrong, by kind, and what was seen working."""

    links: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    swaps: list[str] = field(default_factory=list)
    swapped: set[str] = field(default_factory=set)
    pages: set[tuple[str, str]] = field(default_factory=set)
    everybodys: set[str] = field(default_factory=set)
    sent: set[tuple[str, ...]] = field(default_factory=set)


class Walk:
    """One role's walk."""

    def __init__(self, role: str, world: World, findings: Findings, *, swapping: set[str]) -> None:
        self.role, self.world, self.findings, self.swapping = role, world, findings, swapping
        self.others = tuple(side for side in SIDES.values() if side != SIDES.get(role))
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if role in world.users:
            self.client.force_login(world.users[role])
        self.seen: dict[str, dict[str, set[str]]] = {}

    def go(self) -> None:
        """Start at the start and at every page of the role's own side, then follow the links."""
        waiting = [("/", ""), *((path, "") for path in self._open_addresses())]
        while waiting:
            path, seen_on = waiting.pop()
            if self._is_new(path):
                waiting += [(link, path) for link in self._visit(path, seen_on)]

    def _open_addresses(self) -> Iterator[str]:
        for route in routes():
            expected = EXPECTED[route.name]
            path = reverse(route.name, kwargs=arguments(route.arguments, route.name, self.world.own))
            is_open = self.role in expected.open | expected.readers and not path.startswith(self.others)
            if is_open and route.name not in UNREACHED:
                yield path

    def _is_new(self, path: str) -> bool:
        parts = urlsplit(path)
        if path.startswith(EVERYBODYS) and self.role != "anonymous":
            was_there = path in self.findings.everybodys
            self.findings.everybodys.add(path)
            return not was_there
        paths = self.seen.setdefault(route_of(path) or path, {})
        if parts.path not in paths and len(paths) >= PATHS_OF_A_ROUTE:
            return False
        queries = paths.setdefault(parts.path, set())
        if parts.query in queries or len(queries) >= QUERIES_OF_A_PATH:
            return False
        queries.add(parts.query)
        return True

    def _visit(self, path: str, seen_on: str) -> set[str]:
        """Look at a page; returns the addresses on it."""
        name = route_of(path)
        if name is None:
            if not (path.startswith("/static/") and finders.find(urlsplit(path).path.removeprefix("/static/"))):
                self.findings.links.append(f"{self.role}: {path} on {seen_on} leads nowhere")
            return set()
        response = self.client.get(path)
        if response.status_code not in READ:
            if seen_on:
                self.findings.links.append(f"{self.role}: {path} on {seen_on} answers {response.status_code}")
            return set()
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return {response.headers["Location"]} if "Location" in response.headers else set()
        if "Location" in response.headers:
            target = markup.inside(response.headers["Location"])
            return {target} if target else set()
        return self._look(name, path, response.content.decode())

    def _look(self, name: str, path: str, text: str) -> set[str]:
        if not text.strip():
            return set()  # a panel that has nothing to say leaves no gap
        tree = markup.document(text)
        if name in PICTURES:
            return set()
        self.findings.pages.add((self.role, name))
        self.findings.markup += [f"{self.role}: {name}: {fault}" for fault in markup.faults(tree, text)]
        if name in self.swapping:
            self._hold_against(name, self.client.get(path, headers=HTMX).content.decode(), text)
        for form in markup.forms(tree):
            self._check(name, path, form)
        return markup.addresses(tree, path)

    def _hold_against(self, name: str, part: str, page: str) -> None:
        if markup.is_fragment(part) and not markup.is_fragment(page):
            self.findings.swapped.add(name)
            if problem := markup.difference(part, page):
                self.findings.swaps.append(f"{self.role}: {name}: {problem}")

    def _check(self, name: str, path: str, form: markup.Node) -> None:
        """A form has a token and a place to go, and is taken there as it stands; alike ones are sent once."""
        targets = [form.get("action") or path, *form.xpath(".//@formaction | @hx-post | .//@hx-post")]
        for target in targets:
            address = markup.inside(str(target)) or ""
            route = route_of(address)
            where = f"{self.role}: {name}: the form to {route or address!r}"
            values = markup.values_of(form)
            role = "" if address.startswith(EVERYBODYS) else self.role
            key = (role, route or address, *sorted(values))
            if route is None or not any(values.get("csrfmiddlewaretoken", [])):
                self.findings.forms.append(f"{where} has {'no token' if route else 'nowhere to go'}")
            elif key not in self.findings.sent:
                self.findings.sent.add(key)
                self._send(where, route, address, values)

    def _send(self, where: str, route: str, address: str, values: dict[str, list[str]]) -> None:
        status, page = self._posted(address, values, {})
        if status not in SENT:
            self.findings.forms.append(f"{where} is answered with {status}")
        if route in self.swapping and status != 302:
            self._hold_against(route, self._posted(address, values, HTMX)[1], page)

    def _posted(self, address: str, values: dict[str, list[str]], headers: dict[str, str]) -> tuple[int, str]:
        """The answer to something sent; what it wrote is taken back."""
        cookies = copy(self.client.cookies)
        with transaction.atomic():
            response = self.client.post(address, values, headers=headers)
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return response.status_code, response.content.decode(errors="ignore")


def route_of(path: str) -> str | None:
    """The name of the route that an address leads to; None for none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None
