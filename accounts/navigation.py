"""The menu of each audience: entries are data (setting NAVIGATION), shown when the place and the person allow it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Entry:
    """A link of a menu. `key` is the id in its address; `scopes` are the scopes and permissions of which one is
    needed, none for all.

    An entry without `route` is a heading; it is shown when its `key` is known, and `named` gives it the name and the
    address of what the group belongs to. `wanted` is asked whether the place has the page at all.
    """

    audience: str
    label: str | Promise
    key: str
    route: str = ""
    icon: str = ""
    scopes: frozenset[str] = frozenset()
    wanted: Callable[[Mapping[str, UUID]], bool] | None = None
    named: Callable[[Mapping[str, UUID]], tuple[str, str] | None] | None = None


def menu(audience: str, keys: Mapping[str, UUID], scopes: Iterable[str], path: str) -> list[dict[str, Any]]:
    """The links of an audience where the ids are known and the person may follow them."""
    held = set(scopes)
    entries: tuple[Entry, ...] = import_string(settings.NAVIGATION)
    shown = []
    for entry in entries:
        if entry.audience != audience or entry.key not in keys or (entry.scopes and not entry.scopes & held):
            continue
        if entry.wanted is None or entry.wanted(keys):
            shown.append(_link(entry, keys, path))
    return _only_longest_current(shown)


def _link(entry: Entry, keys: Mapping[str, UUID], path: str) -> dict[str, Any]:
    label, url = (entry.named(keys) if entry.named else None) or (entry.label, "")
    if entry.route:
        url = reverse(entry.route, args=[keys[entry.key]])
    current = bool(entry.route) and path.startswith(url)
    return {"label": label, "url": url, "icon": entry.icon, "current": current, "heading": not entry.route}


def _only_longest_current(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of several links that begin the present address, only the longest is where the person is."""
    current = [link for link in links if link["current"]]
    best = max(current, key=lambda link: len(link["url"]), default=None)
    for link in links:
        link["current"] = link is best
    return links
