"""Files from anywhere: read as what they are, or refused with a reason."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from common.safe_xml import NotXml, parse
from common.spreadsheets import Cell, xlsx_of
from common.uploaded_tables import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    FileProblem,
    FileRefused,
    Table,
    table_in,
)
from common.workbooks import MAX_UNPACKED

HEAD = ("Organisationsnummer", "Tjänst")
TEXT = "Organisationsnummer;Tjänst\r\n556016-0680;Lön Smart\r\n"


def refused(content: bytes) -> tuple[FileProblem, int | None]:
    with pytest.raises(FileRefused) as refusal:
        table_in(content)
    return refusal.value.problem, refusal.value.line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_every_usual_encoding_and_separator_gives_the_same_table(encoding: str, separator: str, ending: str) -> None:
    table = table_in(TEXT.replace(";", separator).replace("\r\n", ending).encode(encoding))
    assert table.head == HEAD
    assert table.rows == ((2, ("556016-0680", "Lön Smart")),)


def test_rows_keep_the_line_they_begin_on_though_lines_are_empty_and_values_have_several() -> None:
    text = 'sep=,\r\nNamn,Tjänst\r\n\r\n"Åkeri\r\noch  frakt",Scanner\r\n,,\r\n"A, B",Utlägg,\r\n'
    assert table_in(text.encode()).rows == ((4, ("Åkeri och frakt", "Scanner")), (7, ("A, B", "Utlägg")))


def test_cells_beyond_the_headings_are_kept_to_be_told_of() -> None:
    assert table_in(b"a;b;;\n1;2;3;4\n5\n").rows == ((2, ("1", "2", "3", "4")), (3, ("5",)))


@pytest.mark.parametrize(
    ("content", "problem", "line"),
    [
        (b"", FileProblem.EMPTY, None),
        (b" \r\n;;\r\n", FileProblem.EMPTY, None),
        (b"PK\x03\x04rest of a workbook", FileProblem.WORKBOOK, None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileProblem.OLD_WORKBOOK, None),
        (b"a;b\nc;\x00d\n", FileProblem.NOT_TEXT, 2),
        (b"%PDF-1.7\n\x01\x02", FileProblem.NOT_TEXT, 2),
        (b"\xff\xfea", FileProblem.ENCODING, None),
        (b"a;b\n\x81;\x8d\n", FileProblem.ENCODING, None),
        (b"Hej, det h\xc3\xa4r", FileProblem.NO_ROWS, None),
        (b"just a line\nand another\n", FileProblem.NOT_A_TABLE, None),
        (b'a;b\n1;2\n"3;4\n5;6\n', FileProblem.QUOTES, 3),
        (b'a;b\n"1"2;3\n', FileProblem.QUOTES, 2),
        (b"a;b\n" + b"x" * 200_000 + b";1\n", FileProblem.QUOTES, 2),
        (b"a;b\n", FileProblem.NO_ROWS, None),
        (";".join("abcdefghij" * 6).encode() + b"\n1;2\n", FileProblem.TOO_MANY_COLUMNS, None),
        (b"a;b\n" * (MAX_ROWS + 2), FileProblem.TOO_MANY_ROWS, None),
        (b"a" * (MAX_BYTES + 1), FileProblem.TOO_LARGE, None),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(content: bytes, problem: FileProblem, line: int | None) -> None:
    assert refused(content) == (problem, line)


def test_as_many_rows_and_columns_as_are_allowed_are_taken() -> None:
    text = StringIO()
    text.write(";".join(f"k{number}" for number in range(MAX_COLUMNS)) + "\n")
    text.write("1;2\n" * MAX_ROWS)
    assert len(table_in(text.getvalue().encode()).rows) == MAX_ROWS


def workbook(*rows: list[Any], since_1904: bool = False) -> bytes:
    """A workbook with the rows under two headings; a pair is a value and the format that it is shown with."""
    content = BytesIO()
    with Workbook(content, {"date_1904": since_1904, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["a", "b"], *rows]):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    sheet.write(number, column, value[0], book.add_format({"num_format": value[1]}))
                else:
                    sheet.write(number, column, value)
    return content.getvalue()


def changed(content: bytes, path: str, before: str, after: str) -> bytes:
    """A workbook with a part that somebody has written by hand."""
    result = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(result, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode()
            assert name != path or before in part
            new.writestr(name, part.replace(before, after, 1) if name == path else part)
    return result.getvalue()


SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def test_what_a_workbook_shows_is_what_is_read() -> None:
    """Runs of text, dates by format, per cent, numbers as fifteen digits show them, and rows that are left out."""
    day, number = date(2026, 1, 15), 32500.499999999996
    row = [
        "Åke Ö",
        None,
        day,
        (46037.5, '"dag "yyyy\\-mm\\-dd'),
        (number, "#,##0.00 [$kr-41D]"),
        (0.8, "0%"),
        198507099805,
    ]
    runs = "<r><t>Åke</t></r><r><t xml:space='preserve'> Ö</t></r><rPh sb='0' eb='1'><t>x</t></rPh>"
    content = changed(workbook([], row, [2, True]), TEXTS, "<t>Åke Ö</t>", runs)
    assert table_in(content).rows == (
        (3, ("Åke Ö", "", "2026-01-15", "2026-01-15", "32500.5", "80", "198507099805")),
        (4, ("2", "1")),
    )
    assert table_in(workbook([day], since_1904=True)).rows == ((2, ("2026-01-15",)),)


def test_what_a_formula_has_come_to_is_read() -> None:
    content = changed(workbook([7]), SHEET, '<c r="A2"><v>7</v>', '<c r="A2"><f>3+4</f><v>7</v>')
    assert table_in(content).rows == ((2, ("7",)),)


def test_a_sheet_that_says_the_wrong_size_is_read_whole() -> None:
    content = changed(workbook([1, 2]), SHEET, 'ref="A1:B2"', 'ref="A1"')
    assert table_in(content).rows == ((2, ("1", "2")),)


def test_a_table_that_the_product_writes_can_be_read_again() -> None:
    rows: list[list[Cell]] = [
        ["Åsa & Co", date(2026, 1, 15), Decimal("32500.50"), 7, None],
        ["=1+1", None, None, 0, "x"],
    ]
    assert table_in(xlsx_of(["a", "b", "c", "d", "e"], rows)) == Table(
        ("a", "b", "c", "d", "e"),
        ((2, ("Åsa & Co", "2026-01-15", "32500.5", "7")), (3, ("'=1+1", "", "", "0", "x"))),
    )


LAUGHS = '<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    "write",
    [
        lambda: changed(workbook(["x"]), SHEET, '<c r="A2" t="s"><v>2</v>', '<c r="A2" t="s"><v>9</v>'),
        lambda: changed(workbook([1]), SHEET, "<v>1</v>", "<v>1E+999999</v>"),
        lambda: changed(workbook([1]), SHEET, "<v>1</v>", "<v>ett</v>"),
        lambda: changed(workbook([1]), SHEET, "</row>", ""),
        lambda: changed(workbook(["x"]), TEXTS, "<sst", f"{LAUGHS}<sst"),
        lambda: changed(workbook(["x"]), TEXTS, "<t>x</t>", "<t>" + "a" * MAX_UNPACKED + "</t>"),
        lambda: workbook([1]).replace(b"xl/workbook.xml", b"xl/workbokk.xml"),
        lambda: workbook([1])[:-400],
    ],
)
def test_a_workbook_that_is_broken_or_swells_is_refused(write: Callable[[], bytes]) -> None:
    assert refused(write()) == (FileProblem.WORKBOOK, None)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (f'<?xml version="1.0"?>\n{LAUGHS}<sst>&b;</sst>'.encode(), 2),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 1),
        (b"<a>\n<b></a>", 2),
        (b'<?xml version="1.0" encoding="ebcdic-x"?><a/>', 1),
        (b"", 1),
    ],
)
def test_xml_with_entities_or_faults_is_refused_and_nothing_is_fetched(content: bytes, line: int) -> None:
    with pytest.raises(NotXml) as refusal:
        parse(content)
    assert refusal.value.line == line
