"""The first sheet of a workbook (XLSX) that somebody sends in, as the texts that stand in its cells."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Context
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

MAX_UNPACKED = 50 * 1024 * 1024
"""So many bytes may the parts of the workbook be together once they are unpacked."""
# A spreadsheet computes with fifteen digits, and writes more.
_AS_SHOWN = Context(prec=15, Emin=-99, Emax=99)


class NotAWorkbook(ValueError):
    """It is no workbook that can be read."""


def first_sheet(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers; dates as 2026-01-15, per cent as they are shown. Raises NotAWorkbook."""
    try:
        with ZipFile(BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED:
                raise NotAWorkbook
        yield from _rows(content)
    except Exception as error:
        # The library says in a dozen ways that a file is broken, encrypted or made by nobody's program.
        raise NotAWorkbook from error


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that it leaves out
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # Some programs write a wrong one, and what is outside it would not be read.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.rows, start=1):
            yield number, [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    """What stands in the cell: the number behind it, unless it is shown as a date or as per cent."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(int(value))
    number = _AS_SHOWN.create_decimal(str(value))
    if "%" in cell.number_format:
        number *= 100
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
