"""Files from anywhere: read as what they are, or refused with a reason."""

from io import StringIO

import pytest

from collaborations.rules.import_files import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    FileProblem,
    FileRefused,
    table_in,
)

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
        (b"PK\x03\x04rest of a workbook", FileProblem.SPREADSHEET, None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileProblem.SPREADSHEET, None),
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
