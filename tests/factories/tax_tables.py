"""The agency's files of monthly tables, made from the product's own rows: nothing that is published is kept here."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from functools import cache

from payroll.rules.tax_lookup import rows_of
from payroll.rules.tax_table import TABLES
from payroll.statutory import Row

HEAD = ["År", "Antal dgr", "Tabellnr", "Inkomst fr.o.m.", "Inkomst t.o.m.", *(f"Kolumn {n}" for n in range(1, 8))]
Change = Callable[[list[Row]], Iterable[Row]]


@cache
def _rows(year: int) -> tuple[Row, ...]:
    return tuple(row for table in TABLES for row in rows_of(year, table))


def rows(year: int, change: Change = list) -> list[Row]:
    """Every row of a year, changed as a test wants."""
    return list(change(list(_rows(year))))


def fixed_width(of: Iterable[Row]) -> bytes:
    """allmanna-tabeller-manad.txt: UTF-8 with a byte-order mark, 49 characters a line."""
    lines = (
        f"30{row.kind}{row.table:2}{row.income_from:7}{'' if row.income_to is None else row.income_to:>7}"
        + "".join(f"{value:5}" for value in row.values)
        for row in of
    )
    return ("\ufeff" + "\n".join(lines) + "\n").encode()


def _cells(year: int, row: Row) -> list[str]:
    values = [str(value) for value in row.values]
    upper = "" if row.income_to is None else str(row.income_to)
    head = [str(year), f"30{row.kind}", str(row.table), str(row.income_from), upper]
    return [*head, *values, *[""] * (7 - len(values))]


def open_data_csv(year: int, of: Iterable[Row]) -> bytes:
    """The file of the open data: Latin-1 and semicolons."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([HEAD, *(_cells(year, row) for row in of)])
    return text.getvalue().encode("latin-1")


def json_pages(year: int, of: Iterable[Row], size: int = 500) -> bytes:
    """The answers of the service, page by page in a list."""
    records = [dict(zip([name.lower() for name in HEAD], _cells(year, row), strict=True)) for row in of]
    pages = [records[start : start + size] for start in range(0, len(records), size)]
    return json.dumps([{"resultCount": len(records), "results": page} for page in pages]).encode()
