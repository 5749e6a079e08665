"""Sent requests: narrowed by the address, counted, sorted, in pages, exported, with what became of each mail."""

import csv
import json
from copy import deepcopy
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client as Browser
from django.urls import reverse

from accounts.permissions import ClientAccess
from collaborations.models import Collaboration
from collaborations.operations.answers import decline
from collaborations.operations.bounces import note_bounce
from collaborations.operations.requests import withdraw
from collaborations.queries import requests as queries
from collaborations.rules.states import State
from common import clock
from tests.factories.accounts import make_company, make_firm, make_member, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.collaborations import Cast, make_cast
from tests.factories.effects import drain_outbox
from tests.web.collaborations.test_firm_pages import browser_of, page_of, url

pytestmark = pytest.mark.django_db
SECRET = "s" * 40


def another(cast: Cast, name: str, *, administrator: str = "Ola Persson") -> Cast:
    company = make_company(name)
    client = make_client(cast.firm, company, responsible=cast.eva)
    return Cast(
        firm=cast.firm,
        company=company,
        client=client,
        assignment=make_assignment(client, owner=cast.eva),
        contact=make_contact(client, "Ola Persson", email="ola@annat.example"),
        eva=cast.eva,
        jon=cast.jon,
        sven=cast.sven,
        administrators=[make_member(company, administrator)],
    )


@pytest.fixture(scope="module")
def made(standing: None) -> Cast:
    """One request waits, one of Jon's was declined, and an old one was withdrawn."""
    cast = make_cast()
    now = clock.now()
    with clock.frozen(now - timedelta(days=12)):
        old = another(cast, "Åkeri Äldst AB")
        withdraw(collaboration=old.activate(), by=cast.eva, at=clock.now())
    no = another(cast, "Nejtack AB")
    ola = no.administrators[0]
    refused = no.activate(by=cast.jon)
    decline(invitation=no.invitation(refused, ola), by=ola, reason="Vi gör det själva", at=now)
    cast.activate()
    return cast


@pytest.fixture
def cast(made: Cast, db: None) -> Cast:
    return deepcopy(made)


def names(cast: Cast, **chosen: str) -> list[str]:
    page = page_of(browser_of(cast.eva).get(url("request_list", cast.firm.pk), chosen))
    return [cell.text.strip() for cell in page.select("tbody th")]


def chips(cast: Cast, **chosen: str) -> list[str]:
    page = page_of(browser_of(cast.eva).get(url("request_list", cast.firm.pk), chosen))
    return [chip.text.strip() for chip in page.select(".filter-views a")]


def test_the_newest_comes_first_and_the_heads_sort(cast: Cast) -> None:
    newest = ["Bageri Solrosen AB", "Nejtack AB", "Åkeri Äldst AB"]
    assert names(cast) == newest
    assert names(cast, sort="sent") == newest[::-1]
    assert names(cast, sort="client") == ["Bageri Solrosen AB", "Nejtack AB", "Åkeri Äldst AB"]
    assert names(cast, sort="-client") == ["Åkeri Äldst AB", "Nejtack AB", "Bageri Solrosen AB"]
    assert names(cast, sort="password") == newest


def test_state_service_sender_and_age_narrow_and_combine(cast: Cast) -> None:
    assert names(cast, state="REQUESTED") == ["Bageri Solrosen AB"]
    assert names(cast, sender=str(cast.jon.pk)) == ["Nejtack AB"]
    assert names(cast, age="OVER_10") == ["Åkeri Äldst AB"]
    assert names(cast, age="LAST_7", sender=str(cast.eva.pk)) == ["Bageri Solrosen AB"]
    assert len(names(cast, service="LON_SMART")) == 3
    assert names(cast, state="DECLINED", age="OVER_10") == []


def test_what_is_not_understood_narrows_nothing(cast: Cast) -> None:
    assert len(names(cast, state="NONSENSE", service="x", sender="1", age="LAST_x", before="x", sort="x" * 99)) == 3


