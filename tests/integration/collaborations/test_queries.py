"""Lists cost the same however long they are."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advisor.client_badges import badges_for
from advisor.models import Client
from collaborations.operations.answers import decline
from collaborations.operations.ending import end
from collaborations.operations.requests import withdraw
from collaborations.queries.requests import Narrowing, page_of, requests_for
from collaborations.rules.terms import BillingRecipient
from common import clock
from tests.factories.accounts import make_company, make_member
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.collaborations import Cast, make_cast, start_terms

pytestmark = pytest.mark.django_db
CLIENT = BillingRecipient.CLIENT


def another_client(cast: Cast) -> Cast:
    company = make_company("Ännu ett AB")
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
        administrators=[make_member(company, "Ola Persson")],
    )


def statements(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def test_the_list_of_requests_and_the_badges_take_as_many_queries_for_many_as_for_two() -> None:
    cast = make_cast(lon_direct=True)
    cast.accept(cast.activate(start_terms()))
    another_client(cast).activate()

    def listed() -> None:
        with cast.seen():
            clients = Client.objects.filter(firm=cast.firm)
            page_of(requests_for(clients), Narrowing(), sort="", after=None, at=clock.now())
            badges_for([client.pk for client in clients])

    few = statements(listed)
    for _ in range(8):
        another_client(cast).activate()
    assert statements(listed) == few


def test_each_client_shows_its_services_in_the_list() -> None:
    cast = make_cast(lon_direct=True)
    cast.accept(cast.activate(start_terms()))
    with cast.seen():
        (badge,) = badges_for([cast.client.pk])[cast.client.pk]
    assert (badge.text, badge.tone) == ("Lön Smart · Aktiveras", "blue")


@pytest.mark.parametrize(("state", "word"), [("declined", "Avböjt"), ("withdrawn", "Återtaget"), ("ended", "Avslutat")])
def test_what_came_to_nothing_or_has_ended_is_grey_in_the_list(state: str, word: str) -> None:
    cast = make_cast()
    collaboration = cast.activate()
    by = cast.administrators[0]
    if state == "declined":
        decline(invitation=cast.invitation(collaboration, by), by=by, reason="Nej tack", at=clock.now())
    elif state == "withdrawn":
        withdraw(collaboration=collaboration, by=cast.eva, at=clock.now())
    else:
        end(collaboration=cast.accept(collaboration), by=by, party=CLIENT, reason="Vi byter byrå", at=clock.now())
    with cast.seen():
        (badge,) = badges_for([cast.client.pk])[cast.client.pk]
    assert (badge.text, badge.tone) == (f"Lön Smart · {word}", "grey")
