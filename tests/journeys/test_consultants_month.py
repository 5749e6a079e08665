"""A payroll consultant and a new client: from nothing to a month of pay that answers why, in this product alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from common import clock
from common.periods import Month
from tests.factories.accounts import make_firm, make_staff
from tests.factories.test_numbers import ORDINARY, YOUTH
from tests.journeys.conftest import Person
from tests.journeys.test_standard_way import working_days

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
REPORTED = Month.of(clock.today()).previous
HEADINGS = (
    "Anställningsnummer;Personnummer;Förnamn;Efternamn;E-post;Första anställningsdag;Löneform;Månadslön;Timlön;"
    "Sysselsättningsgrad;Skattetabell;Kolumn;Clearingnummer;Kontonummer;Arbetsschema"
)
PEOPLE = (
    ("Anna", "Ek", ORDINARY[0], "Månadslön;38 500;;100"),
    ("Bo", "Ström", ORDINARY[8], "Månadslön;24 000,50;;60"),
    ("Carin", "Bok", ORDINARY[9], "Månadslön;52 000;;100"),
    ("Dan", "Lönn", YOUTH[3], "Timlön;;165,50;100"),
    ("Eli", "Ung", ORDINARY[13], "Månadslön;31 000;;100"),
)


@pytest.fixture
def eva() -> str:
    """Who starts with an empty firm."""
    with transaction.atomic():
        return make_staff(make_firm(), "Eva Lind").email


def test_a_new_client_is_set_up_imported_paid_and_explained(
    eva: str, person: Callable[..., Person], tmp_path: Path
) -> None:
    consultant = person()
    consultant.sign_in(eva)
    take_on_the_client(consultant)
    card = consultant.page.url
    activate_start(consultant)
    consultant.page.locator("main").get_by_role("link", name="Översikt", exact=True).click()
    consultant.page.locator("main").get_by_role("link", name="Lönekörningar").click()
    consultant.page.wait_for_url("**/payroll-runs/")
    desk = consultant.page.url.partition("payroll-runs/")[0]
    make_office_hours(consultant, desk)
    import_people(consultant, desk, tmp_path / "personal.csv")
    give_a_bonus(consultant, desk)
    register_a_sick_day(consultant, desk)
    run_the_month(consultant, desk)
    ask_why(consultant)
    consultant.open(card)


def take_on_the_client(eva: Person) -> None:
    page = eva.page
    page.get_by_role("link", name="Ny kund").first.click()
    eva.look()
    for label, value in (
        ("Organisationsnummer", "556036-0793"), ("Företagsnamn", "Snickeri Granen AB"), ("Gatuadress", "Sågvägen 3"),
        ("Postnummer", "831 30"), ("Ort", "Östersund"),
    ):  # fmt: skip
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Lägg till kund").click()
    page.get_by_role("link", name="Kontakter").click()
    page.get_by_role("link", name="Ny kontakt").first.click()
    page.get_by_label("Förnamn").fill("Gunnar")
    page.get_by_label("Efternamn").fill("Gran")
    page.get_by_label("E-post").fill("gunnar@snickerigranen.example")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Uppdrag").click()
    page.get_by_role("link", name="Nytt uppdrag").first.click()
    page.get_by_label("Namn", exact=True).fill("Löner")
    page.get_by_role("button", name="Spara").click()
    page.locator("main").get_by_role("link", name="Samarbeten").click()
    eva.look()


def activate_start(eva: Person) -> None:
    eva.page.get_by_role("link", name="Aktivera Start").click()
    eva.page.get_by_text("Byrån registrerar med snabbval").click()
    eva.page.wait_for_load_state("networkidle")
    eva.look()
    eva.page.get_by_role("button", name="Aktivera").click()
    eva.page.get_by_text("Aktivt").first.wait_for()
    eva.look()


def make_office_hours(eva: Person, desk: str) -> None:
    eva.open(f"{desk}schedules/new/")
    page = eva.page
    page.get_by_label("Namn").fill("Kontorstid")
    for day in range(5):
        page.get_by_label("Från").nth(day).fill("08:00")
        page.get_by_label("Till").nth(day).fill("17:00")
        page.get_by_label("Rast, minuter").nth(day).fill("60")
    eva.look()
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Kontorstid").first.wait_for()


def import_people(eva: Person, desk: str, file: Path) -> None:
    rows = [
        f"{number};{identity};{given};{family};{given.lower()}@snickerigranen.example;2024-01-01;{pay};33;1;3300;"
        f"{identity[2:]};Kontorstid"
        for number, (given, family, identity, pay) in enumerate(PEOPLE, start=1)
    ]
    file.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
    eva.open(f"{desk}employees/")
    eva.page.get_by_role("link", name="Importera").click()
    eva.page.get_by_label("Fil").set_input_files(file)
    eva.page.get_by_role("button", name="Kontrollera filen").click()
    eva.page.get_by_text("Alla rader är rätt").wait_for()
    eva.look()
    eva.page.get_by_role("button", name="Importera 5 anställda").click()
    eva.page.get_by_text("Filen är importerad: 5 tillagda, 0 ändrade.").wait_for()
    assert eva.page.get_by_text("Komplett", exact=True).count() == len(PEOPLE)


def give_a_bonus(eva: Person, desk: str) -> None:
    eva.page.get_by_role("link", name="Bok, Carin").click()
    eva.page.get_by_role("link", name="Lönerader").click()
    eva.page.get_by_label("Löneart").select_option(label="Bonus")
    eva.page.get_by_label("Belopp").fill("20 000")
    eva.look()
    eva.page.get_by_role("button", name="Lägg till").click()
    eva.page.get_by_text("20 000,00 kr").wait_for()


def register_a_sick_day(eva: Person, desk: str) -> None:
    eva.open(f"{desk}time/")
    eva.page.get_by_role("link", name="Anna Ek").first.click()
    eva.page.goto(eva.page.url.partition("?")[0] + f"?month={REPORTED}")
    eva.page.check(f"input[name=days][value='{working_days(REPORTED.first, 6)[-1]}']")
    eva.page.get_by_role("radio", name="Sjuk").check()
    eva.page.get_by_role("button", name="Registrera").click()
    eva.page.get_by_text("är registrerad").first.wait_for()
    eva.look()


def run_the_month(eva: Person, desk: str) -> None:
    eva.open(f"{desk}payroll-runs/")
    eva.page.get_by_role("link", name="Ny lönekörning").first.click()
    eva.page.get_by_label("Lönedag").fill(str(working_days(clock.today(), 1)[0]))
    eva.page.get_by_role("button", name="Skapa lönekörning").click()
    eva.page.get_by_text("5 anställda, inget som stoppar beräkningen.").wait_for()
    eva.page.get_by_role("button", name="Beräkna").click()
    eva.page.get_by_role("button", name="Godkänn lönekörningen").wait_for(timeout=30_000)
    eva.look()
    eva.approve_the_run()


def ask_why(eva: Person) -> None:
    page = eva.page
    page.get_by_role("link", name="Carin Bok").click()
    for name, words in (("engångsbelopp", "Engångsbelopp"), ("Preliminärskatt", "Så räknar tabellen")):
        page.get_by_role("row", name=name).first.get_by_role("button").click()
        page.locator(".explain-panel:popover-open").get_by_text(words).first.wait_for()
        eva.look()
        page.keyboard.press("Escape")
    page.go_back()
    page.get_by_role("link", name="Anna Ek").click()
    page.get_by_role("row", name="Karensavdrag").get_by_role("button").click()
    page.locator(".explain-panel:popover-open").get_by_text("Sjuklönelagen").wait_for()
    page.locator(".explain-panel:popover-open").get_by_role("link", name="Registrerade dagar").click()
    page.wait_for_url(f"**/time/**month={REPORTED}")
    eva.look()
