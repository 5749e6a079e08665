"""The pages of rule years, as operators, other staff and strangers meet them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Firm, User
from accounts.permissions import FirmRole
from common import clock
from payroll.models import StatutoryEntry
from tests.factories.accounts import make_firm, make_staff
from tests.factories.tax_tables import fixed_width, rows
from tests.web.browsing import Page, Person

pytestmark = pytest.mark.django_db
SOURCE = "Regeringens beslut 2026-11-20"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 24, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def firm() -> Firm:
    return make_firm()


def operator(firm: Firm, name: str) -> Person:
    user = make_staff(firm, name, role=FirmRole.CONSULTANT)
    User.objects.filter(pk=user.pk).update(is_operator=True)
    return Person(User.objects.get(pk=user.pk))


@pytest.fixture
def eva(firm: Firm) -> Person:
    return operator(firm, "Eva Lind")


@pytest.fixture
def jon(firm: Firm) -> Person:
    return operator(firm, "Jon Ahl")


def show(firm: Firm, year: int = 2027) -> str:
    return reverse("payroll:rule_year_show", args=[firm.pk, year])


def new(firm: Firm, page: str, *args: object, year: int = 2027) -> str:
    return reverse(f"payroll:{page}", args=[firm.pk, year, *args])


def test_staff_read_what_is_there_what_is_missing_and_where_it_comes_from(firm: Firm) -> None:
    nils = Person(make_staff(firm, "Nils Berg", role=FirmRole.ASSISTANT))
    years = nils.open(reverse("payroll:rule_year_list", args=[firm.pk])).text
    assert "2027 Inte ännu Saknas: Prisbasbelopp, Inkomstbasbelopp, Arbetsgivaravgifter, Skattetabeller" in years
    page = nils.open(show(firm, 2026))
    for words in (
        "Lönekörning går att göra",
        "Prisbasbelopp 59 200 kr/år",
        "SKV 433 utgåva 36",
        "på lön upp till 25 000 kr i månaden",
        "Engångstabell, kolumn 3 Saknas",
        "inte kontrollerad mot källan",
        "allmän löneavgift 12,62 %",
    ):
        assert words in page.text, words
    assert "Importera" not in page.text
    assert nils.tries("GET", new(firm, "figure_new", "price_base_amount")) == 403
    assert nils.tries("POST", new(firm, "figure_new", "price_base_amount"), {"value": "1"}) == 403


def test_a_stranger_finds_nothing(firm: Firm, eva: Person) -> None:
    elsewhere = operator(make_firm("Kanariefågeln AB"), "Kim Ko")
    assert elsewhere.tries("GET", show(firm)) == 404
    assert elsewhere.tries("GET", new(firm, "tables_new")) == 404
    assert Person().tries("GET", show(firm)) == 302


def test_a_figure_is_entered_by_one_and_approved_by_another(firm: Firm, eva: Person, jon: Person) -> None:
    page = eva.send(eva.open(new(firm, "figure_new", "price_base_amount")), {"value": "59 600", "source": SOURCE})
    assert "Det gäller när en annan operatör har godkänt det" in page.toasts
    assert "Någon annan måste besluta" in page.text
    entry = StatutoryEntry.objects.get()
    assert entry.data["value"] == "59600"
    assert (entry.data["from"], entry.data["until"]) == ("2027-01-01", "2027-12-31")
    approve = reverse("payroll:figure_approve", args=[firm.pk, entry.pk])
    assert "Någon annan måste besluta" in eva.post(approve, {"csrfmiddlewaretoken": eva.token}).toasts
    done = jon.send(jon.open(show(firm)), to=approve)
    assert "Godkänt" in done.toasts
    assert "Godkänd, version 1" in done.text
    assert "redan beslutat" in jon.post(approve, {"csrfmiddlewaretoken": jon.token}).toasts


def test_a_share_is_written_in_per_cent(firm: Firm, eva: Person) -> None:
    eva.send(eva.open(new(firm, "figure_new", "sink_rate")), {"value": "20,5", "source": SOURCE})
    assert StatutoryEntry.objects.get().data["value"] == "0.205"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"value": "mycket"}, "value", "Skriv ett tal"),
        ({"value": ""}, "value", "fyll"),
        ({"source": "SFS"}, "source", "minst"),
        ({"starts_on": "2026-12-31"}, "starts_on", "Välj en dag under 2027"),
        ({"starts_on": "2027-05-01", "ends_on": "2027-04-30"}, "ends_on", "före den första"),
    ],
)
def test_what_is_wrong_stands_by_the_field_and_nothing_is_lost(
    firm: Firm, eva: Person, typed: dict[str, str], field: str, sentence: str
) -> None:
    page = eva.open(new(firm, "figure_new", "price_base_amount"))
    answer = eva.send(page, {"value": "59600", "source": SOURCE, **typed}, status=422)
    assert sentence.lower() in answer.said_by(field).lower()
    kept = answer.soup.select_one(f"[name={field}]")
    assert kept is not None
    assert kept.get("value", "") == typed[field]


def test_bands_of_a_one_off_table_are_pasted_line_by_line(firm: Firm, eva: Person) -> None:
    page = eva.open(new(firm, "one_off_new", 3))
    good = "25 041; 0\n82 800\t10\n660 000 kr; 34 %\növer; 54"
    for bands, sentence in (
        ("25041", "Rad 1"),
        ("25041; 0\n82800; tio\növer; 54", "Rad 2"),
        ("25041; 0\n82800; 10", "Sista raden"),
        ("82800; 0\n25041; 10\növer; 54", "högre inkomst"),
    ):
        assert sentence in eva.send(page, {"bands": bands, "source": SOURCE}, status=422).said_by("bands")
    eva.send(page, {"bands": good, "source": SOURCE})
    assert StatutoryEntry.objects.get().data["bands"] == [[25041, 0], [82800, 10], [660000, 34], ["", 54]]
    assert "till 82 800: 10 %" in eva.open(show(firm)).text


def test_a_rate_of_contributions_is_entered_with_its_birth_years(firm: Firm, eva: Person) -> None:
    page = eva.open(new(firm, "contribution_new"))
    wrong = {"name": "old_age_only", "rate": "10,21", "born_from": "1959", "born_to": "1938", "source": SOURCE}
    assert "före det första" in eva.send(page, wrong, status=422).said_by("born_to")
    eva.send(page, {**wrong, "born_from": "1938", "born_to": "1959"})
    entry = StatutoryEntry.objects.get()
    assert entry.name == "contributions.old_age_only"
    assert {key: entry.data[key] for key in ("value", "born_from", "born_to")} == {
        "value": "0.1021",
        "born_from": 1938,
        "born_to": 1959,
    }


def upload(person: Person, path: str, content: bytes, status: int) -> Page:
    file = SimpleUploadedFile("allmanna-tabeller-manad.txt", content)
    return person.post(path, {"file": file, "source": SOURCE, "csrfmiddlewaretoken": person.token}, status=status)


def test_the_agencys_file_is_imported_or_refused_with_row_and_reason(firm: Firm, eva: Person, jon: Person) -> None:
    path = new(firm, "tables_new", year=2026)
    lines = fixed_width(rows(2026)).decode("utf-8-sig").splitlines()
    broken = "\n".join([*lines[:6], lines[6][:-1], *lines[7:]]).encode()
    assert "Rad 7: Raden har en annan längd" in upload(eva, path, broken, 422).said_by("file")
    assert "Filen är tom" in upload(eva, path, b" ", 422).said_by("file")
    assert "inte text" in upload(eva, path, b"\x89PNG\x00", 422).said_by("file")
    assert not StatutoryEntry.objects.exists()
    page = upload(eva, path, fixed_width(rows(2026)), 302)
    assert "47 796 av 47 796 celler" in page.text
    assert "väntar redan" in upload(eva, path, fixed_width(rows(2026)), 422).text
    entry = StatutoryEntry.objects.get()
    done = jon.send(jon.open(show(firm, 2026)), to=reverse("payroll:figure_approve", args=[firm.pk, entry.pk]))
    assert "Importerade från Skatteverkets fil" in done.text


def test_addresses_that_lead_nowhere_are_not_found(firm: Firm, eva: Person) -> None:
    for path in (show(firm, 1999), new(firm, "figure_new", "nonsense"), new(firm, "one_off_new", 9)):
        assert eva.tries("GET", path) == 404
