"""Tables as files, CSV and XLSX: what a person typed is text in them, never a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import HttpResponse
from django.utils import timezone

Cell = str | int | Decimal | date | datetime | None
CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY_ONE = date(1899, 12, 30)
_PLAIN, _HEAD, _DATE = 0, 1, 2

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        ' Target="worksheets/sheet1.xml"/><Relationship Id="rId2"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font/>'
        '<font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    ),
}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def table_response(kind: str, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A download of a table, `name` without ending. Raises KeyError for a kind that is not one of KINDS."""
    content = {CSV: csv_of, XLSX: xlsx_of}[kind](head, rows)
    response = HttpResponse(content, content_type=KINDS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula, and without characters that no file can carry."""
    cleaned = _UNWRITABLE.sub("", text)
    # What follows a character that is left out would be the start, so both are looked at.
    return f"'{cleaned}" if text.startswith(DANGEROUS) or cleaned.startswith(DANGEROUS) else cleaned


def csv_of(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """As Swedish spreadsheets read it: semicolons, decimal commas, and UTF-8 with its mark."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([neutral(str(cell)) for cell in head])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(head: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str = "1") -> bytes:
    """One sheet whose first row stays in sight; numbers and dates are numbers and dates."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        parts = {**_PARTS, "xl/workbook.xml": _workbook(sheet), "xl/worksheets/sheet1.xml": _sheet(head, rows)}
        for path, part in parts.items():
            # Without the time of the writing: the same table gives the same bytes.
            package.writestr(ZipInfo(path), _DECLARATION + part, ZIP_DEFLATED)
    return file.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, Decimal):
        return format(cell, "f").replace(".", ",")
    return neutral(cell) if isinstance(cell, str) else str(cell)


def _workbook(sheet: str) -> str:
    return (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<sheets><sheet name={quoteattr(neutral(sheet)[:31])} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    lines = [_row([_text(cell, _HEAD) for cell in head]), *(_row([_cell(cell) for cell in row]) for row in rows)]
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>'
        '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f'<cols><col min="1" max="{max(len(head), 1)}" width="22" customWidth="1"/></cols>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _row(cells: Sequence[str]) -> str:
    return f"<row>{''.join(cells)}</row>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return f'<c s="{_DATE}"><v>{(cell - _DAY_ONE).days}</v></c>'
    if isinstance(cell, int | Decimal):
        return f"<c><v>{cell:f}</v></c>" if isinstance(cell, Decimal) else f"<c><v>{int(cell)}</v></c>"
    return _text(_written(cell), _PLAIN)


def _text(text: str, style: int) -> str:
    return (
        f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(neutral(text))}</t></is></c>'
        if text
        else "<c/>"
    )
