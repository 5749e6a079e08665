"""A handover as both firms, the client and a stranger meet it."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from collaborations.models import Collaboration
from collaborations.operations.invitations import token_of
from collaborations.operations.work import start_of
from collaborations.rules.handover import proposed_day
from collaborations.rules.states import State
from common import clock
from tests.factories.accounts import make_firm, make_staff
from tests.factories.collaborations import Cast, make_cast, make_rival, standard_terms
from tests.factories.effects import drain_outbox
from tests.made_once import made_once
from tests.web.collaborations.test_firm_pages import browser_of, choices, page_of, url

pytestmark = pytest.mark.django_db


def make_two() -> tuple[Cast, Cast, Collaboration]:
    """A firm that works for the company, and one that does not."""
    a = make_cast()
    b = make_rival(a)
    present = a.accept(a.activate(standard_terms()))
    drain_outbox()
    return a, b, present


made_two, two = made_once("two", make_two)


def in_days(number: int) -> date:
    return clock.today() + timedelta(days=number)


def asked(cast: Cast) -> Collaboration:
    with cast.seen():
        return Collaboration.objects.get()


def test_the_firm_that_asks_never_reads_the_other_ones_name(two: tuple[Cast, Cast, Collaboration]) -> None:
    a, b, _present = two
    elsa = browser_of(b.eva)
    card = elsa.get(url("client_tab", b.client.pk))
    assert "Be om att få ta över" in card.content.decode()
    wizard = url("collaboration_activate", b.client.pk) + "?service=LON_SMART"
    page = page_of(elsa.get(wizard))
    assert "Ta över Lön Smart" in page.text
    assert page.select_one("input[name=takes_over_on]")["value"] == proposed_day(clock.today()).isoformat()  # type: ignore[index]
    assert "Den nuvarande byråns åtkomst stängs i samma ögonblick" in page.text
    chosen = choices(b, takes_over_on=in_days(40).isoformat(), contact="")
    plan = page_of(elsa.post(url("activation_preview", b.client.pk), chosen)).select_one("input[name=plan]")
    sent = elsa.post(wizard, {**chosen, "plan": plan["value"]}, follow=True)  # type: ignore[index]
    assert sent.status_code == 200
    assert asked(b).state == State.REQUESTED
    for response in (card, sent, elsa.get(wizard), elsa.get(url("request_list", b.firm.pk))):
        assert a.firm.name not in response.content.decode()
        assert "Eva Lind" not in response.content.decode()


def test_a_day_that_cannot_be_is_refused_by_the_field_and_nothing_typed_is_lost(
    two: tuple[Cast, Cast, Collaboration],
) -> None:
    _a, b, _present = two
    elsa = browser_of(b.eva)
    for typed, said in (("2020-01-01", "tidigast i morgon"), ("2099-01-01", "inom ett år"), ("snart", "giltigt datum")):
        chosen = choices(b, takes_over_on=typed, contact="")
        refused = elsa.post(url("collaboration_activate", b.client.pk), chosen)
        assert refused.status_code == 422
        page = page_of(refused)
        assert said in page.text
        assert page.select_one("input[name=takes_over_on]")["value"] == typed  # type: ignore[index]
    third = make_rival(b, "Västan Redovisning AB")
    b.ask_for_handover(in_days(40))
    page = page_of(browser_of(third.eva).get(url("collaboration_activate", third.client.pk)))
    assert "En annan byrå har redan bett om att få ta över" in page.text
    assert b.firm.name not in page.text


def test_the_client_reads_of_both_firms_approves_sees_the_day_and_can_cancel(
    two: tuple[Cast, Cast, Collaboration],
) -> None:
    a, b, present = two
    ola = a.administrators[0]
    coming = b.ask_for_handover(in_days(40))
    client = browser_of(ola)
    link = reverse("collaborations:invitation_show", args=[token_of(b.invitation(coming, ola))])
    page = page_of(client.get(link))
    for said in ("vill ta över Lön Smart", f"I dag samarbetar ni med {a.firm.name}", "Eva Lind", "Elsa Lund"):
        assert said in page.text
    assert "Ny tid kan inte längre rapporteras" not in page.text
    plan = page.select_one("input[name=plan]")
    company_page = client.post(f"{link}accept/", {"plan": plan["value"]}, follow=True)  # type: ignore[index]
    assert f"{b.firm.name} tar över den" in company_page.content.decode()
    assert "Sedan tar en annan byrå över" in company_page.content.decode()

    eva, elsa = browser_of(a.eva), browser_of(b.eva)
    staying = eva.get(url("client_tab", a.client.pk)).content.decode()
    assert "Lämnas över till en annan byrå efter" in staying
    assert b.firm.name not in staying
    assert "Fortsätt i stället" not in staying
    refused = eva.post(url("end_cancel", present.pk), follow=True).content.decode()
    assert "Bara en administratör hos företaget kan avbryta" in refused
    assert "Tar över senare" in elsa.get(url("client_tab", b.client.pk)).content.decode()

    cancel = url("handover_cancel", coming.pk)
    assert client.post(cancel, {"reason": ""}).status_code == 422
    assert a.firm.name in client.get(cancel).content.decode()
    done = client.post(cancel, {"reason": "Vi stannar"}, follow=True).content.decode()
    assert "Överlämningen är avbruten" in done
    assert a.fresh(present).state == State.ACTIVE
    assert "Det finns ingen överlämning att avbryta" in client.get(cancel, follow=True).content.decode()
    assert "Vi stannar" in elsa.get(url("client_tab", b.client.pk)).content.decode()


def test_after_the_day_neither_page_lets_it_be_undone(two: tuple[Cast, Cast, Collaboration]) -> None:
    a, b, _present = two
    coming = b.accept(b.ask_for_handover(in_days(40)))
    with clock.frozen(start_of(in_days(40)) + timedelta(hours=1)):
        client, elsa = browser_of(a.administrators[0]), browser_of(b.eva)
        late = client.post(url("handover_cancel", coming.pk), {"reason": "Nej"}, follow=True)
        assert "kan inte längre avbrytas" in late.content.decode()
        late = elsa.post(url("request_withdraw", coming.pk), follow=True)
        assert "kan inte längre avbrytas" in late.content.decode()
    assert b.fresh(coming).state == State.AGREED


def test_a_stranger_and_colleagues_of_the_other_firm_reach_nothing(two: tuple[Cast, Cast, Collaboration]) -> None:
    a, b, present = two
    coming = b.accept(b.ask_for_handover(in_days(40)))
    stranger = make_staff(make_firm("Främmande Byrå"), "Fia Främling")
    for person, collaboration in ((a.eva, coming), (b.eva, present), (stranger, coming), (stranger, present)):
        browser: Browser = browser_of(person)
        for name in ("request_withdraw", "handover_cancel", "collaboration_end", "collaboration_events"):
            assert browser.post(url(name, collaboration.pk)).status_code in (403, 404, 405)
        assert browser.get(url("collaboration_events", collaboration.pk)).status_code in (403, 404)
    assert a.fresh(present).state == State.ENDING
