"""The first sheet of a workbook (XLSX) that somebody sends in, as the texts that stand in its cells."""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, LargeZipFile, ZipFile

from common.safe_xml import parse

MAX_PART = 25 * 1024 * 1024
"""So many bytes may a part of the workbook be once it is unpacked."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_BUILT_IN_PERCENT = frozenset({9, 10})
_LAST_COLUMN = 16_384
# A spreadsheet computes with fifteen digits, and writes more.
_AS_SHOWN = Context(prec=15, Emin=-99, Emax=99)
# What zipfile, zlib, the XML and the numbers say of what is broken, encrypted or packed in a way that nobody uses.
UNREADABLE = (
    BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, LookupError, ArithmeticError,
)  # fmt: skip


class NotAWorkbook(ValueError):
    """It is no workbook that can be read."""


@dataclass(frozen=True)
class _Styles:
    """What the cell formats mean, by their number: those that show a date, and those that show per cent."""

    dates: frozenset[int]
    percents: frozenset[int]


@dataclass(frozen=True)
class _Book:
    texts: Sequence[str]
    styles: _Styles
    day_zero: date


def first_sheet(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers; dates as 2026-01-15, per cent as they are shown. Raises NotAWorkbook."""
    try:
        with ZipFile(BytesIO(content)) as package:
            sheet, book = _opened(package)
        yield from _rows(sheet, book)
    except UNREADABLE as error:
        raise NotAWorkbook from error


def _opened(package: ZipFile) -> tuple[Element, _Book]:
    workbook = _part(package, "xl/workbook.xml")
    links = _part(package, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    target = targets[list(workbook.iter("sheet"))[0].get("id")]
    path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    properties = workbook.find("workbookPr")
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    book = _Book(_shared(package), _styles(package), date(1904, 1, 1) if since_1904 else date(1899, 12, 30))
    return _part(package, path), book


def _part(package: ZipFile, path: str) -> Element:
    info = package.getinfo(path)
    if info.file_size > MAX_PART:
        raise NotAWorkbook
    with package.open(info) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise NotAWorkbook
    return parse(content)


def _shared(package: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    return [_text(item) for item in _part(package, "xl/sharedStrings.xml")]


def _text(item: Element) -> str:
    """A text may be in several runs; how it is pronounced is not part of it."""
    return "".join(part.text or "" for child in item if child.tag != "rPh" for part in child.iter("t"))


def _styles(package: ZipFile) -> _Styles:
    if "xl/styles.xml" not in package.namelist():
        return _Styles(frozenset(), frozenset())
    root = _part(package, "xl/styles.xml")
    own = {int(one.get("numFmtId", "0")): _QUOTED.sub("", one.get("formatCode", "")) for one in root.iter("numFmt")}
    used = [int(one.get("numFmtId", "0")) for formats in root.iter("cellXfs") for one in formats]
    return _Styles(
        dates=frozenset(place for place, code in enumerate(used) if _is_date(code, own)),
        percents=frozenset(place for place, code in enumerate(used) if _is_percent(code, own)),
    )


def _is_date(code: int, own: Mapping[int, str]) -> bool:
    if code in own:
        return any(letter in own[code].lower() for letter in "yd")
    return code in _BUILT_IN_DATES


def _is_percent(code: int, own: Mapping[int, str]) -> bool:
    return "%" in own[code] if code in own else code in _BUILT_IN_PERCENT


def _rows(sheet: Element, book: _Book) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for row in sheet.iter("row"):
        number = int(row.get("r", number + 1))
        cells: list[str] = []
        for cell in row.iter("c"):
            place = _place(cell.get("r"), len(cells))
            cells.extend([""] * (place - len(cells)))
            cells.append(_value(cell, book))
        yield number, cells


def _place(reference: str | None, following: int) -> int:
    """The column of a cell, counted from nought."""
    match = _PLACE.fullmatch(reference or "")
    if match is None:
        return following
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    if not following < column <= _LAST_COLUMN:
        raise NotAWorkbook
    return column - 1


def _value(cell: Element, book: _Book) -> str:
    kind, inline = cell.get("t", "n"), cell.find("is")
    if kind == "inlineStr":
        return "" if inline is None else _text(inline)
    found = cell.find("v")
    written = "" if found is None else (found.text or "").strip()
    if kind == "s":
        return book.texts[int(written)] if written else ""
    if kind != "n" or not written:
        return written
    return _number(_AS_SHOWN.create_decimal(written), int(cell.get("s", "0")), book)


def _number(number: Decimal, style: int, book: _Book) -> str:
    if style in book.styles.dates:
        return (book.day_zero + timedelta(days=int(number))).isoformat()
    if style in book.styles.percents:
        number *= 100
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
