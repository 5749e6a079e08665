"""A few rows of the agency's file, as it writes them: what is read of each, and what is said of one that is wrong."""

import json

import pytest

from payroll.rules.tax_table_file import LARGEST, Fault, FileRefused, Finding, rows_in
from payroll.statutory import Row

AMOUNT = Row("B", 33, 34_801, 35_000, (7_134, 6_022, 5_900, 9_000, 1, 0))
PER_CENT = Row("%", 33, 80_001, 82_000, (34, 33, 30, 35, 36, 37))
OPEN = Row("%", 33, 82_001, None, (35, 34, 31, 36, 37, 38))
ROWS = [AMOUNT, PER_CENT, OPEN]
FIXED = (
    "30B33  34801  35000 7134 6022 5900 9000    1    0\n"
    "30%33  80001  82000   34   33   30   35   36   37\n"
    "30%33  82001          35   34   31   36   37   38\n"
)
HEAD = "År;Antal dgr;Tabellnr;Inkomst fr.o.m.;Inkomst t.o.m.;" + ";".join(f"Kolumn {number}" for number in range(1, 8))
CSV = (
    f"{HEAD}\r\n"
    "2026;30B;33;34801;35000;7134;6022;5900;9000;1;0;\r\n"
    "\r\n"
    "2026;30%;33;80001;82000;34;33;30;35;36;37;\r\n"
    "2026;30%;33;82001;;35;34;31;36;37;38;\r\n"
)
RECORDS = [
    dict(zip([name.lower() for name in HEAD.split(";")], line.split(";"), strict=True))
    for line in CSV.splitlines()[1:]
    if line
]


def refused(text: str | bytes, year: int = 2026) -> list[Finding]:
    with pytest.raises(FileRefused) as found:
        rows_in(text if isinstance(text, bytes) else text.encode(), year)
    return found.value.findings


def pages(*found: object) -> str:
    return json.dumps(found)


@pytest.mark.parametrize(
    "text",
    [
        FIXED,
        FIXED.replace("\n", "\r\n"),
        CSV,
        json.dumps(RECORDS),
        json.dumps({"resultCount": 3, "results": RECORDS}),
        "\n " + json.dumps({"results": RECORDS, "resultCount": "3", "next": None}),
        pages({"resultCount": 3, "results": RECORDS[:1]}, {"resultCount": "three", "results": RECORDS[1:]}),
        pages({"resultCount": 2, "results": RECORDS[:1]}, {"resultCount": None, "results": RECORDS[1:]}),
        json.dumps([{**one, "note": "more than is needed"} for one in RECORDS]),
    ],
)
def test_a_row_is_read_alike_in_every_form(text: str) -> None:
    assert rows_in(text.encode(), 2026) == ROWS


def test_a_seventh_column_is_read_where_there_is_one() -> None:
    seven = FIXED.splitlines()[0] + "   12\n"
    assert rows_in(seven.encode(), 2026) == [AMOUNT._replace(values=(*AMOUNT.values, 12))]
    assert rows_in(CSV.replace("1;0;\r", "1;0;12\r").encode(), 2026)[0].values == (*AMOUNT.values, 12)


def test_the_form_without_a_year_is_taken_for_any_year_and_the_others_for_their_own() -> None:
    assert rows_in(FIXED.encode(), 2031) == ROWS
    assert refused(CSV, 2027) == [Finding(Fault.OTHER_YEAR, row, detail="2026") for row in (2, 4, 5)]
    assert refused(json.dumps(RECORDS[:1]), 2027) == [Finding(Fault.OTHER_YEAR, 1, detail="2026")]
    assert refused(CSV.replace("2026;30B", "2026 but long;30B"))[0].detail == "2026 but l"


