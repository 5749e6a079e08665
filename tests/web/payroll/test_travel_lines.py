"""Trips, mileage, expenses and premiums: filled in, refused by the field, shown before they are saved, and paid."""

import pytest

from accounts.permissions import GrantScope
from common.templatetags.format import kronor
from payroll.models import JournalLine, PayLine, Payslip, PayslipLine
from payroll.verification import faults_of_approved_runs
from tests.factories.accounts import give
from tests.web.browsing import Page, Person
from tests.web.office import NOVEMBER, Office
from tests.web.payroll.desk import address, approved

pytestmark = pytest.mark.django_db
CLIENT = "client_"
TRIP = {
    "departure_day": "2026-10-05",
    "departure_time": "12:00",
    "homecoming_day": "2026-10-07",
    "homecoming_time": "20:00",
    "distance": "120",
    "nights": "2",
    "first": "2026-11",
}


@pytest.fixture
def ola(office: Office) -> Person:
    """The company's administrator, who does the payroll too."""
    give(office.ola, office.company, GrantScope.PAYROLL)
    return Person(office.ola)


def lines_of(office: Office) -> str:
    return address(office, "pay_line_list", office.li.pk, side=CLIENT)


def filled(ola: Person, path: str, item: str, typed: dict[str, str], *, button: str = "", status: int = 302) -> Page:
    return ola.send(ola.open(f"{path}?item={item}"), typed, to=path, button=button, status=status)


def test_a_trip_asks_for_its_meals_shows_what_it_comes_to_and_is_saved(office: Office, ola: Person) -> None:
    path = lines_of(office)
    page = filled(ola, path, "per_diem", TRIP, status=200)
    assert "Måltider som ingick ons 7 okt" in page.text and "1 × 150 + 2 × 300 + 2 × 150" in page.text
    with office.seen():
        assert not PayLine.objects.exists()
    meals = {"meal_2026-10-06": "BMM", "amount": "350"}
    page = ola.send(page, meals, to=path, button="preview", status=200)
    assert "Traktamente, skattepliktigt" in page.text and "(300 − 270)" in page.text
    page = ola.send(page, {}, to=path)
    assert "2026-10-05 – 2026-10-07, 3 dagar" in page.text
    with office.seen():
        line = PayLine.objects.get()
    assert (line.amount, line.starts_on, line.ends_on) == (35_000, NOVEMBER.first, NOVEMBER.last)
    assert line.details["meals"] == "-,BMM,-"


def test_what_is_not_free_of_tax_or_not_right_is_said_by_the_field(office: Office, ola: Person) -> None:
    path = lines_of(office)
    wrong = filled(ola, path, "per_diem", {**TRIP, "distance": "50", "nights": "3"}, status=422)
    assert "mer än 50 km bort" in wrong.said_by("distance")
    assert wrong.said_by("nights") == "Resan har 2 nätter."
    day = {**TRIP, "homecoming_day": "2026-10-05", "nights": "", "since": "2026-10-06", "paid_half_day": "200"}
    wrong = filled(ola, path, "per_diem", day, status=422)
    assert "Utan övernattning" in wrong.said_by("homecoming_day")
    assert wrong.said_by("since") and wrong.said_by("amount")
    for homecoming, sentence in (("2026-10-04", "före avresan"), ("2026-12-24", "i delar")):
        wrong = filled(ola, path, "per_diem", {**TRIP, "homecoming_day": homecoming}, status=422)
        assert sentence in wrong.said_by("homecoming_day")
    last_year = {**TRIP, "departure_day": "2025-12-01", "homecoming_day": "2025-12-03", "nights": ""}
    assert "2025: 290 / 145 / 145 / 203 kr" in filled(ola, path, "per_diem", last_year, status=200).text
    long_ago = {**TRIP, "departure_day": "2023-12-01", "homecoming_day": "2023-12-03"}
    wrong = filled(ola, path, "per_diem", long_ago, status=422)
    assert "inga belopp för 2023" in wrong.said_by("departure_day")
    wrong = filled(ola, path, "per_diem_abroad", TRIP, status=422)
    assert all(wrong.said_by(name) for name in ("country", "normal_amount", "amount_source"))
    wrong = filled(ola, path, "expense", {"amount": "100", "cost_account": "58", "first": "2026-11"}, status=422)
    assert wrong.said_by("cost_account") == "Ett konto har fyra siffror."
    wrong = filled(ola, path, "mileage_own_car", {"quantity": "långt km", "first": "2026-11"}, status=422)
    assert "Skriv ett tal" in wrong.said_by("quantity")
    ola.open(f"{path}?item=special_payroll_tax", status=404)


def test_travel_and_pension_are_on_the_payslip_and_in_the_cost_of_the_employer(office: Office, ola: Person) -> None:
    path = lines_of(office)
    page = filled(ola, path, "pension_itp1", {"first": "2026-11"}, button="preview", status=200)
    assert "Särskild löneskatt på pensionskostnader" in page.text and "månadslönen" in page.text
    ola.send(page, {}, to=path)
    filled(ola, path, "mileage_own_car", {"quantity": "125 km", "amount": "40", "first": "2026-11"})
    receipt = {"amount": "1 000", "vat_rate": "25", "cost_account": "5810", "first": "2026-11"}
    page = filled(ola, path, "expense", receipt)
    assert "12,5 × 10 km" in page.text and "varav moms 25 %" in page.text and "enligt avtalets trappa" in page.text
    run = approved(office)
    with office.seen():
        slip = Payslip.objects.get(run=run, employee=office.li)
        found = dict(PayslipLine.objects.filter(run=run, employee_id=office.li.pk).values_list("pay_item", "amount"))
        assert faults_of_approved_runs(office.company.pk) == []
        journal = dict(JournalLine.objects.filter(run=run).values_list("account", "amount"))
    assert (found["mileage_own_car"], found["mileage_taxable"]) == (31_250, 18_750)
    assert (journal["5810"], journal["2641"], journal["7331"], journal["7332"]) == (80_000, 20_000, 31_250, 18_750)
    assert journal["7533"] == -journal["2943"] == found["special_payroll_tax"]
    assert slip.employer_premiums == found["pension_itp1"] + found["special_payroll_tax"]
    page = ola.open(address(office, "payslip_show", run.pk, office.li.pk, side=CLIENT))
    for words in ("Milersättning, skattepliktig", "Moms på utlägg", "Pensionspremie, ITP 1"):
        assert words in page.text
    assert " ".join(kronor(slip.employer_cost).split()) in page.text
    steps = [" ".join(row.get_text(" ").split()) for row in page.soup.select(".waterfall th")]
    assert steps == ["Bruttolön", "Arbetsgivaravgifter", "Pensionspremier", "Särskild löneskatt", "Totalt"]
    page = ola.open(address(office, "run_show", run.pk, side=CLIENT))
    assert "Pension och löneskatt" in page.text and "Arbetsgivarkostnad per anställd" in page.text
