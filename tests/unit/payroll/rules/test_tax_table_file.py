"""The agency's file in its three forms: read whole, or refused with row and reason."""

from collections.abc import Callable

import pytest

from payroll.rules.tax_table_checks import Checked, checked
from payroll.rules.tax_table_file import LARGEST, Fault, FileRefused, Finding, rows_in
from payroll.statutory import Row
from tests.factories.tax_tables import fixed_width, json_pages, open_data_csv, rows

MADE = (2025, 2026)


def findings(content: bytes, year: int = 2026) -> list[Finding]:
    with pytest.raises(FileRefused) as refused:
        checked(rows_in(content, year), year, MADE)
    return refused.value.findings


def refused(of: list[Row]) -> list[Finding]:
    """What is wrong with rows that were read as they are."""
    with pytest.raises(FileRefused) as told:
        checked(of, 2026, MADE)
    return told.value.findings


def faults(content: bytes, year: int = 2026) -> set[Fault]:
    return {finding.fault for finding in findings(content, year)}


def of_2026(change: Callable[[list[Row]], list[Row]]) -> bytes:
    return fixed_width(rows(2026, change))


def test_the_three_forms_of_a_year_are_read_alike_and_agree_in_every_cell() -> None:
    of_2025, of_this_year = rows(2025), rows(2026)
    assert len(fixed_width(of_this_year)) == 398_303
    for year, content in (
        (2026, fixed_width(of_this_year)),
        (2025, open_data_csv(2025, of_2025)),
        (2026, json_pages(2026, of_this_year)),
    ):
        found: Checked = checked(rows_in(content, year), year, MADE)
        assert [row for table in found.tables.values() for row in table] == rows(year)
        assert found.cells == found.equal > 40_404
        assert found.agrees
        assert found.exceptions == ()


def test_other_encodings_and_a_seventh_column_are_read() -> None:
    text = fixed_width(rows(2026)).decode("utf-8-sig")
    assert rows_in(text.encode("utf-16"), 2026) == rows_in(text.encode(), 2026) == rows(2026)
    seven = [row._replace(values=(*row.values, 7)) for row in rows(2026)]
    assert rows_in(fixed_width(seven), 2027) == seven
    assert checked(rows_in(fixed_width(seven), 2026), 2026, MADE).cells == 55_762


def test_a_year_without_own_tables_is_compared_with_nothing() -> None:
    """A year that nobody has made yet: every amount ten kronor higher."""
    higher = [row._replace(values=tuple(value + 10 for value in row.values)) for row in rows(2026) if row.kind == "B"]
    percent = [row for row in rows(2026) if row.kind == "%"]
    found = checked(rows_in(fixed_width([*higher, *percent]), 2027), 2027, MADE)
    assert (found.cells, found.equal, found.agrees) == (0, 0, True)


def test_the_tables_of_another_year_are_recognised() -> None:
    assert findings(fixed_width(rows(2026)), 2027) == [Finding(Fault.ANOTHER_YEARS_TABLES, detail="2026")]
    assert findings(open_data_csv(2025, rows(2025)), 2026)[0] == Finding(Fault.OTHER_YEAR, 2, detail="2025")


def test_a_differing_cell_is_counted_and_a_falling_one_named() -> None:
    changed = rows(2026)
    changed[100] = changed[100]._replace(values=(0, *changed[100].values[1:]))
    found = checked(changed, 2026, MADE)
    assert found.cells - found.equal == 1
    assert not found.agrees
    assert found.exceptions == (Finding(Fault.AMOUNT_RANGE, table=29, detail=str(changed[100].income_from)),)
    assert found.tables[29][100] == changed[100] and len(found.tables) == 14


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY),
        (b" \n \n", Fault.EMPTY),
        (b"x" * (LARGEST + 1), Fault.TOO_LARGE),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Fault.NOT_TEXT),
        (b"PK\x03\x04\x00\x00", Fault.NOT_TEXT),
        (b"\xff\xfe\x00", Fault.NOT_TEXT),
        (b"hello", Fault.UNKNOWN_FORM),
        (b"<html>30B</html>", Fault.UNKNOWN_FORM),
        (b"{broken", Fault.UNKNOWN_FORM),
        (b"[1, 2]", Fault.UNKNOWN_FORM),
        (b"[" * 100_000, Fault.UNKNOWN_FORM),
        (b"30B29      1   2000    0", Fault.LINE_LENGTH),
        ("År;Tabellnr\n2026;29\n".encode("latin-1"), Fault.COLUMNS),
    ],
)
def test_what_is_no_file_of_tax_tables_is_refused_in_a_word(content: bytes, fault: Fault) -> None:
    assert faults(content) == {fault}