def test_a_table_for_another_number_of_days_is_refused() -> None:
    assert refused(FIXED.replace("30B", "14B")) == [Finding(Fault.OTHER_PERIOD, 1, detail="14B")]
    assert refused(CSV.replace("30B", "fourteen days")) == [Finding(Fault.OTHER_PERIOD, 2, detail="fourteen d")]
    record = {name: value for name, value in RECORDS[0].items() if name != "antal dgr"}
    assert refused(json.dumps([record])) == [Finding(Fault.OTHER_PERIOD, 1)]


@pytest.mark.parametrize(
    ("wrong", "detail"),
    [
        (CSV.replace("34801", "348o1"), "348o1"),
        (CSV.replace(";33;34801", ";x;34801"), "x"),
        (CSV.replace("35000;7134", ";7134"), ""),
        (CSV.replace("7134", "-7134"), "-7134"),
        (CSV.replace("7134", "²"), "²"),
        (CSV.replace("7134", ""), ""),
        (CSV.replace("7134", "seven thousand one hundred"), "seven thousand one h"),
    ],
)
def test_a_cell_that_is_no_number_is_named(wrong: str, detail: str) -> None:
    assert refused(wrong) == [Finding(Fault.NUMBER, 2, detail=detail)]


def test_lines_of_another_length_are_all_named() -> None:
    first, second, third = FIXED.splitlines()
    assert refused(f"{first} \n{second}\n{third[:-1]}\n") == [
        Finding(Fault.LINE_LENGTH, 1, detail="50"),
        Finding(Fault.LINE_LENGTH, 3, detail="48"),
    ]
    assert refused(CSV.replace("35000;7134", "35000;0;7134")) == [Finding(Fault.LINE_LENGTH, 2, detail="13")]


def test_columns_that_are_missing_are_named_together() -> None:
    wrong = CSV.replace("Tabellnr", "Tabell").replace("Kolumn 6", "Kolumn")
    assert refused(wrong) == [Finding(Fault.COLUMNS, 1, detail="Tabellnr, Kolumn 6")]
    without_seventh = CSV.replace(";Kolumn 7", "").replace(";\r", "\r")
    assert rows_in(without_seventh.encode(), 2026) == ROWS
    assert rows_in(CSV.replace("År;Antal", "  År ; Antal").encode(), 2026) == ROWS


def test_pages_that_are_missing_are_counted() -> None:
    half = {"resultCount": 3, "results": RECORDS[:1]}
    assert refused(json.dumps(half)) == [Finding(Fault.PAGES_MISSING, detail="1/3")]
    assert refused(pages(half, {"resultCount": 2, "results": RECORDS[1:2]})) == [
        Finding(Fault.PAGES_MISSING, detail="2/3")
    ]


def test_what_is_no_row_in_a_list_is_named_with_its_place() -> None:
    assert refused(pages(RECORDS[0], 17)) == [Finding(Fault.UNKNOWN_FORM, 2)]
    assert refused(json.dumps({"results": 17})) == [Finding(Fault.OTHER_PERIOD, 1)]
    assert refused("{") == [Finding(Fault.UNKNOWN_FORM)]
    assert refused("a line\nof; something") == [Finding(Fault.UNKNOWN_FORM)]


def test_faults_of_the_whole_file_have_no_row() -> None:
    assert refused("") == refused(" \n") == [Finding(Fault.EMPTY)]
    assert refused(b" " * (LARGEST + 1)) == [Finding(Fault.TOO_LARGE)]
    assert refused(b" " * LARGEST) == [Finding(Fault.EMPTY)]
    assert refused(FIXED + "\0") == refused(b"\x81") == [Finding(Fault.NOT_TEXT)]


def test_of_many_faults_the_first_twenty_are_told() -> None:
    many = FIXED.splitlines()[0].replace("30B", "14B") + "\n"
    with pytest.raises(FileRefused, match="^20 faults, the first OTHER_PERIOD$") as found:
        rows_in((many * 25).encode(), 2026)
    assert [one.row for one in found.value.findings] == list(range(1, 21))


def test_no_row_is_kept_of_a_file_with_a_fault() -> None:
    assert refused(CSV.replace("80001", "x")) == [Finding(Fault.NUMBER, 4, detail="x")]
