"""The same button pressed by several people at the same moment: one effect, and a sentence for everybody else."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import cycle, islice
from threading import Barrier
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections, transaction
from django.test import Client as Browser

from accounts.models import CompanyMembership, User
from collaborations.models import Collaboration, CollaborationChange
from collaborations.operations.invitations import token_of
from collaborations.rules.states import State
from collaborations.rules.terms import Terms
from common import clock
from events.models import AuditEvent
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox
from tests.web.collaborations.test_change_pages import STANDARD
from tests.web.collaborations.test_change_pages import previewed as changed
from tests.web.collaborations.test_firm_pages import browser_of, page_of, previewed, url
from tests.web.collaborations.test_invitation_pages import LOGIN, plan_on

pytestmark = pytest.mark.django_db(transaction=True)
Press = Callable[[], Any]


@pytest.fixture(autouse=True)
def nothing_throttled() -> None:
    cache.clear()


def at_once(presses: Sequence[Press]) -> list[Any]:
    """Press every button at the same moment, each on a connection of its own."""
    start = Barrier(len(presses))

    def one(press: Press) -> Any:
        try:
            start.wait(timeout=20)
            return press()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(one, presses))


def taking_turns(presses: Sequence[Press], times: int) -> list[Press]:
    """The buttons in turn, so many times."""
    return list(islice(cycle(presses), times))


def made_cast(*, account: bool = True) -> Cast:
    with transaction.atomic():
        return make_cast(account=account)


def collaboration_in(cast: Cast, terms: Terms, *, accepted: bool) -> Collaboration:
    with transaction.atomic():
        collaboration = cast.activate(terms)
        if accepted:
            cast.accept(collaboration)
    if accepted:
        drain_outbox()
    return collaboration


def invitation_of(cast: Cast, collaboration: Collaboration, user: User | None = None) -> str:
    with transaction.atomic():
        return token_of(cast.invitation(collaboration, user))


def count_events(cast: Cast, *kinds: str) -> int:
    with transaction.atomic(), cast.seen():
        return AuditEvent.objects.filter(kind__in=[f"collaborations.{kind}" for kind in kinds]).count()


def state_of(cast: Cast, collaboration: Collaboration) -> str:
    with transaction.atomic():
        return cast.fresh(collaboration).state


def statuses(responses: list[Any]) -> dict[int, int]:
    codes = [response.status_code for response in responses]
    return {code: codes.count(code) for code in sorted(set(codes))}


def test_consultants_who_activate_at_once_send_one_request_and_the_others_read_that_it_is_sent() -> None:
    cast = made_cast()
    sent = previewed(cast, browser_of(cast.eva), variant="START", billing_recipient="FIRM")
    address = url("collaboration_activate", cast.client.pk)
    presses = [
        lambda browser=browser: browser.post(address, sent) for browser in map(browser_of, [cast.eva, cast.jon] * 3)
    ]
    responses = at_once(presses)
    assert statuses(responses) == {302: 1, 422: 5}
    assert count_events(cast, "requested") == 1
    for response in responses:
        if response.status_code == 422:
            assert "En förfrågan väntar redan på kundens svar" in page_of(response).text


def test_a_newcomer_who_accepts_twenty_times_at_once_is_taken_in_once() -> None:
    cast = made_cast(account=False)
    collaboration = collaboration_in(cast, standard_terms(), accepted=False)
    token = invitation_of(cast, collaboration)
    form = {**LOGIN, "plan": plan_on(page_of(Browser().get(url("invitation_show", token))))}
    responses = at_once([lambda: Browser().post(url("invitation_accept", token), form)] * 20)
    assert statuses(responses) == {302: 1, 404: 19}
    gone = page_of(next(one for one in responses if one.status_code == 404))
    assert "kan redan vara besvarad" in gone.text
    assert count_events(cast, "accepted") == 1
    with transaction.atomic(), cast.seen():
        assert CompanyMembership.objects.count() == 1


def test_accepting_declining_and_withdrawing_at_once_is_one_answer_and_clear_pages() -> None:
    cast = made_cast()
    collaboration = collaboration_in(cast, start_terms(), accepted=False)
    ola, mia = cast.administrators
    of_ola, of_mia = invitation_of(cast, collaboration, ola), invitation_of(cast, collaboration, mia)
    plan = {"plan": plan_on(page_of(browser_of(ola).get(url("invitation_show", of_ola))))}
    first, second, third = browser_of(ola), browser_of(mia), browser_of(cast.eva)
    accepting, declining, withdrawing = at_once(
        [
            lambda: first.post(url("invitation_accept", of_ola), plan),
            lambda: second.post(url("invitation_decline", of_mia), {"reason": "Nej"}),
            lambda: third.post(url("request_withdraw", collaboration.pk), follow=True),
        ]
    )
    assert count_events(cast, "accepted", "declined", "withdrawn") == 1
    state = state_of(cast, collaboration)
    assert (accepting.status_code == 302, declining.status_code == 200) == (
        state == State.ACTIVE,
        state == State.DECLINED,
    )
    assert {accepting.status_code, declining.status_code} <= {200, 302, 404}
    said = "Förfrågan är återtagen." if state == State.WITHDRAWN else "Förfrågan väntar inte längre på svar"
    assert said in page_of(withdrawing).text


def test_both_sides_end_at_once_and_it_ends_once() -> None:
    cast = made_cast()
    collaboration = collaboration_in(cast, start_terms(), accepted=True)
    sides = [
        (browser_of(cast.eva), "collaboration_end"),
        (browser_of(cast.administrators[0]), "company_collaboration_end"),
    ]
    presses = []
    for browser, name in sides:
        address = url(name, collaboration.pk)
        sent = {"reason": "Vi slutar", "plan": plan_on(page_of(browser.get(address))), "after_end": "READ_ONLY"}
        presses.append(lambda browser=browser, address=address, sent=sent: browser.post(address, sent))
    responses = at_once(taking_turns(presses, 6))
    assert count_events(cast, "ended") == 1
    assert state_of(cast, collaboration) == State.ENDED
    assert statuses(responses) == {302: 1, 422: 5}
    assert all("Samarbetet är redan avslutat" in page_of(one).text for one in responses if one.status_code == 422)


def test_two_who_change_at_once_make_one_change_and_the_other_reads_that_one_is_to_come() -> None:
    cast = made_cast()
    collaboration = collaboration_in(cast, standard_terms(), accepted=True)
    day = (clock.today() + timedelta(days=9)).isoformat()
    address = url("collaboration_change", collaboration.pk)
    presses = []
    for browser, party in zip(map(browser_of, [cast.eva, cast.jon] * 2), ["FIRM", "CLIENT"] * 2, strict=True):
        chosen = {**STANDARD, "assignment": str(cast.assignment.pk), "payroll_approval": party, "effective_on": day}
        sent = changed(browser, address, chosen)
        presses.append(lambda browser=browser, sent=sent: browser.post(address, sent))
    responses = at_once(presses)
    assert statuses(responses) == {302: 1, 422: 3}
    assert count_events(cast, "change_decided") == 1
    with transaction.atomic(), cast.seen():
        assert CollaborationChange.objects.count() == 1
    assert all("En ändring är redan på väg" in page_of(one).text for one in responses if one.status_code == 422)
