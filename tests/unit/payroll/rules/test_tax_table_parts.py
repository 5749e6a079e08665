"""The parts of a yearly tax, where each begins and ends, and the rows that are made of it: one table at the most."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

import pytest

from payroll.rules.tax_table import SCALE, YearlyTax, YearTables, amount_ranges, amount_rows, percent_rows
from payroll.statutory import Row, tax_constants_of
from tests.unit.payroll.rules import second_tax_table

LAW = tax_constants_of(2026)
TABLES = YearTables.of(LAW)
COLUMNS = range(1, 7)
# Of SKV 433: rows in per cent below and above 100,000.
PER_CENT = [
    (2025, Row("%", 32, 89_601, 90_600, (35, 35, 32, 34, 40, 40))),
    (2025, Row("%", 34, 118_401, 121_600, (41, 41, 39, 39, 45, 45))),
    (2026, Row("%", 32, 89_401, 90_400, (35, 34, 31, 30, 39, 39))),
    (2026, Row("%", 34, 118_601, 121_200, (41, 41, 38, 35, 44, 44))),
]


def percent_rows_of(year: int, table: int) -> Iterator[Row]:
    return percent_rows(YearTables.of(tax_constants_of(year)), table)


def test_a_yearly_income_is_taken_down_to_whole_hundreds() -> None:
    assert TABLES.base(338_499) == TABLES.base(338_400) != TABLES.base(338_500)


def test_the_credits_of_little_pay_are_nothing_and_four_and_a_half_per_cent() -> None:
    """Pay below the basic allowance leaves nothing to reduce; sickness benefit has a least credit of its own."""
    base = TABLES.base(25_000)
    assert base.allowance == base.senior_allowance == base.income == 25_000
    assert (base.job_credit, base.sickness_credit) == (0, 1_125 * SCALE)


def test_an_income_is_counted_by_the_line_of_the_schedule_that_reaches_it() -> None:
    """Just below 0.91 PBB of 2025, 53,508; and at 2.72 PBB itself of a year in which that is whole hundreds."""
    assert YearTables.of(tax_constants_of(2025)).base(53_500).job_credit == (53_500 - 24_900) * SCALE
    tables = YearTables.of(replace(LAW, price_base_amount=100_000))
    assert [tables.base(income).allowance for income in (272_000, 272_100)] == [76_900, 77_000]


@pytest.mark.parametrize(
    ("income", "fee"),
    [
        (25_000, 0),
        (25_100, 1_800),  # 1,757; 0.423 PBB is 25,041.60
        (35_000, 2_400),  # 2,450
        (35_100, 2_500),  # 2,457
        (673_000, 47_100),  # 47,110
        (3_000_000, 47_100),  # 8.07 IBB is 673,038
    ],
)
def test_the_pension_fee_is_seven_per_cent_between_two_bounds(income: int, fee: int) -> None:
    assert TABLES.base(income).pension_fee == fee


@pytest.mark.parametrize(("price_base_amount", "first"), [(100_000, 42_300), (99_800, 42_300), (99_700, 42_200)])
def test_the_pension_fee_begins_at_its_bound_itself(price_base_amount: int, first: int) -> None:
    """0.423 PBB of years with even amounts: 42,300, 42,215.40 and 42,173.10."""
    tables = YearTables.of(replace(LAW, price_base_amount=price_base_amount))
    assert [tables.base(income).pension_fee > 0 for income in (first - 100, first)] == [False, True]


def test_every_part_of_a_tax_is_told_in_whole_kronor() -> None:
    """By hand from the description: 90,000 a month in table 34, with state tax and every credit of work."""
    assert TABLES.tax(TABLES.base(1_080_000), 34, 1) == YearlyTax(
        income=1_080_000,
        allowance=17_400,
        taxable=1_062_600,
        municipal=348_957,  # 32.84 % = 348,957.84
        fees=12_326,  # 1.16 % = 12,326.16
        state=83_920,  # 20 % of what is above 643,000
        pension_fee=47_100,
        public_service=1_184,  # 1 % of 1.42 × 83,400 = 1,184.28
        pension_credit=47_100,
        work_credit=53_134,  # (3.027 × 59,200 − 17,400) × 32.84 % = 53,134.59
        earned_income_credit=1_500,
        total=391_753,
    )
    threshold = replace(LAW, state_tax_threshold=643_003)
    assert YearTables.of(threshold).tax(TABLES.base(1_080_000), 34, 1).state == 83_919  # 83,919.40


def test_a_fee_above_the_municipal_tax_takes_all_of_it_and_is_owed_itself() -> None:
    found = TABLES.tax(TABLES.base(26_400), 34, 5)
    assert (found.municipal, found.pension_fee, found.pension_credit) == (426, 1_800, 426)
    assert found.total == 1_800 + found.fees + found.public_service == 1_800 + 15 + 13


def test_what_is_left_of_the_fee_is_credited_against_state_tax() -> None:
    """In a year whose state tax begins with the first krona: 361 + 260 of 1,800, and then all of 2,100."""
    tables = YearTables.of(replace(LAW, state_tax_threshold=0))
    low, higher = (tables.tax(tables.base(income), 29, 5) for income in (26_400, 30_000))
    assert (low.municipal, low.state, low.pension_credit, low.total) == (361, 260, 621, 1_800 + 15 + 13)
    assert (higher.municipal, higher.state, higher.pension_credit) == (1_364, 980, 2_100)
    assert higher.total == 1_364 + 980 - 2_100 + 2_100 + higher.fees + higher.public_service


@pytest.mark.parametrize(("year", "table"), [(2025, 42), (2026, 29)])
def test_the_amount_rows_are_the_cells_of_every_range(year: int, table: int) -> None:
    found = list(amount_rows(YearTables.of(tax_constants_of(year)), table))
    assert [row[:4] for row in found] == [("B", table, lower, upper) for lower, upper in amount_ranges()]
    for row in found[::60]:
        assert row.income_to is not None
        assert row.values == tuple(second_tax_table.cell(year, table, column, row.income_to) for column in COLUMNS)


@pytest.mark.parametrize(("year", "official"), PER_CENT)
def test_an_official_row_in_per_cent_is_made_on_the_way_from_80_001(year: int, official: Row) -> None:
    found = list(islice(percent_rows_of(year, official.table), 40))
    assert official in found
    assert found[0].income_from == 80_001
    for row, following in pairwise(found):
        assert row.income_to is not None
        assert (row.kind, row.table, row.income_to + 1) == ("%", official.table, following.income_from)
        assert row.values != following.values


def test_the_last_row_in_per_cent_has_no_end_and_begins_where_a_percentage_last_changes() -> None:
    *before, last = islice(percent_rows_of(2025, 31), 200)
    assert len(before) == 83
    assert before[-1] == Row("%", 31, 1_206_401, 1_857_400, (50, 50, 50, 46, 50, 50))
    assert last == Row("%", 31, 1_857_401, None, (50, 50, 50, 47, 50, 50))
    assert last.values == tuple(second_tax_table.per_cent(2025, 31, column, 2_000_000) for column in COLUMNS)