def test_a_cell_that_is_no_number_is_named_with_its_row() -> None:
    lines = fixed_width(rows(2026)).decode("utf-8-sig").splitlines()
    lines[6] = lines[6][:19] + "  1o0" + lines[6][24:]
    assert findings("\n".join(lines).encode()) == [Finding(Fault.NUMBER, 7, detail="1o0")]


@pytest.mark.parametrize("cell", ["  1;0", " ;;;;"])
def test_a_semicolon_among_the_rows_does_not_make_another_form_of_the_file(cell: str) -> None:
    lines = fixed_width(rows(2026)).decode("utf-8-sig").splitlines()
    lines[6] = lines[6][:19] + cell + lines[6][24:]
    assert findings("\n".join(lines).encode()) == [Finding(Fault.NUMBER, 7, detail=cell.strip())]


def test_a_row_without_anything_is_named_and_one_without_some_columns_has_fewer() -> None:
    lines = fixed_width(rows(2026)).decode("utf-8-sig").splitlines()
    blank, short = "30B".ljust(49), lines[6][:29].ljust(49)
    assert findings("\n".join([*lines[:6], blank, *lines[7:]]).encode()) == [Finding(Fault.NUMBER, 7)]
    read = rows_in("\n".join([*lines[:6], short, *lines[7:]]).encode(), 2026)
    assert read[6].values == rows(2026)[6].values[:2]


def test_two_week_tables_and_other_years_are_refused_row_by_row() -> None:
    content = open_data_csv(2026, rows(2026)).replace(b"30B", b"14B")
    found = findings(content)
    assert found[0] == Finding(Fault.OTHER_PERIOD, 2, detail="14B")
    assert len(found) == 20


def test_pages_of_the_service_that_are_missing_are_missed() -> None:
    """Filtering on 30B loses the percent rows: everything above 80,000 would be taxed too little."""
    amounts = [row for row in rows(2026) if row.kind == "B"]
    assert faults(json_pages(2026, amounts)) == {Fault.PERCENT_START}
    short = json_pages(2026, rows(2026)[:500]).replace(b'"resultCount": 500', b'"resultCount": 7966')
    assert findings(short) == [Finding(Fault.PAGES_MISSING, detail="500/7966")]


@pytest.mark.parametrize("content", ["[]", '{"results": []}', '{"resultCount": "²", "results": []}'])
def test_answers_of_the_service_without_rows_lack_every_table(content: str) -> None:
    assert [one.table for one in findings(content.encode()) if one.fault == Fault.UNKNOWN_TABLE] == list(range(29, 43))


def test_a_table_that_is_missing_or_too_much_is_named() -> None:
    assert findings(of_2026(lambda all_rows: [row for row in all_rows if row.table != 33]))[0] == Finding(
        Fault.UNKNOWN_TABLE, table=33
    )
    extra = [row._replace(table=43) for row in rows(2026) if row.table == 42]
    assert findings(fixed_width([*rows(2026), *extra]))[0] == Finding(Fault.UNKNOWN_TABLE, table=43)


