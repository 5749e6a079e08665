"""What the pages say while Lön Direkt is being closed, when it cannot be, and after."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.urls import reverse
from redis.exceptions import ConnectionError as RedisDown

from accounts import open_work
from accounts.open_work import OpenWork
from collaborations.operations import requests
from collaborations.queries.badges import badges_of_clients
from collaborations.queries.company_pages import LON_DIRECT_RUN
from collaborations.rules.states import State
from common import clock
from common.periods import Month
from common.rls import as_system
from payroll.models import RunOrigin
from payroll.operations.runs import create_run
from tests.factories.collaborations import Cast, make_cast, start_terms
from tests.factories.effects import drain_outbox
from tests.web.collaborations.test_firm_pages import browser_of, page_of, url
from tests.web.collaborations.test_invitation_pages import plan_on, token_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def unfinished_run(monkeypatch: pytest.MonkeyPatch) -> list[OpenWork]:
    runs: list[OpenWork] = []
    monkeypatch.setattr(open_work, "_functions", {"payroll": lambda company_id: list(runs)})
    return runs


@pytest.fixture
def cast() -> Cast:
    return make_cast(lon_direct=True)


def test_the_card_says_that_lon_direkt_is_being_closed_and_then_that_it_is(cast: Cast) -> None:
    cast.accept(cast.activate(start_terms()))
    browser, ola = browser_of(cast.eva), browser_of(cast.administrators[0])
    assert "Samarbetet blir aktivt när det är klart" in browser.get(url("client_tab", cast.client.pk)).text
    assert "Er åtkomst till Lön Direkt stängs" in ola.get(url("company_list", cast.company.pk)).text
    drain_outbox()
    assert "Aktivt" in browser.get(url("client_tab", cast.client.pk)).text
    assert "Lön Direkt stängdes" in ola.get(url("company_list", cast.company.pk)).text


def test_after_the_end_the_pages_say_that_lon_direkt_is_open_again(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    drain_outbox()
    mia = browser_of(cast.administrators[1])
    direct = reverse("payroll:lon_direct", args=[cast.company.pk])
    assert "er redovisningsbyrå sköter lönen" in mia.get(direct).text
    address = url("company_collaboration_end", collaboration.pk)
    page = page_of(mia.get(address))
    assert "Åtkomsten till Lön Direkt öppnas igen för Mia K." in page.text
    mia.post(address, {"plan": plan_on(page), "reason": "Vi tar över"})
    shown = mia.get(direct).text
    assert "Öppet" in shown
    assert "sköter lönen" not in shown
    assert "Lön Direkt stängdes" not in mia.get(url("company_list", cast.company.pk)).text


def test_the_client_is_told_which_run_holds_the_closing_back(cast: Cast) -> None:
    mia = cast.administrators[1]
    collaboration = cast.accept(cast.activate(start_terms()))
    with as_system(reason="test", company_id=cast.company.pk):
        run = create_run(company_id=cast.company.pk, month=Month(2026, 11), by=mia, origin=RunOrigin.LON_DIREKT)
    drain_outbox()
    browser = browser_of(mia)
    link = reverse("payroll:client_run_show", args=[cast.company.pk, run.pk])
    pages = (url("company_list", cast.company.pk), reverse("accounts:company_home", args=[cast.company.pk]))
    for address in (*pages, reverse("payroll:lon_direct", args=[cast.company.pk])):
        page = page_of(browser.get(address))
        assert "blir samarbetet aktivt" in page.text
        assert page.find("a", href=link, string="Öppna lönekörningen") is not None
    assert "Ny lönekörning" not in page.text
    assert cast.fresh(collaboration).state == State.ACTIVATING


def test_a_finished_run_lets_a_closing_that_gave_up_go_on_by_itself(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    mia = cast.administrators[1]
    collaboration = cast.accept(cast.activate(start_terms()))
    with as_system(reason="test", company_id=cast.company.pk):
        run = create_run(company_id=cast.company.pk, month=Month(2026, 11), by=mia, origin=RunOrigin.LON_DIREKT)
    start = clock.now()
    for minutes in range(6):
        with clock.frozen(start + timedelta(minutes=10 * minutes)):
            drain_outbox()
    told = [mail.to[0] for mail in mailoutbox if mail.subject == "Gör klart er lönekörning i Lön Direkt"]
    assert sorted(told) == sorted(user.email for user in cast.administrators)
    with cast.seen():
        (badge,) = badges_of_clients([cast.client.pk])[cast.client.pk]
    assert (badge.text, badge.tone) == ("Lön Smart · Lön Direkt kunde inte stängas", "red")
    browser_of(mia).post(reverse("payroll:client_run_discard", args=[cast.company.pk, run.pk]))
    drain_outbox()
    assert cast.fresh(collaboration).state == State.ACTIVE


def test_a_closing_that_fails_is_shown_and_can_be_retried_by_hand(cast: Cast, unfinished_run: list[OpenWork]) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    browser, address = browser_of(cast.eva), url("client_tab", cast.client.pk)
    unfinished_run.append(OpenWork(LON_DIRECT_RUN, "Lönekörningen för november är inte klar."))
    drain_outbox()
    waiting = browser.get(address).text
    assert "Lön Direkt är inte stängt ännu" in waiting
    assert "1 försök är gjort" in waiting
    assert "En lönekörning i Lön Direkt är inte klar" in waiting
    assert f'action="{url("effect_retry", collaboration.pk)}"' in waiting
    browser.post(url("effect_retry", collaboration.pk))
    drain_outbox()
    assert "2 försök är gjorda" in browser.get(address).text
    start = clock.now()
    for minutes in range(1, 6):
        with clock.frozen(start + timedelta(minutes=10 * minutes)):
            drain_outbox()
    page = page_of(browser.get(address))
    assert "Lön Direkt kunde inte stängas" in page.text
    retry = url("effect_retry", collaboration.pk)
    assert page.find("form", action=retry) is not None
    unfinished_run.clear()
    assert browser.post(retry, follow=True).status_code == 200
    drain_outbox()
    assert cast.fresh(collaboration).state == State.ACTIVE
    assert "Det finns inget att försöka igen" in browser.post(retry, follow=True).text


def test_an_unfinished_run_blocks_start_in_the_preview_and_on_the_invitation(
    cast: Cast, unfinished_run: list[OpenWork]
) -> None:
    token = token_for(cast, cast.activate(start_terms()), cast.administrators[0])
    unfinished_run.append(OpenWork(LON_DIRECT_RUN, "Lönekörningen för november är inte klar."))
    page = page_of(browser_of(cast.administrators[0]).get(url("invitation_show", token)))
    assert "Lönekörningen för november är inte klar." in page.text
    assert page.find("button", string="Acceptera", disabled=True) is not None
    other = make_cast(lon_direct=True)
    shown = browser_of(other.eva).get(url("collaboration_activate", other.client.pk) + "?variant=START")
    assert "Lönekörningen för november är inte klar." in shown.text


def test_what_is_too_late_is_said_and_nothing_happens(cast: Cast) -> None:
    collaboration = cast.activate(start_terms())
    browser = browser_of(cast.eva)
    requests.withdraw(collaboration=collaboration, by=cast.eva, at=clock.now())
    for name in ("request_remind", "request_withdraw"):
        said = browser.post(url(name, collaboration.pk), follow=True).text
        assert "Förfrågan väntar inte längre på svar" in said


def test_reminding_too_often_is_refused_in_words(cast: Cast) -> None:
    address = url("request_remind", cast.activate(start_terms()).pk)
    browser = browser_of(cast.eva)
    start = clock.now()
    assert "fick ett mail för mindre än en timme sedan" in browser.post(address, follow=True).text
    for hours in range(1, 9):
        with clock.frozen(start + timedelta(hours=hours)):
            browser_of(cast.eva).post(address)
    with clock.frozen(start + timedelta(hours=10)):
        assert "Kunden är påmind många gånger" in browser_of(cast.eva).post(address, follow=True).text


def test_the_client_cannot_end_twice(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate())
    browser = browser_of(cast.administrators[0])
    address = url("company_collaboration_end", collaboration.pk)
    plan = plan_on(page_of(browser.get(address)))
    assert browser.post(address, {"plan": "0" * 64, "reason": "Fel"}).status_code == 422
    assert browser.post(address, {"plan": plan, "reason": "Vi byter byrå"}).status_code == 302
    again = browser.post(address, {"plan": plan, "reason": "En gång till"})
    assert again.status_code == 422
    assert "Samarbetet är redan avslutat" in again.text


def test_invitations_work_while_the_cache_is_down(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*args: object, **kwargs: object) -> None:
        raise RedisDown

    for name in ("get", "add", "incr"):
        monkeypatch.setattr(cache, name, down)
    token = token_for(cast, cast.activate(start_terms()), cast.administrators[0])
    browser = browser_of(cast.administrators[0])
    assert browser.get(url("invitation_show", token)).status_code == 200
    assert browser.get(url("invitation_show", "x" * 43)).status_code == 404


def test_a_preview_without_assignment_says_what_is_missing() -> None:
    cast = make_cast()
    with cast.seen():
        cast.assignment.ended_at = clock.now()
        cast.assignment.save()
    page = page_of(browser_of(cast.eva).get(url("collaboration_activate", cast.client.pk)))
    blocker = page.select_one(".blocker")
    assert blocker is not None
    assert "Kunden saknar ett öppet uppdrag" in blocker.text
