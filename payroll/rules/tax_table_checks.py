"""What holds of every published year of monthly tax tables; a file in which it does not is not used."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from common.values import frozen
from payroll.rules.tax_lookup import rows_of, year_tables
from payroll.rules.tax_table import COLUMNS, LAST_AMOUNT, TABLES, amount_ranges, amount_rows
from payroll.rules.tax_table_file import Fault, FileRefused, Finding
from payroll.statutory import Row

COLUMN_COUNTS = (6, 7)
STEP = 200
PER_CENT = range(101)
MOST_EXCEPTIONS = 20


@frozen
class Checked:
    """A file that can be used. `exceptions` are rows where the tax is lower than in the row or table before; `cells`
    of them `equal` say how well the product's own tables of the year agree, both 0 when it has none.
    """

    tables: Mapping[int, tuple[Row, ...]]
    exceptions: tuple[Finding, ...]
    cells: int
    equal: int

    @property
    def agrees(self) -> bool:
        """Whether the product's own tables say the same in every cell, or are not there."""
        return self.cells == self.equal


def checked(rows: Sequence[Row], year: int, made_years: Sequence[int]) -> Checked:
    """The rows by table, after every check. `made_years` have tables of the product's own. Raises FileRefused."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.table].append(row)
    findings = [*_tables(found), *_values(rows), *(one for table in found for one in _table(table, found[table]))]
    if findings:
        raise FileRefused(findings)
    tables = {table: tuple(sorted(found[table], key=lambda row: row.income_from)) for table in TABLES}
    for other in made_years:
        if other != year and _has_amounts_of(tables, other):
            raise FileRefused([Finding(Fault.ANOTHER_YEARS_TABLES, detail=str(other))])
    cells, equal = _agreement(tables, year) if year in made_years else (0, 0)
    return Checked(tables, tuple(_falling(tables))[:MOST_EXCEPTIONS], cells, equal)


def _tables(found: Mapping[int, Sequence[Row]]) -> Iterator[Finding]:
    for table in sorted({*found} ^ {*TABLES}):
        yield Finding(Fault.UNKNOWN_TABLE, table=table)


def _values(rows: Sequence[Row]) -> Iterator[Finding]:
    widths = {len(row.values) for row in rows}
    if len(widths) != 1 or not widths <= set(COLUMN_COUNTS):
        yield Finding(Fault.VALUE_COUNT, detail=", ".join(str(width) for width in sorted(widths)))


def _table(table: int, rows: Sequence[Row]) -> Iterator[Finding]:
    """The amount rows are the known ranges; the percent rows go on from there without gap to one open end."""
    amounts = [row for row in rows if row.kind == "B"]
    ranges = list(amount_ranges())
    if len(amounts) != len(ranges):
        yield Finding(Fault.AMOUNT_ROWS, table=table, detail=str(len(amounts)))
    for row, (lower, upper) in zip(amounts, ranges, strict=False):
        if (row.income_from, row.income_to) != (lower, upper):
            yield Finding(Fault.AMOUNT_RANGE, table=table, detail=f"{row.income_from}–{row.income_to}")
            break
    yield from _percent_rows(table, [row for row in rows if row.kind == "%"])


def _percent_rows(table: int, rows: Sequence[Row]) -> Iterator[Finding]:
    if not rows or rows[0].income_from != LAST_AMOUNT + 1:
        yield Finding(Fault.PERCENT_START, table=table)
        return
    if [row.income_to is None for row in rows] != [False] * (len(rows) - 1) + [True]:
        yield Finding(Fault.PERCENT_END, table=table)
    for row, following in pairwise(rows):
        if row.income_to is not None and (row.income_to % STEP or row.income_to + 1 != following.income_from):
            yield Finding(Fault.PERCENT_RANGE, table=table, detail=f"{row.income_from}–{row.income_to}")
    for row in rows:
        if any(value not in PER_CENT for value in row.values):
            yield Finding(Fault.PERCENT_VALUE, table=table, detail=str(row.income_from))


def _has_amounts_of(tables: Mapping[int, tuple[Row, ...]], year: int) -> bool:
    """Whether the file is another year's: the text form does not name its year."""
    made = year_tables(year)
    return all(
        row.values[: len(COLUMNS)] == own.values
        for table, rows in tables.items()
        for row, own in zip(rows, amount_rows(made, table), strict=False)
    )


def _agreement(tables: Mapping[int, tuple[Row, ...]], year: int) -> tuple[int, int]:
    """Cells of the file, and how many of them are as the product makes them for the year."""
    cells = equal = 0
    for table, rows in tables.items():
        made = {(row.kind, row.income_from, row.income_to): row.values for row in rows_of(year, table)}
        for row in rows:
            own = made.get((row.kind, row.income_from, row.income_to), ())
            cells += len(row.values)
            equal += sum(one == other for one, other in zip(row.values, own, strict=False))
    return cells, equal


def _falling(tables: Mapping[int, tuple[Row, ...]]) -> Iterator[Finding]:
    """Amount cells that are lower than in the row before, or than in the table before."""
    for table, rows in tables.items():
        amounts = [row for row in rows if row.kind == "B"]
        for row, following in pairwise(amounts):
            if any(later < earlier for earlier, later in zip(row.values, following.values, strict=True)):
                yield Finding(Fault.AMOUNT_RANGE, table=table, detail=str(following.income_from))
        if table + 1 in tables:
            for row, higher in zip(amounts, tables[table + 1], strict=False):
                if any(other < own for own, other in zip(row.values, higher.values, strict=True)):
                    yield Finding(Fault.AMOUNT_RANGE, table=table + 1, detail=str(row.income_from))
