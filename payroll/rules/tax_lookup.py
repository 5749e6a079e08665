"""Looking a month's pay up in a tax table, and telling how the cell came about.

The agency's own file, where it has been imported, wins over the table that the product makes.
"""

from bisect import bisect_right
from functools import cache
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from payroll.rules.tax_table import YearlyTax, YearTables, amount_rows, percent_rows
from payroll.statutory import Parameters, Row, tax_constants_of

INCOME_FROM = Row._fields.index("income_from")
USUAL = 150_000
"""Kronor a month: the rows that have that or less are made without the rest of the table."""


class TaxCell(NamedTuple):
    """What the table says: kronor, or per cent of the whole income when `is_per_cent`."""

    row: Row
    column: int
    value: int
    is_per_cent: bool

    def tax_on(self, income: int) -> int:
        """Whole kronor of tax on a whole-krona monthly income; öre of a percentage are dropped."""
        return income * self.value // 100 if self.is_per_cent else self.value


@cache
def year_tables(year: int) -> YearTables:
    """The generator of a year. Raises YearNotAvailable."""
    return YearTables.of(tax_constants_of(year))


@cache
def rows_of(year: int, table: int) -> tuple[Row, ...]:
    """Every row of one table as the product makes it, in the order of the published file. Raises YearNotAvailable."""
    tables = year_tables(year)
    return (*amount_rows(tables, table), *percent_rows(tables, table))


def table_source(parameters: Parameters) -> str:
    """Where the tables of the payday come from. Raises YearNotAvailable."""
    imported = parameters.imported_tables
    return tax_constants_of(parameters.year).source if imported is None else imported.source


def cell_for(parameters: Parameters, table: int, column: int, income: int) -> TaxCell | None:
    """The cell for a monthly income in whole kronor; None for an income of nothing. Raises YearNotAvailable."""
    imported = parameters.imported_tables
    if imported is not None:
        return cell_in(imported.rows[table], column, income)
    return made_cell(parameters.year, table, column, income)


def made_cell(year: int, table: int, column: int, income: int) -> TaxCell | None:
    """The cell as the product makes it. Raises YearNotAvailable."""
    return cell_in(_usual_rows(year, table) if income <= USUAL else rows_of(year, table), column, income)


@cache
def _usual_rows(year: int, table: int) -> tuple[Row, ...]:
    """What most of a company's pay needs: the steps up to the last row are fifteen times as many."""
    tables = year_tables(year)
    return (
        *amount_rows(tables, table),
        *takewhile(lambda row: row.income_from <= USUAL, percent_rows(tables, table)),
    )


def cell_in(rows: tuple[Row, ...], column: int, income: int) -> TaxCell | None:
    """The cell in the rows of one table."""
    position = bisect_right(rows, income, key=itemgetter(INCOME_FROM)) - 1
    if position < 0:
        return None
    row = rows[position]
    return TaxCell(row, column, row.values[column - 1], row.kind == "%")


def way_to_cell(year: int, cell: TaxCell) -> YearlyTax | None:
    """The yearly computation behind an amount cell, step by step; None for percent rows, which merge many."""
    if cell.is_per_cent or cell.row.income_to is None:
        return None
    tables = year_tables(year)
    return tables.tax(tables.base(12 * cell.row.income_to), cell.row.table, cell.column)
