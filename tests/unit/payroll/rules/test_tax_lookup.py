"""Which cell an income meets, what it takes, and how the cell came about."""

from dataclasses import replace

import pytest

from payroll.rules.tax_lookup import cell_for, cell_in, made_cell, rows_of, table_source, way_to_cell
from payroll.statutory import ImportedTables, Row, YearNotAvailable
from tests.factories.payslip_basis import law


def found(income: int, table: int = 34, column: int = 1) -> tuple[int, bool]:
    cell = made_cell(2026, table, column, income)
    assert cell is not None
    return cell.value, cell.is_per_cent


def test_both_ends_of_a_row_meet_it_and_the_next_krona_does_not() -> None:
    assert found(28_001) == found(28_200) == (5_588, False)
    assert found(28_000)[0] < 5_588 < found(28_201)[0]


def test_each_column_is_its_own() -> None:
    assert [found(28_100, column=column)[0] for column in range(1, 7)] == [5_588, 5_465, 2_361, 5_588, 8_705, 8_705]


def test_an_income_of_nothing_has_no_cell() -> None:
    assert made_cell(2026, 34, 1, 0) is None


def test_above_80_000_the_percentage_is_of_the_whole_income_and_oere_are_dropped() -> None:
    cell = made_cell(2026, 34, 1, 120_001)
    assert cell is not None
    assert (cell.value, cell.is_per_cent) == (41, True)
    assert cell.tax_on(120_001) == 49_200  # 49,200.41
    assert found(80_000)[1] is False
    assert found(80_001)[1] is True


@pytest.mark.parametrize("income", [1, 80_000, 80_001, 149_999, 150_000, 150_001, 150_200, 151_000, 2_000_001])
def test_the_cell_of_any_income_is_the_one_in_the_whole_table(income: int) -> None:
    for year, table in ((2025, 29), (2026, 34), (2026, 42)):
        assert made_cell(year, table, 1, income) == cell_in(rows_of(year, table), 1, income)


def test_the_last_row_has_no_end() -> None:
    assert found(50_000_000) == found(2_000_000)


def test_the_way_to_a_cell_is_told_step_by_step() -> None:
    """Table 34, column 1, 28,200 a month; the same by hand, from the description of the tables."""
    cell = made_cell(2026, 34, 1, 28_100)
    assert cell is not None
    way = way_to_cell(2026, cell)
    assert way is not None
    assert way.income == 12 * 28_200 == 338_400
    assert way.allowance == 30_200  # 1.081 × 59,200 − 10 % × 338,400 = 30,155.20, up to whole hundreds
    assert way.taxable == 308_200
    assert way.municipal == 101_212  # 32.84 % = 101,212.88
    assert way.fees == 3_575  # 1.16 % = 3,575.12
    assert way.state == 0
    assert way.pension_fee == way.pension_credit == 23_700  # 7 % of 338,400 = 23,688
    assert way.public_service == 1_184  # 1 % of 1.42 × 83,400 = 118,428
    assert way.work_credit == 37_412  # (1.813 × 59,200 + 25.1 % × (338,400 − 191,808) − 30,200) × 32.84 %
    assert way.earned_income_credit == 1_500
    assert way.total == 101_212 - 23_700 - 37_412 - 1_500 + 3_575 + 23_700 + 1_184 == 67_059
    assert way.monthly == 5_588  # 67,059 / 12 = 5,588.25; the official value


def test_rows_in_per_cent_have_no_single_way() -> None:
    in_per_cent, last = made_cell(2026, 34, 1, 90_000), made_cell(2026, 34, 1, 3_000_000)
    assert in_per_cent is not None and last is not None
    assert way_to_cell(2026, in_per_cent) is way_to_cell(2026, last) is None


def test_a_year_without_figures_is_refused() -> None:
    with pytest.raises(YearNotAvailable):
        made_cell(2027, 34, 1, 30_000)


ROWS = (
    Row("B", 34, 1, 2_000, (0, 1, 2, 3, 4, 5)),
    Row("B", 34, 2_001, 2_100, (150, 151, 152, 153, 154, 155)),
    Row("%", 34, 80_001, None, (30, 31, 32, 33, 34, 35)),
)


@pytest.mark.parametrize(
    ("income", "column", "value", "is_per_cent"),
    [(1, 1, 0, False), (2_000, 6, 5, False), (2_001, 1, 150, False), (2_100, 2, 151, False), (90_000, 3, 32, True)],
)
def test_the_cell_is_that_of_the_last_row_that_begins_at_or_below_the_income(
    income: int, column: int, value: int, is_per_cent: bool
) -> None:
    cell = cell_in(ROWS, column, income)
    assert cell is not None
    assert (cell.value, cell.column, cell.is_per_cent) == (value, column, is_per_cent)
    assert cell.row in ROWS


def test_below_the_first_row_there_is_no_cell() -> None:
    assert cell_in(ROWS, 1, 0) is None
    assert cell_in((), 1, 90_000) is None


def test_an_imported_table_is_looked_up_instead_of_the_products_own() -> None:
    imported = ImportedTables(2026, "a file", "abc", {34: ROWS})
    parameters = replace(law(), imported_tables=imported)
    assert cell_for(parameters, 34, 1, 2_050) == cell_in(ROWS, 1, 2_050)
    assert table_source(parameters) == "a file"
