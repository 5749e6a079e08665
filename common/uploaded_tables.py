"""A table out of a file that somebody sends in: any separator, any usual encoding, and never a guess about the rest."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from typing import TypeVar

from common.text_files import text_in
from common.workbooks import NotAWorkbook, first_sheet

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 50
SEPARATORS = ";\t,"
# The first bytes of a zip, which an XLSX is, and of the older spreadsheets.
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212_"), "-")
FieldName = TypeVar("FieldName", bound=str)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MONEY = re.compile(r"[\s,(]+(?:kr|kronor|sek)\b.*")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")


class FileProblem(StrEnum):
    """Why a file gives no table."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_WORKBOOK = "old_workbook"
    WORKBOOK = "workbook"
    ENCODING = "encoding"
    NOT_TEXT = "not_text"
    NOT_A_TABLE = "not_a_table"
    QUOTES = "quotes"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    NOT_XML = "not_xml"
    NOT_PAXML = "not_paxml"
    NOBODY = "nobody"
    REMOVALS = "removals"


class FileRefused(Exception):
    """The file gives no table; `line` says where, when that is known."""

    def __init__(self, problem: FileProblem, line: int | None = None) -> None:
        super().__init__(problem, line)
        self.problem = problem
        self.line = line


Cells = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The headings, and each row that is not empty with the line of the file that it begins on."""

    head: Cells
    rows: tuple[tuple[int, Cells], ...]


def table_in(content: bytes) -> Table:
    """What the file says: the first sheet of a workbook, or text with separators. Raises FileRefused."""
    if len(content) > MAX_BYTES:
        raise FileRefused(FileProblem.TOO_LARGE)
    if content.startswith(_OLD_WORKBOOK):
        raise FileRefused(FileProblem.OLD_WORKBOOK)
    if content.startswith(_WORKBOOK):
        return table_of(_rows_of_workbook(content))
    text = _text_of(content)
    first, text = _without_separator_line(text)
    shift = 1 if first else 0
    return table_of((line + shift, row) for line, row in _rows(text, first or _separator_of(text)))


def table_of(rows: Iterable[tuple[int, Cells]]) -> Table:
    """The first row that is not empty holds the headings. Raises FileRefused."""
    lines = []
    for line, row in rows:
        if any(row):
            lines.append((line, _without_empty_end(row)))
        if len(lines) > MAX_ROWS + 1:
            raise FileRefused(FileProblem.TOO_MANY_ROWS)
    if not lines:
        raise FileRefused(FileProblem.EMPTY)
    head = lines[0][1]
    if len(head) > MAX_COLUMNS:
        raise FileRefused(FileProblem.TOO_MANY_COLUMNS)
    if len(lines) == 1:
        raise FileRefused(FileProblem.NO_ROWS)
    return Table(head, tuple(lines[1:]))


def plain(text: str) -> str:
    """Words that differ by case, dashes or spaces only are the same word."""
    return " ".join(text.translate(_DASHES).casefold().replace("-", " ").split())


def guessed_columns(head: Sequence[str], headings: Mapping[str, FieldName]) -> dict[FieldName, int]:
    """Which column is what, as far as the headings tell; the first of several that say the same.

    A heading that is written word for word goes before one that differs by signs or has a unit of money after it.
    """
    by_letters = {letters_of(word): field for word, field in headings.items()}
    said = [plain(heading) for heading in head]
    ways = (
        [headings.get(one) for one in said],
        [by_letters.get(letters_of(one)) for one in said],
        [by_letters.get(letters_of(_MONEY.sub("", one))) for one in said],
    )
    found: dict[FieldName, int] = {}
    for fields in ways:
        for place, field in enumerate(fields):
            if field is not None and place not in found.values():
                found.setdefault(field, place)
    return found


def letters_of(text: str) -> str:
    """A heading without spaces, dashes, full stops and other signs; a per cent sign says what it is."""
    return "".join(one for one in plain(text) if one.isalnum() or one == "%")


def columns_left(table: Table, columns: Mapping[str, int]) -> list[int]:
    """The places of columns that have something in them and are used for nothing."""
    used = set(columns.values())
    filled = {place for _line, cells in table.rows for place, cell in enumerate(cells) if cell}
    return [place for place in range(len(table.head)) if place not in used and (table.head[place] or place in filled)]


def _rows_of_workbook(content: bytes) -> Iterator[tuple[int, Cells]]:
    try:
        for line, cells in first_sheet(content):
            yield line, tuple(" ".join(_NO_TEXT.sub("", cell).split()) for cell in cells)
    except NotAWorkbook as error:
        raise FileRefused(FileProblem.WORKBOOK) from error


def _text_of(content: bytes) -> str:
    try:
        text = text_in(content)
    except UnicodeDecodeError:
        raise FileRefused(FileProblem.ENCODING) from None
    if found := _NO_TEXT.search(text):
        raise FileRefused(FileProblem.NOT_TEXT, text.count("\n", 0, found.start()) + 1)
    return text


def _without_separator_line(text: str) -> tuple[str, str]:
    """Some spreadsheets say in a first line of its own which separator they use."""
    said = _SEPARATOR_LINE.match(text)
    return (said[1], text[said.end() :]) if said and said[1] in SEPARATORS else ("", text)


def _separator_of(text: str) -> str:
    """The one that divides the first line into most parts."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise FileRefused(FileProblem.EMPTY)
    parts = {one: len(next(csv.reader([first], delimiter=one))) for one in SEPARATORS}
    best = max(SEPARATORS, key=lambda one: parts[one])
    if parts[best] < 2:
        raise FileRefused(FileProblem.NOT_A_TABLE)
    return best


def _rows(text: str, separator: str) -> Iterator[tuple[int, Cells]]:
    # Strict, since a quote that is never closed would swallow the rest of the file as one value.
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for row in reader:
            cells = tuple(" ".join(cell.split()) for cell in row)
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused(FileProblem.QUOTES, begins) from error


def _without_empty_end(cells: Sequence[str]) -> Cells:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return tuple(cells[:end])
