"""An address that only takes what is sent to it answers a browser with a page, not with nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.signing_in import open_session
from tests.web.browsing import Person
from tests.web.office import Office, user_of

pytestmark = pytest.mark.django_db


def test_opening_an_address_that_only_takes_posts_shows_a_page_with_a_way_on(office: Office) -> None:
    office.submit(office.li)
    siv = Person(office.siv)
    for name in ("report_send_back", "report_approve", "report_undo"):
        page = siv.open(
            reverse(f"timereporting:{name}", args=[office.company.pk, office.report(office.li).pk]), status=405
        )
        assert "Sidan kan inte öppnas så" in page.text
        assert page.soup.select_one("main a[href='/']")


def test_the_methods_that_are_allowed_are_still_told(office: Office) -> None:
    browser = Client()
    open_session(browser, user_of(office.li))
    path = reverse("timereporting:submit", args=[office.li.pk])
    assert browser.get(path).headers["Allow"] == "POST"
    assert browser.get(path, headers={"HX-Request": "true"}).content == b""
    assert browser.get(path, headers={"Accept": "application/json"}).content == b""
