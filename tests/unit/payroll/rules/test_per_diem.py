"""Per diem: the year's amounts, less for meals, and what is paid above them taxed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from payroll.rules.item_lines import Made
from payroll.rules.pay_items import GivenLine
from payroll.rules.per_diem import per_diem, per_diem_abroad
from payroll.rules.per_diem_rates import MEALS, domestic_rates, rates_abroad, rates_of_year, reduction
from payroll.statutory import Figure, Parameters
from tests.factories.explained import why
from tests.factories.given import trip
from tests.factories.payslip_basis import law, make_basis

BASIS, LAW = make_basis(), law()


def of_2024() -> Parameters:
    """The figures of 2026 with the per diem of 2024, from lr-revision.se (payroll-examples.md E10)."""
    amounts = {"per_diem": 290, "per_diem_half_day": 145, "per_diem_night": 145, "per_diem_after_three_months": 203}
    made = {
        name: Figure(name, Decimal(value), "kr/day", date(2024, 1, 1), "lr-revision.se", verified=True)
        for name, value in amounts.items()
    }
    return replace(LAW, year=2024, figures={**LAW.figures, **made})


def less(parameters: Parameters, amount: int) -> dict[str, int]:
    """What meals take off an amount in kronor."""
    rates = domestic_rates(parameters)
    return {meals: reduction(rates, amount * 100, meals, parameters) // 100 for meals in MEALS}


def amounts(made: list[Made]) -> dict[str, int]:
    return {one.line.pay_item: one.line.amount // 100 for one in made}


def paid(given: GivenLine) -> dict[str, int]:
    return amounts(per_diem(given, BASIS, LAW))


def test_the_reductions_of_2024_are_as_published() -> None:
    parameters = of_2024()
    rates = domestic_rates(parameters)
    assert (rates.whole, rates.half, rates.night, rates.later_whole) == (29_000, 14_500, 14_500, 20_300)
    assert less(parameters, 290) == {"B": 58, "M": 102, "BM": 160, "MM": 203, "BMM": 261}


def test_the_reductions_of_2026_are_of_the_amount_of_the_day() -> None:
    assert less(LAW, 300) == {"B": 60, "M": 105, "BM": 165, "MM": 210, "BMM": 270}
    assert less(LAW, 150) == {"B": 30, "M": 53, "BM": 83, "MM": 105, "BMM": 135}
    assert less(LAW, 210) == {"B": 42, "M": 74, "BM": 116, "MM": 147, "BMM": 189}
    assert reduction(domestic_rates(LAW), 30_000, "-", LAW) == 0


def test_whole_days_half_days_nights_and_meals_add_up() -> None:
    assert paid(trip()) == {"per_diem": 1200}
    assert paid(trip(nights="3")) == {"per_diem": 1200 + 450}
    late = trip(departure="2026-10-05 12:00", homecoming="2026-10-08 19:00", meals="-,B,BMM,M")
    (made,) = per_diem(late, BASIS, LAW)
    assert made.line.amount == (150 + 240 + 30 + 97) * 100
    formula = "1 × 150 + 1 × (300 − 60) + 1 × (300 − 270) + 1 × (150 − 53) = 517.00"
    assert made.line.explanation.formula == formula
    assert (made.item.declared_in, made.line.account) == ("051", "7321")


def test_after_three_months_less_is_free() -> None:
    assert paid(trip(since="2026-07-07")) == {"per_diem": 300 * 2 + 210 * 2}
    half = trip(since="2026-01-01", departure="2026-10-05 12:00", homecoming="2026-10-06 19:00")
    assert paid(half) == {"per_diem": 105 * 2}


@pytest.mark.parametrize(
    ("agreed", "details", "expected"),
    [
        (400, {}, {"per_diem": 1200, "per_diem_taxable": 400}),
        (300, {"meals": "B,B,B,-"}, {"per_diem": 1020, "per_diem_taxable": 180}),
        (280, {"meals": "B,-,-,-"}, {"per_diem": 240 + 3 * 280, "per_diem_taxable": 40}),
        (200, {}, {"per_diem": 800}),
        (400, {"departure": "2026-10-05 13:00"}, {"per_diem": 1050, "per_diem_taxable": 350}),
        (400, {"departure": "2026-10-05 13:00", "paid_half_day": "10000"}, {"per_diem": 1000, "per_diem_taxable": 300}),
        (0, {"nights": "2", "paid_night": "20000"}, {"per_diem": 1500, "per_diem_taxable": 100}),
        (0, {"nights": "2", "paid_night": "10000"}, {"per_diem": 1400}),
    ],
)
def test_what_is_paid_above_the_free_amount_of_each_day_is_pay(
    agreed: int, details: dict[str, str], expected: dict[str, int]
) -> None:
    made = per_diem(trip(amount=agreed, **details), BASIS, LAW)
    assert amounts(made) == expected
    for extra in made[1:]:
        assert (extra.item.declared_in, extra.line.account, extra.line.group) == ("011", "7322", "GROSS")


@pytest.mark.parametrize(("distance", "free"), [("50", 0), ("50.5", 1200), ("51", 1200), ("0", 0)])
def test_the_way_must_be_longer_than_50_km(distance: str, free: int) -> None:
    made = paid(trip(amount=300, distance=distance))
    assert made == ({"per_diem": free} if free else {"per_diem_taxable": 1200})


def test_a_trip_without_a_night_is_taxed() -> None:
    day = trip(amount=300, homecoming="2026-10-05 22:00")
    (made,) = per_diem(day, BASIS, LAW)
    assert amounts([made]) == {"per_diem_taxable": 300}
    assert made.line.explanation.formula == "1 × 300 = 300.00"


def test_abroad_the_countrys_amount_counts_with_its_own_shares() -> None:
    rates = rates_abroad(93_100, LAW)
    assert (rates.half, rates.night, rates.later_whole, rates.later_half) == (46_600, 46_600, 65_200, 32_600)
    meals = {kind: reduction(rates, 80_000, kind, LAW) // 100 for kind in MEALS}
    assert meals == {"B": 120, "M": 280, "BM": 400, "MM": 560, "BMM": 680}
    norway = trip("per_diem_abroad", normal_amount="93100", country="Norge", amount_source="SKV", meals="B,-,-,-")
    made = per_diem_abroad(norway, BASIS, LAW)
    assert amounts(made) == {"per_diem_abroad": 931 - 140 + 3 * 931}
    assert {one.name: one.value for one in made[0].line.explanation.inputs}["country"] == "Norge"
    more = per_diem_abroad(replace(norway, amount=100_000), BASIS, LAW)
    assert amounts(more) == {"per_diem_abroad": 791 + 3 * 931, "per_diem_abroad_taxable": 209 + 3 * 69}
    assert [one.line.account for one in more] == ["7323", "7324"]


def test_days_of_another_year_have_the_amounts_that_were_kept_with_the_trip() -> None:
    times = {"departure": "2025-12-30 07:00", "homecoming": "2026-01-02 20:00"}
    kept = domestic_rates(of_2024()).amounts
    around = trip("per_diem", 0, **times, amounts_2025=kept, meals="M,-,-,M", nights="2")
    (made,) = per_diem(around, BASIS, LAW)
    assert made.line.amount == (290 - 102 + 290 + 300 + 300 - 105 + 2 * 145) * 100
    said = {one.name: one.value for one in made.line.explanation.inputs}
    assert said["amounts_of_year"] == "2025: 290 / 145 / 145 / 203 kr"


def test_amounts_that_are_kept_with_a_trip_are_the_same_when_they_are_read_again() -> None:
    rates = domestic_rates(LAW)
    assert rates.amounts == "30000 15000 15000 21000 10500"
    assert rates_of_year(rates.amounts) == rates._replace(figures=())
    assert rates_of_year(rates.amounts, rates.figures) == rates


def test_what_people_said_stands_in_the_explanation() -> None:
    (made,) = per_diem(trip(meals="B,B,-,MM", nights="1", since="2026-07-07"), BASIS, LAW)
    said = {one.name: one.value for one in made.line.explanation.inputs}
    assert said["departure"] == "2026-10-05 07:00"
    assert (said["whole_days"], said["later_days"], said["meals_B"], said["meals_MM"]) == ("4", "2", "2", "1")
    assert (said["nights"], said["distance"], said["since"]) == ("1", "120", "2026-07-07")
    figures = {one.name for one in made.line.explanation.figures}
    assert {"per_diem", "per_diem_reduction_breakfast", "per_diem_least_distance"} <= figures


def test_what_was_agreed_to_be_paid_stands_in_the_explanation_of_both_parts() -> None:
    agreed = trip(
        amount=400, departure="2026-10-05 13:00", nights="2", paid_half_day="20000", paid_night="25000", meals="-,B"
    )
    free, rest = per_diem(replace(agreed, note="Malmö", reference="row 7"), BASIS, LAW)
    facts = [
        "departure = 2026-10-05 13:00 NONE",
        "homecoming = 2026-10-08 20:00 NONE",
        "whole_days = 3 COUNT",
        "half_days = 1 COUNT",
        "meals_B = 1 COUNT",
        "nights = 2 COUNT",
        "distance = 120 COUNT",
        "paid_day = 40000 ORE",
        "paid_half_day = 20000 ORE",
        "paid_night = 25000 ORE",
        "note = Malmö NONE",
    ]
    assert why(free.line.explanation).splitlines()[1 : 2 + len(facts)] == [
        "1 × 150 + 1 × (300 − 60) + 2 × 300 + 2 × 150 = 1290.00",
        *facts,
    ]
    assert why(rest.line.explanation).splitlines()[1 : 2 + len(facts)] == [
        "1 × (200 − 150) + 1 × (400 − 240) + 2 × (400 − 300) + 2 × (250 − 150) = 610.00",
        *facts,
    ]
    assert [made.line.explanation.references for made in (free, rest)] == [("row 7",)] * 2


def test_what_is_paid_exactly_as_much_as_is_free_is_no_part_of_what_is_taxed() -> None:
    made = per_diem(trip(amount=300, meals="B,-,-,-"), BASIS, LAW)
    assert [one.line.explanation.formula for one in made] == [
        "1 × (300 − 60) + 3 × 300 = 1140.00",
        "1 × (300 − 240) = 60.00",
    ]


def test_on_a_trip_that_is_too_near_meals_take_nothing_off_what_is_paid() -> None:
    (made,) = per_diem(trip(amount=300, distance="50", meals="B,-,-,-"), BASIS, LAW)
    assert (made.line.amount, made.line.explanation.formula) == (120_000, "4 × 300 = 1200.00")
    (unsaid,) = per_diem(trip(distance="", meals="B,-,-,-"), BASIS, LAW)
    assert (unsaid.line.pay_item, unsaid.line.amount) == ("per_diem_taxable", 114_000)


def test_nights_stand_apart_from_days_of_the_same_amount() -> None:
    half = trip(departure="2026-10-05 12:00", homecoming="2026-10-06 19:00", nights="1")
    (made,) = per_diem(half, BASIS, LAW)
    assert made.line.explanation.formula == "2 × 150 + 1 × 150 = 450.00"


def test_kept_amounts_are_said_without_a_unit() -> None:
    kept = domestic_rates(of_2024()).amounts
    times = {"departure": "2025-12-30 07:00", "homecoming": "2026-01-02 20:00"}
    (made,) = per_diem(trip("per_diem", 0, **times, amounts_2025=kept), BASIS, LAW)
    assert "amounts_of_year = 2025: 290 / 145 / 145 / 203 kr NONE" in why(made.line.explanation)
