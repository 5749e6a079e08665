"""Tables as files, CSV and XLSX: what a person typed is text in them, never a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

from django.http import HttpResponse
from django.utils import timezone
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | Decimal | date | datetime | None
CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WRITTEN_AT = datetime(2000, 1, 1, tzinfo=UTC)


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
    with Workbook(file, {"in_memory": True}) as book:
        # Without the time of the writing: the same table gives the same bytes.
        book.set_properties({"created": _WRITTEN_AT})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet(neutral(sheet)[:31])
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(head) - 1, 0), 22)
        for column, heading in enumerate(head):
            page.write_string(0, column, neutral(heading), bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(page, number, column, cell, day)
    return file.getvalue()


def _write(page: Worksheet, row: int, column: int, cell: Cell, day: Format) -> None:
    if isinstance(cell, date) and not isinstance(cell, datetime):
        page.write_datetime(row, column, cell, day)
    elif isinstance(cell, int | Decimal):
        page.write_number(row, column, cell)
    elif cell is not None:
        page.write_string(row, column, _written(cell))


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, Decimal):
        return format(cell, "f").replace(".", ",")
    return neutral(cell) if isinstance(cell, str) else str(cell)
