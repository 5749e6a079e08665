"""The page on which a firm takes a client's payroll data in."""

from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bundles.models import BundleImport
from tests.factories.bundles import archive_of, make_bundle
from tests.factories.collaborations import Cast, make_cast
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_employee
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


@pytest.fixture
def jon(cast: Cast) -> Client:
    client = Client()
    open_session(client, cast.jon)
    return client


def address(cast: Cast, name: str = "show") -> str:
    return reverse(f"bundles:import_{name}", args=[cast.client.pk])


def an_archive(cast: Cast) -> SimpleUploadedFile:
    return SimpleUploadedFile("allt.zip", archive_of(make_bundle(cast.company, cast.jon)).read())


def shown(jon: Client, cast: Cast) -> str:
    return jon.get(address(cast)).content.decode()


def test_a_file_is_checked_shown_and_taken_in(cast: Cast, jon: Client) -> None:
    assert address(cast) in jon.get(reverse("bundles:bundle_show", args=[cast.client.pk])).content.decode()
    jon.post(address(cast), {"file": an_archive(cast)})
    assert "hx-trigger" in shown(jon, cast)
    drain_outbox()
    preview = shown(jon, cast)
    assert address(cast, "confirm") in preview
    assert "händelseloggen" in preview
    jon.post(address(cast, "confirm"))
    assert "<progress" in shown(jon, cast)
    drain_outbox()
    assert "Allt lästes in" in shown(jon, cast)


def test_a_checked_file_can_be_thrown_away(cast: Cast, jon: Client) -> None:
    jon.post(address(cast), {"file": an_archive(cast)})
    drain_outbox()
    page = jon.post(address(cast, "cancel"), follow=True).content.decode()
    assert "Inget har skrivits" in page
    assert 'type="file"' in page


@pytest.mark.parametrize("content", [b"%PDF-1.7 inget arkiv", b"PK\x03\x04 trasigt"])
def test_what_is_no_archive_is_said_by_the_field(cast: Cast, jon: Client, content: bytes) -> None:
    response = jon.post(address(cast), {"file": SimpleUploadedFile("allt.zip", content)})
    assert response.status_code == 422
    assert "kan inte läsas säkert" in response.content.decode()
    with cast.seen():
        assert not BundleImport.objects.exists()


def test_nothing_chosen_is_said_by_the_field(cast: Cast, jon: Client) -> None:
    assert jon.post(address(cast)).status_code == 422


def test_a_company_with_employees_is_told_why_no_file_can_be_taken_in(cast: Cast, jon: Client) -> None:
    make_employee(cast.company, "Li Sund")
    page = shown(jon, cast)
    assert 'type="file"' not in page
    assert "tomt företag" in page


def test_a_refused_file_says_why_in_words(cast: Cast, jon: Client) -> None:
    file = an_archive(cast)
    make_employee(cast.company, "Li Sund")
    jon.post(address(cast), {"file": file})
    drain_outbox()
    page = shown(jon, cast)
    assert "har redan rader i employment/employees.jsonl" in page
    assert "Inget har skrivits" in page


def test_confirming_without_a_checked_file_changes_nothing(cast: Cast, jon: Client) -> None:
    assert jon.post(address(cast, "confirm")).status_code == 302
    jon.post(address(cast), {"file": an_archive(cast)})
    assert "Det finns ingen kontrollerad fil" in jon.post(address(cast, "confirm"), follow=True).content.decode()
