"""The law's figures: complete, dated, with a source, and equal to the published ones."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from payroll.figure_names import CONTRIBUTIONS
from payroll.figure_names import GROUPS as SHOWN
from payroll.statutory import (
    FigureMissing,
    YearNotAvailable,
    available_years,
    loading,
    missing_on,
    parameters_on,
    tax_constants_of,
)
from payroll.statutory.reading import UNITS

FOLDER = Path(loading.__file__).parent


def rows(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


FILES = sorted(path.name for path in (FOLDER / "figures").glob("*.toml"))
ROWS = [(name, row) for file in FILES for name, its_rows in rows(f"figures/{file}").items() for row in its_rows]
GROUPS = [(row["name"], row) for row in rows("contributions.toml")["group"]]


COMPONENTS = [(row["name"], row) for row in rows("contributions.toml")["component"]]


def test_every_value_has_unit_first_day_and_source() -> None:
    for name, row in [*ROWS, *GROUPS, *COMPONENTS]:
        assert row["unit"] in UNITS, name
        assert isinstance(row["from"], date), name
        assert len(row["source"]) > 5, name
        assert not isinstance(row["value"], float), name


def test_an_amount_that_changes_every_year_ends_with_its_year() -> None:
    """So that next year has none until it is published."""
    yearly = {name for name, row in ROWS if row["unit"] in ("kr/day", "kr/month", "kr/mil")} | {
        "price_base_amount",
        "income_base_amount",
        "state_tax_threshold",
        "state_loan_rate",
        "student_income_limit",
    }
    for name, row in ROWS:
        assert name not in yearly or row["until"].month == 12, name


def test_every_figure_has_a_name_on_the_page_of_rule_years() -> None:
    shown = {name for _, names in SHOWN for name in names}
    assert shown == {name for name, _ in ROWS}
    assert set(CONTRIBUTIONS) >= {f"contributions.{name}" for name, _ in GROUPS}
    assert set(CONTRIBUTIONS) >= {f"component.{name}" for name, _ in COMPONENTS}


@pytest.mark.parametrize("row", rows("tax_tables.toml")["year"], ids=lambda row: str(row["year"]))
def test_a_year_of_tax_tables_names_its_source(row: dict[str, Any]) -> None:
    assert str(row["year"]) in row["source"]
    assert "SKV 433" in row["source"]


@pytest.mark.parametrize(
    ("year", "price_base", "income_base", "threshold", "service_cap", "senior_born_to"),
    [(2025, 58_800, 80_600, 625_800, "1.55", 1958), (2026, 59_200, 83_400, 643_000, "1.42", 1959)],
)
def test_the_constants_of_the_tax_tables_are_the_published_ones(
    year: int, price_base: int, income_base: int, threshold: int, service_cap: str, senior_born_to: int
) -> None:
    constants = tax_constants_of(year)
    assert constants.price_base_amount == parameters_on(date(year, 1, 1)).value("price_base_amount") == price_base
    assert constants.income_base_amount == parameters_on(date(year, 12, 31)).value("income_base_amount") == income_base
    assert (constants.state_tax_threshold, constants.public_service_cap) == (threshold, Decimal(service_cap))
    assert constants.senior_born_to == senior_born_to


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31)])
def test_the_figures_of_pay_and_absence_are_the_published_ones(day: date) -> None:
    parameters = parameters_on(day)
    assert parameters.year == day.year
    assert {name: parameters.value(name) for name in loading.REQUIRED if not name.endswith("base_amount")} == {
        "secondary_income_rate": Decimal("0.30"),
        "secondary_income_free_below": Decimal(100),
        "sick_pay_rate": Decimal("0.80"),
        "qualifying_deduction_rate": Decimal("0.20"),
        "sick_pay_last_day": Decimal(14),
        "sick_relapse_days": Decimal(5),
        "qualifying_deductions_a_year": Decimal(10),
        "average_weeks_a_year": Decimal(52),
    }


@pytest.mark.parametrize(
    ("name", "in_2025", "in_2026"),
    [
        ("sink_rate", "0.25", "0.225"),
        ("student_income_limit", "24872", "25041"),
        ("expert_monthly_pay", "88200", "88801"),
        ("state_loan_rate", "0.0196", "0.0255"),
        ("per_diem", "290", "300"),
        ("per_diem_half_day", "145", "150"),
        ("per_diem_night", "145", "150"),
        ("per_diem_after_three_months", "203", "210"),
        ("meals_day", "305", "310"),
        ("meals_lunch_or_dinner", "122", "124"),
        ("meals_breakfast", "61", "62"),
        ("mileage_own_car", "25", "25"),
        ("special_payroll_tax_rate", "0.2426", "0.2426"),
    ],
)
def test_the_figures_of_a_year_are_the_published_ones(name: str, in_2025: str, in_2026: str) -> None:
    found = [parameters_on(date(year, 6, 1)).value(name) for year in (2025, 2026)]
    assert found == [Decimal(in_2025), Decimal(in_2026)]


def test_amounts_follow_the_price_base_amount_by_their_rules() -> None:
    """Per diem is 0.5 % of it to the nearest 10 kronor, meals 0.52 % to the nearest 5; 60 and 105 come off for food."""
    for year in (2025, 2026):
        parameters = parameters_on(date(year, 6, 1))
        base, per_diem, meals = (parameters.value(one) for one in ("price_base_amount", "per_diem", "meals_day"))
        assert per_diem == round(base * Decimal("0.005") / 10) * 10
        assert meals == round(base * Decimal("0.0052") / 5) * 5
        assert parameters.value("per_diem_after_three_months") == per_diem * Decimal("0.7")
        assert parameters.value("student_income_limit") == int(base * Decimal("0.423"))
    reduced = [parameters.value(f"per_diem_reduction_{one}") * per_diem for one in ("breakfast", "main_meal")]
    assert reduced == [60, 105]


def test_what_was_not_read_again_in_the_law_is_marked() -> None:
    unread = {name for name, row in ROWS if not row.get("verified", True)}
    assert unread == {
        "artist_sink_rate",
        "secondary_income_rate",
        "secondary_income_free_below",
        "low_income_free_below",
        "contributions_free_below",
        "student_income_limit",
        "certificate_from_day",
        "insurance_report_from_day",
        "days_never_saved",
        "saved_days_last_years",
        "advance_debt_last_years",
        "car_heavy_driving",
        "car_heavy_driving_share",
        "health_insurance_taxable_share",
        *(f"itp1_{part}" for part in ("rate", "upper_rate", "limit", "ceiling", "from_age", "to_age")),
        "loan_interest_addition",
        "sacrifice_least_pay",
    }


@pytest.mark.parametrize(
    ("income", "per_cent"), [(25_041, 0), (25_042, 10), (477_600, 26), (477_601, 34), (660_000, 34), (660_001, 54)]
)
def test_the_one_off_table_of_2026_has_its_edges(income: int, per_cent: int) -> None:
    """SKVFS 2025:21, column 1."""
    assert parameters_on(date(2026, 6, 1)).one_off_table(1).band_for(income).per_cent == per_cent


def test_a_column_of_one_off_tax_that_was_not_found_is_refused_by_name() -> None:
    assert set(parameters_on(date(2025, 6, 1)).one_off_tables) == {1, 2}
    with pytest.raises(FigureMissing) as refused:
        parameters_on(date(2026, 6, 1)).one_off_table(3)
    assert (refused.value.name, refused.value.year) == ("one_off_table_3", 2026)


def test_the_components_of_2026_are_the_standard_rate_and_those_of_2025_are_not_known() -> None:
    assert sum(one.value for one in parameters_on(date(2026, 6, 1)).components) == Decimal("0.3142")
    assert parameters_on(date(2025, 6, 1)).components == ()


def test_what_2027_lacks_is_said_and_what_is_known_is_there() -> None:
    assert missing_on(date(2027, 1, 1)) == ["price_base_amount", "income_base_amount", "contributions", "tax_tables"]
    known = loading._parameters(date(2027, 1, 1), loading.NOTHING_ADDED)
    assert known.value("sink_rate") == Decimal("0.20")
    assert [(group.name, group.born_from, group.born_to) for group in known.contribution_groups] == [
        ("youth", 2004, 2008)
    ]


@pytest.mark.parametrize(
    ("payday", "groups"),
    [
        (date(2025, 5, 1), {"born_1937_or_earlier": "0", "old_age_only": "0.1021", "standard": "0.3142"}),
        (date(2026, 3, 31), {"born_1937_or_earlier": "0", "old_age_only": "0.1021", "standard": "0.3142"}),
        (
            date(2026, 4, 1),
            {"born_1937_or_earlier": "0", "old_age_only": "0.1021", "standard": "0.3142", "youth": "0.2081"},
        ),
    ],
)
def test_the_rates_of_contributions_are_the_published_ones(payday: date, groups: dict[str, str]) -> None:
    found = {group.name: group.rate.value for group in parameters_on(payday).contribution_groups}
    assert found == {name: Decimal(rate) for name, rate in groups.items()}


def test_the_youth_rate_is_the_old_age_fee_and_half_of_each_other_fee() -> None:
    """Each half with two decimals, the rest dropped: 10.21 + 1.77 + 1.00 + 0.15 + 1.32 + 0.05 + 6.31 = 20.81."""
    others = [Decimal(fee) for fee in ("3.55", "2.00", "0.30", "2.64", "0.10", "12.62")]
    assert Decimal("10.21") + sum(others) == Decimal("31.42")
    halves = [(fee / 2 * 100).to_integral_value(rounding="ROUND_FLOOR") / 100 for fee in others]
    assert Decimal("10.21") + sum(halves) == Decimal("20.81")


def test_the_youth_rate_holds_from_april_2026_to_september_2027_on_25_000_a_month() -> None:
    youth = [row for name, row in GROUPS if name == "youth"]
    assert [(row["from"], row["until"], row["born_from"], row["born_to"], row["ceiling"]) for row in youth] == [
        (date(2026, 4, 1), date(2026, 12, 31), 2003, 2007, 25_000),
        (date(2027, 1, 1), date(2027, 9, 30), 2004, 2008, 25_000),
    ]


def test_no_two_rows_of_a_group_hold_on_the_same_day() -> None:
    for name, row in GROUPS:
        others = [other for other_name, other in GROUPS if other_name == name and other is not row]
        assert not [other for other in others if other["from"] <= row["until"] and row["from"] <= other["until"]]


def test_two_years_are_there_and_others_are_refused_in_a_sentence() -> None:
    assert available_years() == (2025, 2026)
    for day in (date(2024, 12, 31), date(2027, 1, 1)):
        with pytest.raises(YearNotAvailable) as refused:
            parameters_on(day)
        assert str(refused.value) == f"There are no statutory figures for {day.year}."
        assert refused.value.year == day.year
    with pytest.raises(YearNotAvailable):
        tax_constants_of(2027)
