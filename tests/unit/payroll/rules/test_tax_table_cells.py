"""Single cells of the tax tables, made without the rest: official ones, and many by a second reading of the rules."""

from pathlib import Path

import pytest

from payroll.rules.tax_table import COLUMNS, YearTables, amount_ranges
from payroll.statutory import tax_constants_of
from tests.unit.payroll.rules import second_tax_table

AMOUNTS = [
    [int(cell) for cell in line.replace(";B;", ";").split(";")]
    for line in (Path(__file__).parent / "tax_table_spot_checks.csv").read_text(encoding="utf-8").splitlines()
    if ";B;" in line
]
INCOMES = [*range(1_800, 26_000, 600), *range(26_000, 82_000, 3_400), 120_000, 400_000]
YEARS = (2025, 2026)


def made(year: int, table: int, income: int) -> list[int]:
    """The six cells of a monthly income."""
    tables = YearTables.of(tax_constants_of(year))
    return [tables.tax(tables.base(12 * income), table, column).monthly for column in COLUMNS]


@pytest.mark.parametrize("row", AMOUNTS, ids=lambda row: " ".join(map(str, row[:4])))
def test_an_official_row_is_made_from_its_upper_income(row: list[int]) -> None:
    year, table, _, upper, *values = row
    assert made(year, table, upper) == values


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("table", [29, 33, 42])
def test_cells_of_low_and_high_incomes_are_the_same_by_a_second_reading(year: int, table: int) -> None:
    for income in INCOMES:
        again = [second_tax_table.cell(year, table, column, income) for column in COLUMNS]
        assert made(year, table, income) == again, income


def test_the_ranges_of_the_amount_part_are_those_of_the_file() -> None:
    found = list(amount_ranges())
    assert (found[:3], len(found)) == ([(1, 2_000), (2_001, 2_100), (2_101, 2_200)], 481)
    assert found[179:183] == [(19_801, 19_900), (19_901, 20_000), (20_001, 20_200), (20_201, 20_400)]
    assert found[-1] == (79_801, 80_000)
