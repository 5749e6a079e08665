"""The gallery shows every component, and what it shows is sound HTML."""

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
LAYOUTS = ("firm", "client", "employee", "entrance")
# Drawn by layouts or by tags, or the same parts in another order.
ELSEWHERE = {"nav_list.html", "nav_links.html", "user_menu.html", "page_header.html", "side_panel.html"}


def addresses() -> list[str]:
    return [reverse("common:gallery"), *(reverse("common:gallery_layout", args=[name]) for name in LAYOUTS)]


def page(address: str, language: str = "sv") -> BeautifulSoup:
    browser = Browser()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = browser.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_has_a_language_a_title_one_heading_and_a_way_past_the_menu(language: str) -> None:
    for address in addresses():
        shown = page(address, language)
        assert shown.html is not None
        assert shown.html["lang"] == language
        assert shown.title is not None
        assert len(shown.find_all("h1")) == 1
        skip = shown.select_one("a.skip-link")
        assert skip is not None
        assert shown.select_one(f"main{skip['href']}") is not None


def test_no_id_is_there_twice_and_every_one_that_is_named_exists() -> None:
    for address in addresses():
        shown = page(address)
        ids = Counter(str(element["id"]) for element in shown.select("[id]"))
        assert {name: count for name, count in ids.items() if count > 1} == {}
        for attribute in ("for", "popovertarget", "aria-labelledby", "data-open"):
            named = {str(element[attribute]) for element in shown.select(f"[{attribute}]")}
            assert named - set(ids) == set(), f"{address} {attribute}"


def test_an_error_is_tied_to_its_field() -> None:
    shown = page(reverse("common:gallery"))
    field = shown.select_one("#faulty_email_light")
    assert field is not None
    assert field["aria-invalid"] == "true"
    described = [shown.find(id=name) for name in str(field["aria-describedby"]).split()]
    assert any(element is not None and "e-post" in element.get_text().lower() for element in described)
    assert shown.select_one('[data-error-summary] a[href="#faulty_email_light"]') is not None


def test_every_component_is_in_the_gallery() -> None:
    components = {path.name for path in (TEMPLATES / "components").glob("*.html")}
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    text += (TEMPLATES.parent / "common" / "templatetags" / "charts.py").read_text(encoding="utf-8")
    used = set(re.findall(r"components/(\w+\.html)", text))
    gallery = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "gallery").glob("*.html"))
    shown = set(re.findall(r"components/(\w+\.html)", gallery))
    inner = {
        name
        for parent in components
        for name in re.findall(
            r"components/(\w+\.html)", (TEMPLATES / "components" / parent).read_text(encoding="utf-8")
        )
    }
    tags = {f"{name}.html" for name in re.findall(r"(\w+_chart)", gallery)}
    layouts = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "layouts").glob("*.html"))
    framed = set(re.findall(r"components/(\w+\.html)", layouts))
    assert components - shown - inner - tags - framed - ELSEWHERE == set()
    assert used - components == set()


def test_an_unknown_layout_is_not_found() -> None:
    assert Browser().get(reverse("common:gallery_layout", args=["nothing"])).status_code == 404


def test_the_theme_of_the_cookie_is_drawn_by_the_server_and_nothing_else_is() -> None:
    for chosen, expected in (("dark", "dark"), ("light", "light"), ('"><script>', None)):
        browser = Browser()
        browser.cookies["theme"] = chosen
        html = BeautifulSoup(browser.get(reverse("common:gallery")).content, "html.parser").html
        assert html is not None
        assert html.get("data-theme") == expected
