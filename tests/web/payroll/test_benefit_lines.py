"""Benefits, loans and salary sacrifice on the employee card: forms per method, their errors, and what they come to."""

import pytest

from accounts.permissions import GrantScope
from payroll.models import PayLine
from tests.factories.accounts import give
from tests.web.browsing import Page, Person
from tests.web.office import Office
from tests.web.payroll.desk import address

pytestmark = pytest.mark.django_db
CLIENT = "client_"
CAR = {
    "registered_on": "2024-02-15",
    "model_year": "2024",
    "new_car_price": "500 000",
    "vehicle_tax": "360",
    "green": "ELECTRIC",
    "first": "2026-11",
}


def come_to(page: Page) -> dict[str, str]:
    """The lines of the preview: names and amounts."""
    names = [str(one.find(string=True)).strip() for one in page.soup.select("#pay-line-preview > dl > dt")]
    amounts = [
        " ".join(one.get_text().split()) for one in page.soup.select("#pay-line-preview > dl > dd button.explain")
    ]
    return dict(zip(names, amounts, strict=True))


@pytest.fixture
def ola(office: Office) -> Person:
    """The company's administrator, who does the payroll too."""
    give(office.ola, office.company, GrantScope.PAYROLL)
    return Person(office.ola)


def test_a_car_is_described_previewed_and_kept(office: Office, ola: Person) -> None:
    path = address(office, "pay_line_list", office.li.pk, side=CLIENT)
    page = ola.open(f"{path}?item=car_benefit")
    assert "Betalning för förmånsbil" in page.text
    wrong = ola.send(page, {"registered_on": "2024-02-15", "amount": "4000"}, to=path, status=422)
    assert wrong.said_by("model_year") == wrong.said_by("new_car_price")
    assert wrong.said_by("amount") == "Lämna tomt: värdet av den här bilen räknas ut."
    older = ola.send(page, {"registered_on": "2019-05-01"}, to=path, status=422)
    assert older.said_by("amount") == wrong.said_by("model_year")
    shown = ola.send(page, {**CAR, "preview": "1"}, to=path, status=200)
    for words in ("Vad det blir", "Nedsättning av priset", "0,29 × 59 200"):
        assert words in shown.text
    assert come_to(shown) == {"Bilförmån": "4 749,00"}
    with office.seen():
        assert not PayLine.objects.exists()
    kept = ola.send(shown, {}, to=path)
    assert "4 749,00 kr per månad" in kept.text
    with office.seen():
        line = PayLine.objects.get()
        assert (line.amount, line.details) == (
            0,
            {
                "registered_on": "2024-02-15",
                "model_year": "2024",
                "new_car_price": "50000000",
                "vehicle_tax": "36000",
                "green": "ELECTRIC",
            },
        )


@pytest.mark.parametrize(
    ("item", "wrong", "field", "right", "shown"),
    [
        ("fuel_benefit", {}, "amount", {"amount": "1000"}, ("Drivmedelsförmån", "1 200,00")),
        (
            "bicycle_benefit",
            {"bicycle_price": "18000"},
            "life_years",
            {"bicycle_price": "18000", "electric": "on", "offered_to_all": "on"},
            ("Cykelförmån", "103,00"),
        ),
        ("meals_benefit", {}, "main_meals", {"main_meals": "10"}, ("Kostförmån", "1 240,00")),
        (
            "health_insurance_benefit",
            {"amount": "333", "taxable_share": "101"},
            "taxable_share",
            {"amount": "333", "taxable_share": "60"},
            ("Förmån av sjukvårdsförsäkring", "199,00"),
        ),
        ("wellness_allowance", {}, "amount", {"amount": "4500"}, ("Friskvårdsbidrag", "0,00")),
        (
            "loan_interest_benefit",
            {"amount": "100000"},
            "interest_rate",
            {"amount": "100000", "interest_rate": "1"},
            ("Ränteförmån", "212,00"),
        ),
    ],
)
def test_each_method_asks_for_its_own_and_shows_what_it_comes_to(
    office: Office,
    ola: Person,
    item: str,
    wrong: dict[str, str],
    field: str,
    right: dict[str, str],
    shown: tuple[str, str],
) -> None:
    path = address(office, "pay_line_list", office.li.pk, side=CLIENT)
    page = ola.open(f"{path}?item={item}")
    refused = ola.send(page, {**wrong, "first": "2026-11"}, to=path, status=422)
    assert refused.said_by(field)
    preview = ola.send(page, {**right, "first": "2026-11", "preview": "1"}, to=path, status=200)
    assert come_to(preview) == dict([shown])


def test_a_loan_shows_what_is_left_and_salary_sacrifice_its_limits(office: Office, ola: Person) -> None:
    path = address(office, "pay_line_list", office.li.pk, side=CLIENT)
    loan = {"amount": "1000", "loan_principal": "12000", "first": "2026-11"}
    kept = ola.send(ola.open(f"{path}?item=loan_repayment"), loan, to=path)
    assert "1 000,00 kr per månad, 12 000,00 av 12 000,00 kr kvar" in kept.text
    wellness = {"amount": "4500", "first": "2026-11"}
    kept = ola.send(ola.open(f"{path}?item=wellness_allowance"), wellness, to=path)
    assert "4 500,00 kr, varav 0,00 kr beskattas" in kept.text
    swap = {"amount": "1000", "premium_on_top": "5,8", "first": "2026-11", "preview": "1"}
    shown = ola.send(ola.open(f"{path}?item=salary_sacrifice"), swap, to=path, status=200)
    for words in ("Under 56 086 kr (8,07 inkomstbasbelopp per år)", "5,76 %"):
        assert words in shown.text
    names = {"Löneväxling till pension": "−1 000,00", "Pensionspremie": "1 058,00"}
    assert names.items() <= come_to(shown).items()


def test_a_year_without_figures_says_what_is_missing(office: Office, ola: Person) -> None:
    path = address(office, "pay_line_list", office.li.pk, side=CLIENT)
    page = ola.open(f"{path}?item=meals_benefit")
    shown = ola.send(page, {"main_meals": "10", "first": "2027-03", "preview": "1"}, to=path, status=200)
    assert "saknas för året" in shown.text and come_to(shown) == {}
