"""The column proposed for pay follows the age at the start of the year."""

from datetime import date
from decimal import Decimal

import pytest

from employment.rules.tax_choices import COLUMNS, TABLES, fits_age, proposed_column, proposed_table


@pytest.mark.parametrize(
    ("birth_date", "year", "column"),
    [
        (date(1959, 12, 31), 2026, 3),
        (date(1960, 1, 1), 2026, 1),
        (date(1958, 12, 31), 2025, 3),
        (date(1959, 1, 1), 2025, 1),
        (date(2005, 6, 1), 2026, 1),
    ],
)
def test_those_who_were_66_before_the_year_began_have_column_3(birth_date: date, year: int, column: int) -> None:
    assert proposed_column(birth_date, year=year) == column


def test_a_column_for_the_other_side_of_66_does_not_fit() -> None:
    senior, younger = date(1959, 12, 31), date(1960, 1, 1)
    assert [column for column in COLUMNS if fits_age(column, senior, year=2026)] == [2, 3, 4, 5]
    assert [column for column in COLUMNS if fits_age(column, younger, year=2026)] == [1, 4, 5, 6]


def test_there_are_fourteen_tables_and_six_columns() -> None:
    assert (TABLES[0], TABLES[-1], len(TABLES)) == (29, 42, 14)
    assert COLUMNS == (1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    ("rate", "table"),
    [
        ("32.50", 32), ("32.51", 33), ("33", 33), ("33.49", 33), ("34.503", 34), ("34.505", 35), ("28.51", 29),
        ("42.50", 42), ("42.51", None), ("28.50", None), ("0", None),
    ],
)  # fmt: skip
def test_the_table_is_the_whole_per_cent_with_half_a_per_cent_dropped(rate: str, table: int | None) -> None:
    assert proposed_table(Decimal(rate)) == table
