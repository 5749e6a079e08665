"""The law's figures: complete, dated, with a source, and equal to the published ones."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from payroll.statutory import YearNotAvailable, available_years, loading, parameters_on, tax_constants_of

FOLDER = Path(loading.__file__).parent


def rows(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


ROWS = [(name, row) for name, its_rows in rows("figures.toml").items() for row in its_rows]
GROUPS = [(row["name"], row) for row in rows("contributions.toml")["group"]]


@pytest.mark.parametrize(("name", "row"), [*ROWS, *GROUPS])
def test_every_value_has_unit_first_day_and_source(name: str, row: dict[str, Any]) -> None:
    assert row["unit"] in loading.UNITS, name
    assert isinstance(row["from"], date), name
    assert len(row["source"]) > 15, name
    assert not isinstance(row["value"], float), name


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
    found = {name: parameters.value(name) for name in parameters.figures if not name.endswith("base_amount")}
    assert parameters.year == day.year
    assert found == {
        "secondary_income_rate": Decimal("0.30"),
        "secondary_income_free_below": Decimal(100),
        "sick_pay_rate": Decimal("0.80"),
        "qualifying_deduction_rate": Decimal("0.20"),
        "sick_pay_last_day": Decimal(14),
        "sick_relapse_days": Decimal(5),
        "qualifying_deductions_a_year": Decimal(10),
        "average_weeks_a_year": Decimal(52),
    }


def test_what_was_not_read_again_in_the_law_is_marked() -> None:
    unread = {name for name, figure in parameters_on(date(2026, 6, 1)).figures.items() if not figure.verified}
    assert unread == {"secondary_income_rate", "secondary_income_free_below"}


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
