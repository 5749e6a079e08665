"""Everything that happened in a collaboration, in plain words, for the firm and for the company."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from accounts.permissions import ClientAccess
from collaborations.models import Collaboration
from collaborations.operations import requests
from collaborations.operations.answers import decline
from collaborations.operations.ending import end
from collaborations.queries.histories import PAGE_SIZE
from collaborations.rules.terms import BillingRecipient
from common import clock
from common.rls import as_system
from events.models import OutboxEffect
from events.operations import record
from events.rules.effect_states import EffectState
from tests.factories.accounts import make_company, make_firm, make_staff
from tests.factories.advisor import make_client
from tests.factories.collaborations import Cast, make_cast, standard_terms
from tests.factories.effects import drain_outbox
from tests.factories.signing_in import open_session
from tests.made_once import made_once

pytestmark = pytest.mark.django_db


made_cast, cast = made_once("cast", make_cast)


def page_for(user: User, name: str, collaboration: Collaboration, query: str = "") -> BeautifulSoup:
    browser = Browser()
    open_session(browser, user)
    response = browser.get(reverse(f"collaborations:{name}", args=[collaboration.pk]) + query)
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def lines_on(page: BeautifulSoup) -> list[str]:
    return [" ".join(line.text.split()) for line in page.select(".timeline-item")]


def firm_lines(cast: Cast, collaboration: Collaboration) -> list[str]:
    return lines_on(page_for(cast.eva, "collaboration_events", collaboration))


def test_the_firm_reads_who_did_what_when_and_what_became_of_the_mails(cast: Cast) -> None:
    collaboration = cast.activate(standard_terms())
    drain_outbox()
    cast.accept(collaboration)
    lines = firm_lines(cast, collaboration)
    sent, accepted = lines[-1], next(line for line in lines if line.startswith("Kunden accepterade"))
    assert "Förfrågan skickades Lön Smart, Standard – byrå och kund. Kunden faktureras." in sent
    assert "Eva Lind" in sent
    assert "Förfrågan: Ola P. Mailad 20" in sent
    assert "Automatisk påminnelse: Mia K. Behövs inte längre, skickas inte" in sent
    assert "villkor version 1" in accepted
    assert "Ola Persson" in accepted
    assert "Samarbetet är aktivt" in accepted
    assert "Mailet väntar på att skickas" in accepted
    assert any(line.startswith("Åtkomst gavs") and "Jon Ask" in line for line in lines)


def test_a_mail_that_failed_is_told_as_such(cast: Cast) -> None:
    collaboration = cast.activate(standard_terms())
    with cast.seen():
        OutboxEffect.objects.filter(kind="collaborations.send_invitation").update(state=EffectState.DEAD)
    assert "Mailet kunde inte skickas" in firm_lines(cast, collaboration)[-1]


def test_reasons_are_told_and_what_happened_by_itself_has_no_name(cast: Cast) -> None:
    declined = cast.activate(standard_terms())
    decline(
        invitation=cast.invitation(declined, cast.administrators[0]),
        by=cast.administrators[0], reason="Vi gör det själva", at=clock.now(),
    )  # fmt: skip
    assert "Kunden avböjde Vi gör det själva" in firm_lines(cast, declined)[0]
    expired = cast.activate(standard_terms())
    requests.expire(collaboration=expired, at=clock.now() + timedelta(days=40))
    assert "Skedde av sig självt" in firm_lines(cast, expired)[0]


def test_the_access_that_was_closed_is_still_told_when_it_is_over(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(standard_terms()))
    end(collaboration=collaboration, by=cast.eva, party=BillingRecipient.FIRM, reason="Byter byrå", at=clock.now())
    lines = firm_lines(cast, collaboration)
    assert any("Samarbetet avslutades Byter byrå" in line for line in lines)
    assert any("Åtkomst stängdes" in line and "Eva Lind" in line for line in lines)


def test_the_company_reads_the_same(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(standard_terms()))
    page = page_for(cast.administrators[0], "company_collaboration_events", collaboration)
    assert lines_on(page) == firm_lines(cast, collaboration)
    assert page.find("a", href=reverse("collaborations:company_list", args=[cast.company.pk])) is not None


def test_a_long_history_is_read_in_pages_that_follow_on_each_other(cast: Cast) -> None:
    collaboration = cast.activate(standard_terms())
    keys = {"firm_id": cast.firm.pk, "company_id": cast.company.pk}
    with as_system(reason="test data", **keys):
        for _ in range(PAGE_SIZE):
            record(
                "collaborations.reminded", by=cast.eva.pk, subject=collaboration,
                firm_id=cast.firm.pk, company_id=cast.company.pk,
            )  # fmt: skip
    page = page_for(cast.eva, "collaboration_events", collaboration)
    older = page.select_one("a[rel=next]")
    assert older is not None
    assert len(lines_on(page)) == PAGE_SIZE
    rest = page_for(cast.eva, "collaboration_events", collaboration, str(older["href"]))
    *access, first = lines_on(rest)
    assert first.startswith("Förfrågan skickades")
    assert sorted(line.split(", ")[1].split(" 20")[0] for line in access) == ["Eva Lind", "Jon Ask"]
    assert rest.select_one("a[rel=next]") is None


@pytest.mark.parametrize("query", ["?before=x", "?before=-1", "?before=" + "9" * 30, "?before=²"])
def test_a_cursor_that_is_not_ours_begins_from_the_start(cast: Cast, query: str) -> None:
    collaboration = cast.activate(standard_terms())
    whole = firm_lines(cast, collaboration)
    assert any(line.startswith("Förfrågan skickades") for line in whole)
    assert lines_on(page_for(cast.eva, "collaboration_events", collaboration, query)) == whole


def test_card_overview_and_the_companys_page_lead_to_the_events(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(standard_terms()))
    places = {
        reverse("collaborations:client_tab", args=[cast.client.pk]): (cast.eva, "collaboration_events"),
        reverse("collaborations:overview", args=[cast.firm.pk]): (cast.eva, "collaboration_events"),
        reverse("collaborations:company_list", args=[cast.company.pk]): (
            cast.administrators[0],
            "company_collaboration_events",
        ),
    }
    for path, (user, name) in places.items():
        browser = Browser()
        open_session(browser, user)
        page = BeautifulSoup(browser.get(path).content, "html.parser")
        assert page.find("a", href=reverse(f"collaborations:{name}", args=[collaboration.pk])) is not None, path


def test_strangers_and_colleagues_without_reach_get_nowhere(cast: Cast) -> None:
    collaboration = cast.activate(standard_terms())
    make_client(cast.firm, make_company("Annat AB"))
    sara = make_staff(cast.firm, "Sara Ek", client_access=ClientAccess.OWN)
    for user in (sara, make_staff(make_firm("Annan Byrå AB"), "Sven Storm")):
        browser = Browser()
        open_session(browser, user)
        for name in ("collaboration_events", "company_collaboration_events"):
            assert browser.get(reverse(f"collaborations:{name}", args=[collaboration.pk])).status_code in (403, 404)
