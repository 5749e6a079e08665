"""A drawing that is not there is an error on the page that asks for it, which may be one that few ever see."""

import re

import pytest
from django.template import Context, Template

from tests.guards.source import APPS, ROOT, templates

IN_TEMPLATES = re.compile(r"""\bicon(?:=| )["']([a-z0-9-]+)["']""")
IN_CODE = re.compile(r"""\bicon["']?(?:=|: )["']([a-z0-9-]+)["']""")


def named() -> set[str]:
    pages = {name for _page, text in templates() for name in IN_TEMPLATES.findall(text)}
    code = (path.read_text(encoding="utf-8") for app in APPS for path in (ROOT / app).rglob("*.py"))
    return pages | {name for text in code for name in IN_CODE.findall(text)}


@pytest.mark.parametrize("name", sorted(named()))
def test_every_icon_that_is_named_can_be_drawn(name: str) -> None:
    assert "<svg" in Template("{% load components %}{% icon name %}").render(Context({"name": name}))
