"""The product's tables against a second reading of the description that shares no code with them."""

import pytest

from payroll.rules.tax_lookup import made_cell
from payroll.rules.tax_table import TABLES, amount_ranges
from tests.unit.payroll.rules import second_tax_table

UPPER_LIMITS = [upper for _, upper in amount_ranges()]
COLUMNS = range(1, 7)
YEARS = (2025, 2026)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("table", TABLES)
def test_amounts_are_the_same_by_a_second_reading(year: int, table: int) -> None:
    for upper in UPPER_LIMITS[table % 9 :: 9]:
        for column in COLUMNS:
            found = made_cell(year, table, column, upper)
            assert found is not None
            assert (found.is_per_cent, found.value) == (False, second_tax_table.cell(year, table, column, upper))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("table", TABLES)
def test_percentages_are_the_same_by_a_second_reading(year: int, table: int) -> None:
    for upper in range(80_200 + 200 * table, 2_000_001, 41_000):
        for column in COLUMNS:
            found = made_cell(year, table, column, upper)
            assert found is not None
            assert (found.is_per_cent, found.value) == (True, second_tax_table.per_cent(year, table, column, upper))
