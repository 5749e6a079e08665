"""The generated tables are the published ones: official values, shape, and the checks an import would make."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from payroll.rules.tax_lookup import rows_of
from payroll.rules.tax_table import TABLES
from payroll.statutory import Row, YearNotAvailable

YEARS = (2025, 2026)
SPOT_CHECKS = [
    line.split(";")
    for line in (Path(__file__).parent / "tax_table_spot_checks.csv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
every_year = pytest.mark.parametrize("year", YEARS)
every_table = pytest.mark.parametrize("table", TABLES)


def rows(year: int, table: int, kind: str) -> list[Row]:
    return [row for row in rows_of(year, table) if row.kind == kind]


def test_sixty_official_rows_are_at_hand() -> None:
    assert Counter((year, kind) for year, kind, *_ in SPOT_CHECKS) == {
        ("2025", "B"): 28, ("2025", "%"): 2, ("2026", "B"): 28, ("2026", "%"): 2,
    }  # fmt: skip
    assert {int(row[2]) for row in SPOT_CHECKS} == set(TABLES)


@pytest.mark.parametrize("official", SPOT_CHECKS, ids=lambda row: ";".join(row[:5]))
def test_the_row_has_the_official_values(official: list[str]) -> None:
    year, kind, table, income_from, income_to, *values = official
    expected = Row(kind, int(table), int(income_from), int(income_to), tuple(map(int, values)))
    assert expected in rows_of(int(year), int(table))


@pytest.mark.parametrize(("year", "total", "per_cent"), [(2025, 7_934, 1_200), (2026, 7_966, 1_232)])
def test_a_year_has_as_many_rows_as_the_published_file(year: int, total: int, per_cent: int) -> None:
    kinds = Counter(row.kind for table in TABLES for row in rows_of(year, table))
    assert kinds == {"B": 14 * 481, "%": per_cent}
    assert kinds.total() == total


@every_year
@every_table
def test_the_amount_part_goes_in_hundreds_and_then_two_hundreds_to_80_000(year: int, table: int) -> None:
    ranges = [(row.income_from, row.income_to) for row in rows(year, table, "B")]
    hundreds = [(start, start + 99) for start in range(2_001, 20_000, 100)]
    two_hundreds = [(start, start + 199) for start in range(20_001, 80_000, 200)]
    assert ranges == [(1, 2_000), *hundreds, *two_hundreds]
    assert (len(ranges), len(hundreds), len(two_hundreds)) == (481, 180, 300)


@every_year
@every_table
def test_the_percent_part_follows_without_gaps_and_ends_open(year: int, table: int) -> None:
    found = rows(year, table, "%")
    assert 81 <= len(found) <= 92
    assert [row.kind for row in rows_of(year, table)] == ["B"] * 481 + ["%"] * len(found)
    assert found[0].income_from == 80_001
    assert [row.income_to for row in found if row.income_to is None] == [found[-1].income_to]
    for row, following in pairwise(found):
        assert row.income_to is not None
        assert following.income_from == row.income_to + 1
        assert row.income_to % 200 == 0
        assert following.values != row.values
    assert {0 <= value <= 100 for row in found for value in row.values} == {True}


@every_year
@every_table
def test_more_income_is_never_less_tax(year: int, table: int) -> None:
    for row, following in pairwise(rows(year, table, "B")):
        assert all(a <= b for a, b in zip(row.values, following.values, strict=True)), following


@every_year
def test_a_higher_table_is_never_less_tax(year: int) -> None:
    for table, following in pairwise(TABLES):
        for low, high in zip(rows(year, table, "B"), rows(year, following, "B"), strict=True):
            assert low.income_to == high.income_to
            assert all(a <= b for a, b in zip(low.values, high.values, strict=True)), high


@every_year
@every_table
def test_the_first_row_is_free_of_tax(year: int, table: int) -> None:
    assert rows(year, table, "B")[0].values == (0,) * 6


def test_a_boundary_that_exact_arithmetic_would_put_200_kronor_too_low() -> None:
    starts = {row.income_from: row for row in rows(2026, 38, "%")}
    assert 1_301_601 not in starts
    assert starts[1_301_801].values[2] == 57
    before = next(row for row in rows(2026, 38, "%") if row.income_to == 1_301_800)
    assert before.values[2] == 56


def test_the_last_change_of_2025_is_in_table_31() -> None:
    assert max((row.income_from, row.table) for table in TABLES for row in rows(2025, table, "%")) == (1_857_401, 31)


@pytest.mark.parametrize("year", [2024, 2027])
def test_a_year_without_figures_has_no_tables(year: int) -> None:
    with pytest.raises(YearNotAvailable, match=rf"There are no statutory figures for {year}\."):
        rows_of(year, 33)
