"""A list of collaborations made elsewhere: sent in, understood, imported, connected, and closed to everybody else."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from accounts.permissions import FirmRole
from collaborations.models import Collaboration, UnlinkedCollaboration
from collaborations.rules.states import State
from tests.factories.accounts import make_firm, make_staff
from tests.factories.collaborations import Cast, make_cast, make_unlinked
from tests.factories.signing_in import open_session
from tests.web.browsing import sent_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast(account=False)


@pytest.fixture
def admin(cast: Cast) -> User:
    return make_staff(cast.firm, "Anna Admin", role=FirmRole.ADMINISTRATOR)


def browser_of(user: User) -> Browser:
    browser = Browser()
    open_session(browser, user)
    return browser


def url(cast: Cast, name: str, *more: object) -> str:
    return reverse(f"collaborations:{name}", args=[cast.firm.pk, *more])


def soup(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")  # type: ignore[attr-defined]


def words(response: object) -> str:
    return " ".join(soup(response).get_text(" ").split())


def form_to(page: BeautifulSoup, action: str) -> Tag:
    found = page.select_one(f"form[action='{action}']")
    assert found is not None
    return found


def send(browser: Browser, cast: Cast, content: str | bytes, name: str = "lista.csv") -> object:
    raw = content.encode() if isinstance(content, str) else content
    return browser.post(url(cast, "import_new"), {"file": SimpleUploadedFile(name, raw)})


def test_from_a_file_to_an_active_collaboration(cast: Cast, admin: User) -> None:
    browser, number = browser_of(admin), cast.company.corporate_identity_number
    assert "Inget väntar på att kopplas" in words(browser.get(url(cast, "unlinked_list")))
    sent = f"Bolagets nr,Tjänst,Variant,Vem betalar,Period\n{number},Lön Smart,Standard,Kunden,12\n"
    assert send(browser, cast, sent).status_code == 302  # type: ignore[attr-defined]
    file = url(cast, "import_file")
    asked = browser.get(file)
    assert "Välj kolumnerna för organisationsnummer och tjänst" in words(asked)
    form = soup(asked).select_one("main form")
    assert form is not None
    typed = sent_by(form, {"number": "1"})
    refused = browser.post(file, typed)
    assert refused.status_code == 422
    assert "Kolumnen är redan Organisationsnummer." in words(refused)
    assert browser.post(file, sent_by(form, {"number": "0"})).status_code == 302
    shown = browser.get(file)
    assert "Alla rader är rätt" in words(shown)
    assert f"kund: {cast.client.name}" in words(shown)
    confirm = sent_by(form_to(soup(shown), url(cast, "import_confirm")), {})
    assert "1 samarbete är importerat." in words(browser.post(url(cast, "import_confirm"), confirm, follow=True))
    tab = reverse("collaborations:client_tab", args=[cast.client.pk])
    assert "ingånget på annat håll och ännu inte kopplat" in words(browser.get(tab))
    link = soup(browser.get(url(cast, "unlinked_list"))).select_one("a[href*='unlinked=']")
    assert link is not None
    page = soup(browser.get(str(link["href"])))
    form = page.select_one("#activation-form")
    assert form is not None
    assert page.select_one("input[name=variant][value=START]:disabled") is not None
    # What is sent of the terms is not read: they stand as they were imported.
    done = browser.post(
        str(form["action"]), {**sent_by(form, {}), "variant": "START", "period_months": "3"}, follow=True
    )
    assert "Samarbetet är aktivt." in words(done)
    with cast.seen():
        made = Collaboration.objects.get()
        assert (made.state, made.variant, made.billing_recipient, made.period_months) == (
            State.ACTIVE, "STANDARD", "CLIENT", 12,
        )  # fmt: skip
    again = browser.post(str(form["action"]), sent_by(form, {}))
    assert again.status_code == 422
    assert "Det har redan kopplats eller tagits bort." in words(again)
    assert "Det har redan kopplats eller tagits bort." in words(browser.get(str(link["href"])))


def test_every_fault_is_said_by_line_and_field_and_nothing_can_be_imported(cast: Cast, admin: User) -> None:
    browser = browser_of(admin)
    rows = ["Orgnr;Företag;Tjänst;Variant;Betalas av", "5560125791;=cmd;Lön Smart;Start;Kunden", "5560073495;;Scaner"]
    send(browser, cast, "\n".join(rows).encode("cp1252"))
    shown = browser.get(url(cast, "import_file"))
    text = words(shown)
    for said in (
        "2 rader är fel. Inget importeras",
        "Organisationsnummer 5560125791 : Finns inte: kontrollsiffran stämmer inte.",
        "Fakturamottagare Kunden : I den här varianten betalar byrån.",
        "Tjänst Scaner : Det finns ingen sådan tjänst.",
    ):
        assert said in text
    assert soup(shown).select_one(f"form[action='{url(cast, 'import_confirm')}']") is None
    assert "Inget importerades: något" in words(
        browser.post(url(cast, "import_confirm"), {"verdict": "x"}, follow=True)
    )
    table = browser.get(url(cast, "import_csv")).content.decode("utf-8-sig").splitlines()
    assert table[1].startswith("2;5560125791;'=cmd;Fel;Organisationsnummer;5560125791;")
    assert len(table) == 5
    assert "Filen är slängd" in words(browser.post(url(cast, "import_cancel"), follow=True))
    for name in ("import_file", "import_csv"):
        assert "redan importerad eller slängd" in words(browser.get(url(cast, name), follow=True))
    with cast.seen():
        assert not UnlinkedCollaboration.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Filen är tom."),
        (b"a;b\n\x00;1\n", "tecken som inte hör hemma i en text, först på rad 2"),
        (b"PK\x03\x04...", "Arbetsboken går inte att läsa"),
        (b"\xd0\xcf\x11\xe0...", "en arbetsbok av äldre slag"),
        (b"\x81\x8d\n", "Filens text går inte att läsa"),
        (b"hej\n", "Inga kolumner hittas"),
        (b"a;b\n" * 10_002, "fler än 10\u00a0000 rader"),
        (b"a;b\n" * 1_400_000, "Filen är större än 5 MB"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_the_field(cast: Cast, admin: User, content: bytes, said: str) -> None:
    response = send(browser_of(admin), cast, content)
    assert response.status_code == 422  # type: ignore[attr-defined]
    error = soup(response).select_one("#id_file_error")
    assert error is not None
    assert said in error.get_text(" ")


def test_the_list_is_narrowed_and_a_row_removed_and_rubbish_is_as_if_it_were_not_there(cast: Cast, admin: User) -> None:
    browser = browser_of(admin)
    row = make_unlinked(cast.firm, by=admin, name="Volvo")
    make_unlinked(cast.firm, by=admin, number=cast.company.corporate_identity_number, name="Solrosen")
    expected = {"q=volv": 1, "q=5560": 1, "client=with": 1, "client=without": 1, "service=SCANNER": 0}
    for query, number in (*expected.items(), ("after=x&client=nobody&service=%F0", 2), (f"after={row.pk}", 1)):
        listed = soup(browser.get(f"{url(cast, 'unlinked_list')}?{query}"))
        assert len(listed.select("tbody tr")) == number, query
    assert "Lägg till kund" in words(browser.get(f"{url(cast, 'unlinked_list')}?client=without"))
    assert "borttaget från listan" in words(browser.post(url(cast, "unlinked_remove", row.pk), follow=True))
    assert browser.post(url(cast, "unlinked_remove", row.pk)).status_code == 404


def test_a_colleague_without_the_right_and_a_stranger_do_not_get_in(cast: Cast, admin: User) -> None:
    row = make_unlinked(cast.firm, by=admin)
    stranger = make_staff(make_firm("Byrån Bredvid AB"), "Finn Främmande", role=FirmRole.ADMINISTRATOR)
    for user, status in ((cast.jon, 403), (stranger, 404)):
        browser = browser_of(user)
        assert browser.get(url(cast, "unlinked_list")).status_code == status
        assert send(browser, cast, "a;b\n1;2\n").status_code == status  # type: ignore[attr-defined]
        assert browser.post(url(cast, "unlinked_remove", row.pk)).status_code == status
    assert "Importera samarbeten" not in words(browser_of(cast.jon).get(url(cast, "overview")))
    assert "1 ej kopplat" in words(browser_of(admin).get(url(cast, "overview")))
