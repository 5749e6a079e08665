"""The checks of a file of tax tables, on a year of its own in which every row and every table takes a little more."""

import pytest

from payroll.rules.tax_table import TABLES, amount_ranges
from payroll.rules.tax_table_checks import checked
from payroll.rules.tax_table_file import Fault, FileRefused, Finding
from payroll.statutory import Row

AMOUNTS = [
    Row("B", table, lower, upper, (upper // 10 + table,) * 6) for table in TABLES for lower, upper in amount_ranges()
]
PER_CENT = [
    row
    for table in TABLES
    for row in (
        Row("%", table, 80_001, 90_000, (table,) * 6),
        Row("%", table, 90_001, 100_000, (table + 1,) * 6),
        Row("%", table, 100_001, None, (100, 0, 50, 50, 50, 50)),
    )
]
YEAR = sorted([*AMOUNTS, *PER_CENT], key=lambda row: (row.table, row.income_from))


def place(table: int, income_from: int) -> int:
    return next(place for place, row in enumerate(YEAR) if (row.table, row.income_from) == (table, income_from))


def changed(table: int, income_from: int, /, **changes: object) -> list[Row]:
    """The year with one row otherwise."""
    at = place(table, income_from)
    return [*YEAR[:at], YEAR[at]._replace(**changes), *YEAR[at + 1 :]]  # type: ignore[arg-type]


def refused(rows: list[Row]) -> list[Finding]:
    with pytest.raises(FileRefused) as told:
        checked(rows, 2031, ())
    return told.value.findings


def falling(rows: list[Row]) -> list[tuple[int, str]]:
    """Table and income of the rows with less tax than before."""
    found = checked(rows, 2031, ()).exceptions
    assert {one.fault for one in found} <= {Fault.AMOUNT_RANGE}
    return [(one.table, one.detail) for one in found]


def test_a_year_that_nobody_has_made_is_taken_by_table_in_the_order_of_incomes() -> None:
    found = checked(sorted(YEAR, key=lambda row: (row.kind == "%", -row.table)), 2031, (2025, 2026))
    assert [row for table in found.tables.values() for row in table] == YEAR
    assert list(found.tables) == list(TABLES)
    assert (found.exceptions, found.cells, found.equal, found.agrees) == ((), 0, 0, True)


def test_the_last_table_that_is_missing_and_one_too_many_are_named() -> None:
    assert refused([row for row in YEAR if row.table != 42]) == [Finding(Fault.UNKNOWN_TABLE, table=42)]
    beyond = [row._replace(table=43) for row in YEAR if row.table == 42]
    assert refused([*YEAR, *beyond]) == [Finding(Fault.UNKNOWN_TABLE, table=43)]


def test_an_amount_row_that_is_lost_is_told_by_number_and_by_the_first_row_that_is_not_the_next() -> None:
    at = place(35, 79_601)
    assert refused([*YEAR[:at], *YEAR[at + 1 :]]) == [
        Finding(Fault.AMOUNT_ROWS, table=35, detail="480"),
        Finding(Fault.AMOUNT_RANGE, table=35, detail="79801–80000"),
    ]
    last = place(35, 79_801)
    assert refused([*YEAR[:last], *YEAR[last + 1 :]]) == [Finding(Fault.AMOUNT_ROWS, table=35, detail="480")]


def test_of_two_wrong_amount_rows_the_first_is_named_and_the_percentages_are_looked_at_all_the_same() -> None:
    rows = changed(35, 2_001, income_to=2_050)
    rows[place(35, 2_101)] = rows[place(35, 2_101)]._replace(income_to=2_150)
    rows[place(35, 90_001)] = rows[place(35, 90_001)]._replace(values=(-1,) * 6)
    assert refused(rows) == [
        Finding(Fault.AMOUNT_RANGE, table=35, detail="2001–2050"),
        Finding(Fault.PERCENT_VALUE, table=35, detail="90001"),
    ]


@pytest.mark.parametrize(
    ("income_from", "changes", "finding"),
    [
        (80_001, {"income_from": 80_201}, Finding(Fault.PERCENT_START, table=35)),
        (80_001, {"kind": "x"}, Finding(Fault.PERCENT_START, table=35)),
        (100_001, {"income_to": 200_000}, Finding(Fault.PERCENT_END, table=35)),
        (90_001, {"income_to": None}, Finding(Fault.PERCENT_END, table=35)),
        (90_001, {"income_to": 99_800}, Finding(Fault.PERCENT_RANGE, table=35, detail="90001–99800")),
        (90_001, {"values": (101, 35, 35, 35, 35, 35)}, Finding(Fault.PERCENT_VALUE, table=35, detail="90001")),
        (2_001, {"values": (1,) * 7}, Finding(Fault.VALUE_COUNT, detail="6, 7")),
        (2_001, {"values": (1,) * 4}, Finding(Fault.VALUE_COUNT, detail="4, 6")),
    ],
)
def test_a_row_that_does_not_fit_is_named_with_its_table(
    income_from: int, changes: dict[str, object], finding: Finding
) -> None:
    assert refused(changed(35, income_from, **changes)) == [finding]


def test_percentages_change_at_whole_steps_and_go_on_without_a_gap() -> None:
    rows = changed(35, 80_001, income_to=90_100)
    rows[place(35, 90_001)] = rows[place(35, 90_001)]._replace(income_from=90_101)
    assert refused(rows) == [Finding(Fault.PERCENT_RANGE, table=35, detail="80001–90100")]


def test_every_row_needs_six_or_seven_values() -> None:
    assert checked([row._replace(values=(*row.values, 7)) for row in YEAR], 2031, ()).exceptions == ()
    assert refused([row._replace(values=row.values[:5]) for row in YEAR]) == [Finding(Fault.VALUE_COUNT, detail="5")]


def test_a_cell_that_is_lower_than_the_one_before_it_or_than_in_the_table_before_is_an_exception() -> None:
    assert falling(changed(29, 50_001, values=(5_020 + 29 - 21, *[5_020 + 29] * 5))) == [(29, "50001")]
    # Table 34 would take 5,054 of it, and 5,034 of the row before.
    assert falling(changed(35, 50_001, values=(*[5_055] * 5, 5_053))) == [(35, "50001")]
    assert falling(changed(35, 50_001, values=(*[5_055] * 5, 5_054))) == []
    assert falling(changed(42, 50_001, values=(5_041, *[5_062] * 5))) == [(42, "50001"), (42, "50001")]


def test_at_most_twenty_exceptions_are_told() -> None:
    lower = [row._replace(values=(0,) * 6) if row.table == 35 and row.kind == "B" else row for row in YEAR]
    assert falling(lower) == [(35, str(lower_end)) for lower_end, _ in list(amount_ranges())[:20]]