def test_the_states_are_counted_among_what_the_other_choices_leave(cast: Cast) -> None:
    assert chips(cast) == ["Alla 3", "Väntar på kunden 1", "Avböjt 1", "Återtaget 1"]
    assert chips(cast, age="LAST_7") == ["Alla 2", "Väntar på kunden 1", "Avböjt 1"]
    assert chips(cast, state="DECLINED", sender=str(cast.eva.pk)) == [
        "Alla 2",
        "Väntar på kunden 1",
        "Avböjt 0",
        "Återtaget 1",
    ]


def test_a_chip_keeps_the_other_choices_and_the_order(cast: Cast) -> None:
    chosen = {"age": "LAST_7", "sort": "client", "sender": str(cast.eva.pk)}
    page = page_of(browser_of(cast.eva).get(url("request_list", cast.firm.pk), chosen))
    (waiting,) = [chip["href"] for chip in page.select(".filter-views a") if "Väntar" in chip.text]
    assert str(waiting) == f"?state=REQUESTED&sender={cast.eva.pk}&age=LAST_7&sort=client"


def test_an_empty_list_says_why_and_leads_on(cast: Cast) -> None:
    browser = browser_of(cast.eva)
    narrowed = page_of(browser.get(url("request_list", cast.firm.pk), {"state": "ENDED"}))
    assert "Ingen förfrågan passar urvalet" in narrowed.text
    assert narrowed.find("a", href=url("request_list", cast.firm.pk), string="Visa alla förfrågningar")
    fresh = make_cast()
    assert "Inga förfrågningar är skickade" in page_of(
        browser_of(fresh.eva).get(url("request_list", fresh.firm.pk))
    ).text  # fmt: skip


