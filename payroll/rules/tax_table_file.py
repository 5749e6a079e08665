"""The agency's file of monthly tax tables, in the three forms in which it is published, as rows.

Fixed width (allmanna-tabeller-manad.txt), CSV of the open data, and the pages of its JSON service. Nothing is taken
in halves: whatever is not understood is a fault with its row, and a file with faults gives no rows.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from common.text_files import text_in
from payroll.statutory import Row

LARGEST = 5_000_000  # bytes; the files of 2025 and 2026 have less than a tenth as text
MOST_FAULTS = 20
KINDS = {"30B": "B", "30%": "%"}
CSV_COLUMNS = ("År", "Antal dgr", "Tabellnr", "Inkomst fr.o.m.", "Inkomst t.o.m.")
VALUE_COLUMNS = tuple(f"Kolumn {number}" for number in range(1, 8))
FIXED = {"Antal dgr": (0, 3), "Tabellnr": (3, 5), "Inkomst fr.o.m.": (5, 12), "Inkomst t.o.m.": (12, 19)}
VALUES_FROM, VALUE_WIDTH = 19, 5
LINE_LENGTHS = (49, 54)  # six columns, or seven as in 2023


class Fault(StrEnum):
    """What is wrong with a file."""

    TOO_LARGE = "TOO_LARGE"
    NOT_TEXT = "NOT_TEXT"
    EMPTY = "EMPTY"
    UNKNOWN_FORM = "UNKNOWN_FORM"
    LINE_LENGTH = "LINE_LENGTH"
    COLUMNS = "COLUMNS"
    NUMBER = "NUMBER"
    OTHER_PERIOD = "OTHER_PERIOD"
    OTHER_YEAR = "OTHER_YEAR"
    UNKNOWN_TABLE = "UNKNOWN_TABLE"
    PAGES_MISSING = "PAGES_MISSING"
    VALUE_COUNT = "VALUE_COUNT"
    AMOUNT_ROWS = "AMOUNT_ROWS"
    AMOUNT_RANGE = "AMOUNT_RANGE"
    PERCENT_START = "PERCENT_START"
    PERCENT_RANGE = "PERCENT_RANGE"
    PERCENT_END = "PERCENT_END"
    PERCENT_VALUE = "PERCENT_VALUE"
    ANOTHER_YEARS_TABLES = "ANOTHER_YEARS_TABLES"


class Finding(NamedTuple):
    """A fault: `row` is the line or record of the file, from 1, 0 when it concerns the file or `table` as a whole."""

    fault: Fault
    row: int = 0
    table: int = 0
    detail: str = ""


class FileRefused(ValueError):
    """The file cannot be used; the findings say why, the first of them when there are many."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)[:MOST_FAULTS]
        super().__init__(f"{len(self.findings)} faults, the first {self.findings[0].fault}")


Record = dict[str, str]


def rows_in(content: bytes, year: int) -> list[Row]:
    """Every row of a file, in its order. The text form does not name its year. Raises FileRefused."""
    if len(content) > LARGEST:
        raise FileRefused([Finding(Fault.TOO_LARGE)])
    text = _text(content)
    if not text.strip():
        raise FileRefused([Finding(Fault.EMPTY)])
    rows: list[Row] = []
    findings: list[Finding] = []
    for number, record in _records(text):
        row = _row(record, year)
        if isinstance(row, Finding):
            findings.append(row._replace(row=number))
        else:
            rows.append(row)
    if findings:
        raise FileRefused(findings)
    return rows


def _text(content: bytes) -> str:
    try:
        text = text_in(content)
    except UnicodeDecodeError:
        raise FileRefused([Finding(Fault.NOT_TEXT)]) from None
    if "\0" in text:
        raise FileRefused([Finding(Fault.NOT_TEXT)])
    return text


def _records(text: str) -> Iterator[tuple[int, Record]]:
    """The records with their numbers, whatever the form. Raises FileRefused."""
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return _json_records(text)
    if ";" in text.partition("\n")[0]:
        return _csv_records(text)
    if text[:3] in KINDS or text[:2].isdigit():
        return _fixed_records(text)
    raise FileRefused([Finding(Fault.UNKNOWN_FORM)])


def _fixed_records(text: str) -> Iterator[tuple[int, Record]]:
    lines = text.splitlines()
    wrong = [
        Finding(Fault.LINE_LENGTH, number, detail=str(len(line)))
        for number, line in enumerate(lines, 1)
        if len(line) not in LINE_LENGTHS
    ]
    if wrong:
        raise FileRefused(wrong)
    for number, line in enumerate(lines, 1):
        record = {name: line[start:end] for name, (start, end) in FIXED.items()}
        for name, start in zip(VALUE_COLUMNS, range(VALUES_FROM, len(line), VALUE_WIDTH), strict=False):
            record[name] = line[start : start + VALUE_WIDTH]
        yield number, record


def _csv_records(text: str) -> Iterator[tuple[int, Record]]:
    lines = csv.reader(io.StringIO(text), delimiter=";")
    head = [name.strip() for name in next(lines)]
    missing = [name for name in (*CSV_COLUMNS, *VALUE_COLUMNS[:6]) if name not in head]
    if missing:
        raise FileRefused([Finding(Fault.COLUMNS, 1, detail=", ".join(missing))])
    for number, cells in enumerate(lines, 2):
        if not any(cells):
            continue
        if len(cells) != len(head):
            raise FileRefused([Finding(Fault.LINE_LENGTH, number, detail=str(len(cells)))])
        yield number, dict(zip(head, cells, strict=True))


def _json_records(text: str) -> Iterator[tuple[int, Record]]:
    """One page, several pages in a list, or the rows alone; pages say how many rows there are in all."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileRefused([Finding(Fault.UNKNOWN_FORM)]) from error
    pages = data if isinstance(data, list) else [data]
    rows: list[Any] = []
    promised = 0
    for page in pages:
        if isinstance(page, dict) and isinstance(page.get("results"), list):
            rows += page["results"]
            promised = max(promised, _count(page.get("resultCount")))
        else:
            rows.append(page)
    if promised > len(rows):
        raise FileRefused([Finding(Fault.PAGES_MISSING, detail=f"{len(rows)}/{promised}")])
    wanted = {name.lower(): name for name in (*CSV_COLUMNS, *VALUE_COLUMNS)}
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise FileRefused([Finding(Fault.UNKNOWN_FORM, number)])
        yield number, {wanted[key]: str(value) for key, value in row.items() if key in wanted}


def _count(value: Any) -> int:
    return int(value) if str(value).isascii() and str(value).isdigit() else 0


def _row(record: Record, year: int) -> Row | Finding:
    """One record as a row, or what is wrong with it."""
    if record.get("År", str(year)).strip() != str(year):
        return Finding(Fault.OTHER_YEAR, detail=record["År"].strip()[:10])
    kind = KINDS.get(record.get("Antal dgr", "").strip())
    if kind is None:
        return Finding(Fault.OTHER_PERIOD, detail=record.get("Antal dgr", "").strip()[:10])
    cells = [record.get(name, "").strip() for name in (*CSV_COLUMNS[2:], *VALUE_COLUMNS)]
    while len(cells) > len(CSV_COLUMNS) - 2 and not cells[-1]:
        cells.pop()
    table, lower, upper, *values = cells
    open_end = kind == "%" and not upper
    for cell in (table, lower, *([] if open_end else [upper]), *values):
        if not (cell.isascii() and cell.isdigit()):
            return Finding(Fault.NUMBER, detail=cell[:20])
    return Row(kind, int(table), int(lower), None if open_end else int(upper), tuple(int(value) for value in values))
