"""What a page holds: links, forms, ids and the references to them, read with the browser's own rules."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html  # type: ignore[import-untyped]

Node = Any
"""An element, as lxml has it."""
REFERENCES = ("for", "popovertarget", "data-open", "aria-labelledby", "aria-describedby", "aria-controls", "form")
TARGETS = ("hx-target", "hx-include")
FORM_TAGS = re.compile(r"<(/?)form\b", re.I)


def document(text: str) -> Node:
    """The tree of a page or of a fragment."""
    return html.document_fromstring(text)


def addresses(tree: Node, path: str) -> set[str]:
    """Everything on this site that the page links to, loads or swaps in, as addresses from the root."""
    found = tree.xpath("//@href | //@src | //@hx-get | //form[not(@method) or @method='get']/@action")
    return {
        one for raw in found if not str(raw).startswith("#") and (one := inside(urljoin(path, str(raw)))) is not None
    }


def inside(address: str) -> str | None:
    """The address from the root; None when it leads elsewhere."""
    parts = urlsplit(address)
    if parts.scheme not in ("", "http", "https") or parts.netloc not in ("", "testserver"):
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def forms(tree: Node) -> list[Node]:
    """The forms that change something."""
    return [form for form in tree.forms if str(form.get("method", "")).lower() == "post"]


def values_of(form: Node) -> dict[str, list[str]]:
    """What a form sends as it stands."""
    values: dict[str, list[str]] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


def faults(tree: Node, text: str) -> Iterator[str]:
    """Ids that are there twice, references to nothing, and forms inside forms."""
    ids = Counter(str(one) for one in tree.xpath("//@id"))
    yield from (f"id {one!r} is there {number} times" for one, number in ids.items() if number > 1 or not one)
    for name in REFERENCES:
        for value in tree.xpath(f"//@{name}"):
            yield from (f"{name}={part!r} is nowhere" for part in str(value).split() or [""] if part not in ids)
    for value in tree.xpath("//@href[starts-with(., '#')]"):
        if value[1:] not in ids:
            yield f"href={value!r} is nowhere"
    for name in TARGETS:
        for value in tree.xpath(f"//@{name}[starts-with(., '#')]"):
            yield from (f"{name}={part!r} is nowhere" for part in _selectors(value) if part[1:] not in ids)
    depth = 0
    for closing in FORM_TAGS.findall(text):
        depth += -1 if closing else 1
        if depth > 1:
            yield "a form inside a form"


def _selectors(value: str) -> list[str]:
    return [part for part in re.split(r"[,\s]+", value) if part.startswith("#") and re.fullmatch(r"#[\w-]+", part)]


def is_fragment(text: str) -> bool:
    """Whether an answer is a part of a page."""
    return "<html" not in text[:2000].lower()


def difference(fragment: str, page: str) -> str:
    """How a fragment differs from the same element in its page; nothing when they are alike."""
    roots = [node for node in document(fragment).body if isinstance(node.tag, str)]
    if len(roots) != 1 or not roots[0].get("id"):
        return f"{len(roots)} roots, {[node.get('id') for node in roots]}"
    found = document(page).xpath("//*[@id=$id]", id=roots[0].get("id"))
    if len(found) != 1:
        return f"#{roots[0].get('id')} is {len(found)} times in the page"
    ours, theirs = _normal(roots[0]), _normal(found[0])
    return "" if ours == theirs else f"#{roots[0].get('id')}: {_first_difference(ours, theirs)}"


def _normal(node: Node) -> str:
    for token in node.xpath(".//input[@name='csrfmiddlewaretoken']"):
        token.set("value", "")
    text = etree.tostring(node, method="html", encoding="unicode", with_tail=False)
    return " ".join(text.split())


def _first_difference(ours: str, theirs: str) -> str:
    place = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    start = max(place - 60, 0)
    return f"{ours[start : place + 60]!r} in the fragment, {theirs[start : place + 60]!r} in the page"