@pytest.mark.parametrize("sort", ["", "sent", "client", "-client"])
def test_the_pages_together_are_the_list_and_keep_what_was_chosen(
    cast: Cast, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = names(cast, sort=sort)
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    browser, address = browser_of(cast.eva), f"?sort={sort}&service=LON_SMART"
    found = []
    while address:
        page = page_of(browser.get(url("request_list", cast.firm.pk) + address))
        found += [cell.text.strip() for cell in page.select("tbody th")]
        following = page.select_one("a[rel=next]")
        address = str(following["href"]) if following else ""
        assert "service=LON_SMART" in address or not address
    assert found == whole


def test_the_export_has_the_chosen_rows_and_no_formula(cast: Cast) -> None:
    with cast.seen():
        type(cast.client).objects.filter(pk=cast.client.pk).update(name="=1+1 AB")
    drain_outbox()
    answer = browser_of(cast.eva).get(url("request_export", cast.firm.pk), {"state": "REQUESTED"})
    head, row = csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert answer["Content-Disposition"] == 'attachment; filename="skickade-forfragningar.csv"'
    found = dict(zip(head, row, strict=True))
    assert found["Kund"] == "'=1+1 AB"
    assert found["Avsändare"] == "Eva Lind"
    assert "Ola P. (Mailad" in found["Till"]
    assert cast.administrators[0].email not in answer.content.decode()


def test_list_and_export_hold_only_clients_that_the_person_reaches(cast: Cast) -> None:
    far = make_staff(cast.firm, "Nils Egen", client_access=ClientAccess.OWN)
    browser = browser_of(far)
    assert page_of(browser.get(url("request_list", cast.firm.pk))).select("tbody th") == []
    export = browser.get(url("request_export", cast.firm.pk)).content.decode("utf-8-sig")
    assert len(export.splitlines()) == 1
    stranger = make_staff(make_firm("Annan Byrå AB"), "Karin Öst")
    assert browser_of(stranger).get(url("request_export", cast.firm.pk)).status_code == 404


def test_an_address_that_does_not_work_is_named_in_list_and_card_with_what_mends_it() -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate()
    drain_outbox()
    note_bounce(email=cast.contact.email, reason="550 no such user", at=clock.now())
    assert chips(cast) == ["Alla 1", "Väntar på kunden 1", "Adressen fungerar inte 1"]
    assert names(cast, state="UNREACHED") == ["Bageri Solrosen AB"]
    browser = browser_of(cast.eva)
    listed = page_of(browser.get(url("request_list", cast.firm.pk)))
    assert cast.contact.email in listed.text
    card = page_of(browser.get(url("client_tab", cast.client.pk)))
    assert f"Mailet till Ola Persson ({cast.contact.email}) kommer inte fram" in card.text
    assert "550 no such user" in card.text
    assert card.find("a", href=reverse("advisor:contact_list", args=[cast.client.pk]), string="Rätta adressen")
    (form,) = [one for one in card.find_all("form") if "Återta och skicka på nytt" in one.text]
    sent = {field["name"]: field["value"] for field in form.find_all("input")}
    answer = browser.post(str(form["action"]), sent)
    assert answer["Location"] == f"{url('collaboration_activate', cast.client.pk)}?again={collaboration.pk}"
    assert cast.fresh(collaboration).state == State.WITHDRAWN
    assert "kommer inte fram" not in page_of(browser.get(url("client_tab", cast.client.pk))).text


def reported(body: object, *, secret: str = SECRET) -> Any:
    content = body if isinstance(body, bytes | str) else json.dumps(body)
    browser = Browser(enforce_csrf_checks=True)
    return browser.post(url("mail_bounce", secret), content, content_type="application/json")


@pytest.fixture
def waiting() -> tuple[Cast, Collaboration]:
    cast = make_cast()
    return cast, cast.activate()


def bounced(cast: Cast, collaboration: Collaboration) -> list[bool]:
    return [cast.invitation(collaboration, one).bounced_at is not None for one in cast.administrators]


def test_a_mail_provider_with_the_secret_reports_an_address(
    waiting: tuple[Cast, Collaboration], settings: object, mailoutbox: list[EmailMessage]
) -> None:
    settings.MAIL_BOUNCE_SECRET = SECRET  # type: ignore[attr-defined]
    cast, collaboration = waiting
    drain_outbox()
    mailoutbox.clear()
    body = {"email": cast.administrators[0].email, "reason": "550 5.1.1 unknown", "extra": [1]}
    answers = [reported(body) for _ in range(2)]
    assert [(one.status_code, json.loads(one.content)) for one in answers] == [
        (200, {"marked": 1}),
        (200, {"marked": 0}),
    ]
    assert bounced(cast, collaboration) == [True, False]
    drain_outbox()
    assert [mail.to for mail in mailoutbox] == [[cast.eva.email]]


@pytest.mark.parametrize(
    ("configured", "shown"), [("", ""), ("", SECRET), (SECRET, "t" * 40), (SECRET, "å"), (SECRET, "s")]
)
def test_without_the_secret_there_is_nothing_there(
    waiting: tuple[Cast, Collaboration], settings: object, configured: str, shown: str
) -> None:
    settings.MAIL_BOUNCE_SECRET = configured  # type: ignore[attr-defined]
    cast, collaboration = waiting
    answer = reported({"email": cast.administrators[0].email}, secret=shown or "x")
    assert answer.status_code == 404
    assert bounced(cast, collaboration) == [False, False]


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", '"x"', "1", b"\xff\xfe", "[" * 9000, '{"email": 1}', '{"email": null}', '{"reason": "x"}',
     '{"email": ["a@b.se"]}', '{"email": "a@b.se\\u0000"}', '{"email": "a@b.se", "reason": "\\u0000"}',
     '{"email": "' + "a" * 20_000 + '@b.se"}'],
)  # fmt: skip
def test_a_report_that_is_none_is_refused_and_never_fails(body: object, settings: object) -> None:
    settings.MAIL_BOUNCE_SECRET = SECRET  # type: ignore[attr-defined]
    assert reported(body).status_code == 422


def test_a_report_about_somebody_unknown_changes_nothing(waiting: tuple[Cast, Collaboration], settings: object) -> None:
    settings.MAIL_BOUNCE_SECRET = SECRET  # type: ignore[attr-defined]
    cast, collaboration = waiting
    assert json.loads(reported({"email": "nobody@elsewhere.example"}).content) == {"marked": 0}
    assert bounced(cast, collaboration) == [False, False]
