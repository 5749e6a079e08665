"""The page from which a company's payroll data are taken home."""

from copy import deepcopy
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

import bundles.tasks  # noqa: F401 registers the tasks that draining the outbox runs
from bundles.models import ExitBundle
from bundles.rules.verification import faults_of
from collaborations.models import Collaboration
from collaborations.operations.ending import end
from collaborations.rules.terms import BillingRecipient
from common import clock
from common.rls import as_system
from events.models import AuditEvent
from tests.factories.collaborations import Cast, make_cast, start_terms
from tests.factories.effects import drain_outbox
from tests.factories.signing_in import open_session

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(standing: None) -> Cast:
    cast = make_cast()
    cast.accept(cast.activate())
    drain_outbox()
    return cast


@pytest.fixture
def cast(made: Cast, db: None) -> Cast:
    return deepcopy(made)


def signed_in(cast: Cast, who: str) -> tuple[Client, dict[str, str]]:
    client = Client()
    open_session(client, cast.jon if who == "firm" else cast.administrators[0])
    prefix, key = ("", cast.client.pk) if who == "firm" else ("company_", cast.company.pk)
    names = ("show", "build", "download")
    return client, {name: reverse(f"bundles:{prefix}bundle_{name}", args=[key]) for name in names}


def content_of(response: object) -> bytes:
    return response.getvalue()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("who", ["firm", "company"])
def test_either_side_makes_the_file_follows_it_and_takes_it_home(cast: Cast, who: str) -> None:
    client, urls = signed_in(cast, who)
    assert urls["build"] in client.get(urls["show"]).content.decode()
    client.post(urls["build"])
    waiting = client.get(urls["show"]).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    assert "<progress" in waiting
    drain_outbox(rounds=60)
    ready = client.get(urls["show"], headers={"hx-request": "true"}).content.decode()
    assert "hx-trigger" not in ready
    assert "SHA-256" in ready
    response = client.post(urls["download"])
    assert response.headers["Content-Type"] == "application/zip"
    assert cast.company.corporate_identity_number in response.headers["Content-Disposition"]
    with ZipFile(BytesIO(content_of(response))) as archive:
        assert list(faults_of(archive)) == []


def test_who_downloaded_is_told(cast: Cast) -> None:
    client, urls = signed_in(cast, "firm")
    client.post(urls["build"])
    drain_outbox(rounds=60)
    content_of(client.post(urls["download"]))
    with cast.seen():
        event = AuditEvent.objects.get(kind="bundles.bundle_downloaded")
        assert (event.actor_id, event.firm_id) == (cast.jon.pk, cast.firm.pk)
        assert event.data == {"sha256": ExitBundle.objects.get().sha256}


def test_a_download_before_there_is_a_file_leads_back(cast: Cast) -> None:
    client, urls = signed_in(cast, "company")
    response = client.post(urls["download"], follow=True)
    assert response.redirect_chain == [(urls["show"], 302)]
    assert "Gör en först" in response.content.decode()


def test_a_second_click_makes_no_second_file(cast: Cast) -> None:
    client, urls = signed_in(cast, "company")
    client.post(urls["build"])
    assert "redan" in client.post(urls["build"], follow=True).content.decode()
    with as_system(reason="test", company_id=cast.company.pk):
        assert ExitBundle.objects.count() == 1


def test_in_start_the_administrators_still_get_what_is_their_own() -> None:
    cast = make_cast()
    cast.accept(cast.activate(start_terms()))
    drain_outbox()
    client, urls = signed_in(cast, "company")
    assert client.get(urls["show"]).status_code == 200


def test_the_firm_is_shut_out_when_the_collaboration_has_ended(cast: Cast) -> None:
    client, urls = signed_in(cast, "firm")
    client.post(urls["build"])
    drain_outbox(rounds=60)
    _end(cast)
    assert client.get(urls["show"]).status_code in (403, 404)
    assert client.post(urls["download"]).status_code in (403, 404)
    company, own = signed_in(cast, "company")
    assert content_of(company.post(own["download"])).startswith(b"PK")


def _end(cast: Cast) -> None:
    with cast.seen():
        collaboration = Collaboration.objects.select_related("client", "firm", "company").get()
    end(collaboration=collaboration, by=cast.eva, party=BillingRecipient.FIRM, reason="Byter byrå", at=clock.now())


@pytest.mark.parametrize("who", ["firm", "company"])
def test_the_way_there_is_on_the_page_of_collaborations(cast: Cast, who: str) -> None:
    client, urls = signed_in(cast, who)
    page = {
        "firm": reverse("collaborations:client_tab", args=[cast.client.pk]),
        "company": reverse("collaborations:company_list", args=[cast.company.pk]),
    }[who]
    assert urls["show"] in client.get(page).content.decode()