@pytest.mark.parametrize(
    ("position", "changes", "finding"),
    [
        (5, {"income_to": 2_450}, Finding(Fault.AMOUNT_RANGE, table=29, detail="2401–2450")),
        (5, {"income_from": 2_402}, Finding(Fault.AMOUNT_RANGE, table=29, detail="2402–2500")),
        (481, {"income_from": 80_002}, Finding(Fault.PERCENT_START, table=29)),
        (482, {"income_to": None}, Finding(Fault.PERCENT_END, table=29)),
        (482, {"income_to": 83_000}, Finding(Fault.PERCENT_RANGE, table=29, detail="82201–83000")),
        (482, {"values": (101, 30, 30, 30, 30, 30)}, Finding(Fault.PERCENT_VALUE, table=29, detail="82201")),
        (5, {"values": (1, 2, 3, 4, 5)}, Finding(Fault.VALUE_COUNT, detail="5, 6")),
        (5, {"values": (1, 2, 3, 4, 5, 6, 7)}, Finding(Fault.VALUE_COUNT, detail="6, 7")),
    ],
)
def test_a_row_that_does_not_fit_is_named(position: int, changes: dict[str, object], finding: Finding) -> None:
    changed = rows(2026)
    changed[position] = changed[position]._replace(**changes)  # type: ignore[arg-type]
    assert refused(changed) == [finding]


def test_percent_rows_end_on_even_steps_even_where_the_next_goes_on_from_there() -> None:
    changed = rows(2026)
    changed[482] = changed[482]._replace(income_to=82_500)
    changed[483] = changed[483]._replace(income_from=82_501)
    assert refused(changed) == [Finding(Fault.PERCENT_RANGE, table=29, detail="82201–82500")]


def test_a_file_of_which_every_row_has_too_few_columns_is_refused() -> None:
    narrow = [row._replace(values=row.values[:5]) for row in rows(2026)]
    assert refused(narrow)[0] == Finding(Fault.VALUE_COUNT, detail="5")


def test_every_table_with_a_fault_is_named() -> None:
    """Each has its own amounts, percentages and end."""
    short = [row for row in rows(2026) if not (row.table in (30, 31) and row.income_from == 1)]
    assert [(one.fault, one.table, one.detail) for one in refused(short)] == [
        (Fault.AMOUNT_ROWS, 30, "480"),
        (Fault.AMOUNT_RANGE, 30, "2001–2100"),
        (Fault.AMOUNT_ROWS, 31, "480"),
        (Fault.AMOUNT_RANGE, 31, "2001–2100"),
    ]
    without = [row for row in rows(2026) if row.table != 30 or row.kind == "B"]
    assert refused(without) == [Finding(Fault.PERCENT_START, table=30)]
    wrong = [row._replace(income_from=2) if row.table == 30 and row.income_from == 1 else row for row in without]
    assert [one.fault for one in refused(wrong)] == [Fault.AMOUNT_RANGE, Fault.PERCENT_START]


def test_a_percent_row_that_is_divided_otherwise_agrees_in_none_of_its_cells() -> None:
    row = rows(2026)[482]
    halves = [row._replace(income_to=82_400), row._replace(income_from=82_401)]
    found = checked([*rows(2026)[:482], *halves, *rows(2026)[483:]], 2026, MADE)
    assert found.cells - found.equal == 12


def test_a_table_with_lower_tax_than_the_one_before_is_named_row_by_row_and_at_most_twenty() -> None:
    """Tables 41 and 42 the other way about: within each nothing falls."""
    other = {41: 42, 42: 41}
    turned = sorted(row._replace(table=other.get(row.table, row.table)) for row in rows(2026))
    found = checked(turned, 2026, MADE)
    one_by_one = {row.income_from: row.values for row in rows(2026) if row.table == 41 and row.kind == "B"}
    differing = [
        str(row.income_from)
        for row in rows(2026)
        if row.table == 42 and row.kind == "B" and row.values != one_by_one[row.income_from]
    ]
    assert list(found.exceptions) == [Finding(Fault.AMOUNT_RANGE, table=42, detail=one) for one in differing[:20]]


def test_a_lost_row_and_a_double_one_are_found() -> None:
    assert {Fault.AMOUNT_ROWS, Fault.AMOUNT_RANGE} <= faults(of_2026(lambda found: [*found[:7], *found[8:]]))
    assert {Fault.AMOUNT_ROWS, Fault.AMOUNT_RANGE} <= faults(of_2026(lambda found: [found[0], *found]))
