"""Files from anywhere: read as what they are, or refused with a reason."""

from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

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
from common.workbooks import MAX_PART

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


def workbook(sheet: str, *, texts: str = "", styles: str = "", properties: str = "") -> bytes:
    """A workbook with the sheet's rows, its shared texts, the formats of its cells, and its own properties."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    sheets = '<sheet name="A" r:id="r7"/>'
    related = '<Relationship Id="r7" Target="worksheets/s.xml"/>'
    parts = {
        "xl/workbook.xml": f"<workbook {main} {link}>{properties}<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{related}</Relationships>",
        "xl/sharedStrings.xml": f"<sst {main}>{texts}</sst>",
        "xl/styles.xml": f"<styleSheet {main}>{styles}</styleSheet>",
        "xl/worksheets/s.xml": f"<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>",
    }
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as package:
        for path, text in parts.items():
            package.writestr(path, text)
    return content.getvalue()


HEADINGS = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="str"><v>b</v></c></row>'


def test_what_a_workbook_shows_is_what_is_read() -> None:
    """Runs of text, dates by format, per cent, numbers as fifteen digits show them, and cells that are left out."""
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="&quot;dag &quot;yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="#,##0.00 [$kr-41D]"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/></cellXfs>'
    )
    texts = "<si><r><t>Åke</t></r><r><t> Ö</t></r><rPh><t>x</t></rPh></si>"
    sheet = HEADINGS + (
        '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" s="1"><v>46037</v></c><c r="D3" s="2"><v>46037.5</v></c>'
        '<c r="E3" s="3"><v>32500.499999999996</v></c><c r="F3" s="4"><v>0.8</v></c>'
        '<c r="G3"><v>1.98507099805E11</v></c></row><row><c><v>2</v></c></row>'
    )
    assert table_in(workbook(sheet, texts=texts, styles=styles)).rows == (
        (3, ("Åke Ö", "", "2026-01-15", "2026-01-15", "32500.5", "80", "198507099805")),
        (4, ("2",)),
    )
    since_1904 = workbook(
        HEADINGS + '<row r="2"><c s="1"><v>44575</v></c></row>', styles=styles, properties='<workbookPr date1904="1"/>'
    )
    assert table_in(since_1904).rows == ((2, ("2026-01-15",)),)


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
    "content",
    [
        workbook(HEADINGS + '<row r="2"><c t="s"><v>5</v></c></row>'),
        workbook(HEADINGS + '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>'),
        workbook(HEADINGS + "<row><c><v>1E+999999</v></c></row>"),
        workbook(HEADINGS + "<row><c><v>ett</v></c></row>"),
        workbook("<row>"),
        workbook(HEADINGS, texts="<si><t>" + "a" * MAX_PART + "</t></si>"),
        workbook(HEADINGS).replace(b"xl/workbook.xml", b"xl/workbokk.xml"),
        workbook(HEADINGS)[:-400],
    ],
)
def test_a_workbook_that_is_broken_or_swells_is_refused(content: bytes) -> None:
    assert refused(content) == (FileProblem.WORKBOOK, None)


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
