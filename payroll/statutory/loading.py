"""The dated figures, read once a process, with the checks that make a gap an error.

The product's own files come first; what operators have entered and approved (`Additions`) comes on top of them.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from payroll.statutory.parameters import (
    ContributionGroup,
    DatedFigure,
    Figure,
    ImportedTables,
    Line,
    OneOffTable,
    Parameters,
    TaxConstants,
)
from payroll.statutory.reading import StatutoryDataWrong, figure_of, group_of, one_off_table_of

FOLDER = Path(__file__).parent
ONE_DAY = timedelta(days=1)
STANDARD = "standard"
REQUIRED = (
    "price_base_amount",
    "income_base_amount",
    "secondary_income_rate",
    "secondary_income_free_below",
    "sick_pay_rate",
    "qualifying_deduction_rate",
    "sick_pay_last_day",
    "sick_relapse_days",
    "qualifying_deductions_a_year",
    "average_weeks_a_year",
)
"""What no payslip can do without; everything else is asked for by the case that needs it."""
TAX_TABLES, CONTRIBUTIONS = "tax_tables", "contributions"


class YearNotAvailable(LookupError):
    """Figures that every payslip of the year needs are not in the product; `missing` are their names."""

    def __init__(self, year: int, missing: Sequence[str] = ()) -> None:
        super().__init__(f"There are no statutory figures for {year}.")
        self.year, self.missing = year, tuple(missing)


@dataclass(frozen=True, eq=False)
class Additions:
    """What operators have entered and approved, up to a version; newer ones come later. Equal only to itself."""

    figures: tuple[DatedFigure, ...] = ()
    groups: tuple[ContributionGroup, ...] = ()
    one_off_tables: tuple[OneOffTable, ...] = ()
    tables: tuple[ImportedTables, ...] = ()


NOTHING_ADDED = Additions()


def _read(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


@cache
def built_in_figures() -> dict[str, tuple[DatedFigure, ...]]:
    """The figures of the product's files, by name and in order. Raises StatutoryDataWrong."""
    found: dict[str, tuple[DatedFigure, ...]] = {}
    for path in sorted((FOLDER / "figures").glob("*.toml")):
        for name, rows in _read(f"figures/{path.name}").items():
            if name in found:
                raise StatutoryDataWrong(f"{name} stands in two files.")
            found[name] = tuple(figure_of(name, row) for row in rows)
            _without_gap(name, found[name])
    return found


def _without_gap(name: str, figures: Sequence[DatedFigure]) -> None:
    starts = [figure.starts_on for figure in figures]
    if starts != sorted(set(starts)):
        raise StatutoryDataWrong(f"{name} is not in order of its first days.")
    for former, following in pairwise(figures):
        if former.ends_on is not None and former.ends_on + ONE_DAY != following.starts_on:
            wrong = "overlap" if former.ends_on >= following.starts_on else "leave a gap"
            raise StatutoryDataWrong(f"{name}: the values before and from {following.starts_on} {wrong}.")


@cache
def built_in_groups() -> tuple[ContributionGroup, ...]:
    """The age groups of contributions. Raises StatutoryDataWrong."""
    groups = tuple(group_of(row) for row in _read("contributions.toml")["group"])
    for group in groups:
        others = [one for one in groups if one.name == group.name and one is not group]
        if any(one.starts_on <= group.ends_on and group.starts_on <= one.ends_on for one in others):
            raise StatutoryDataWrong(f"contributions.{group.name} from {group.starts_on} overlaps another row.")
    return groups


@cache
def components() -> tuple[DatedFigure, ...]:
    """What the standard rate is made of. Raises StatutoryDataWrong when the parts are not the whole."""
    rows = _read("contributions.toml").get("component", [])
    found = tuple(figure_of(f"component.{row['name']}", row) for row in rows)
    for day in {figure.starts_on for figure in found}:
        parts = sum(one.figure.value for one in found if one.holds_on(day))
        whole = [one.rate.value for one in built_in_groups() if one.name == STANDARD and one.holds_on(day)]
        if whole != [parts]:
            raise StatutoryDataWrong(f"The components of {day} do not add up to the standard rate.")
    return found


@cache
def built_in_one_off_tables() -> tuple[OneOffTable, ...]:
    """The one-off tables that were found. Raises StatutoryDataWrong."""
    tables = tuple(one_off_table_of(row) for row in _read("one_off_tables.toml").get("table", []))
    if len({(table.year, table.column) for table in tables}) != len(tables):
        raise StatutoryDataWrong("A one-off table stands twice.")
    return tables


@cache
def years_with_tax_constants() -> tuple[int, ...]:
    """The years whose monthly tables the product makes itself."""
    return tuple(sorted(row["year"] for row in _read("tax_tables.toml")["year"]))


def available_years(additions: Additions = NOTHING_ADDED) -> tuple[int, ...]:
    """The years that have tax tables and everything else that every payslip needs when they begin."""
    years = {*years_with_tax_constants(), *(table.year for table in additions.tables)}
    return tuple(sorted(year for year in years if not missing_on(date(year, 1, 1), additions)))


def missing_on(day: date, additions: Additions = NOTHING_ADDED) -> list[str]:
    """Names of what every payslip needs and that has no value on a day."""
    found = _parameters(day, additions)
    missing = [name for name in REQUIRED if name not in found.figures]
    if not any(group.name == STANDARD for group in found.contribution_groups):
        missing.append(CONTRIBUTIONS)
    if found.imported_tables is None and day.year not in years_with_tax_constants():
        missing.append(TAX_TABLES)
    return missing


def parameters_on(day: date, additions: Additions = NOTHING_ADDED) -> Parameters:
    """The law's figures on a payday. Raises YearNotAvailable."""
    missing = missing_on(day, additions)
    if missing:
        raise YearNotAvailable(day.year, missing)
    return _parameters(day, additions)


def values_in(year: int, additions: Additions = NOTHING_ADDED) -> dict[str, list[DatedFigure]]:
    """By name every value that holds some day of a year, in order: the page of rule years shows what counts."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows: dict[str, dict[date, DatedFigure]] = {}
    for row in (*(row for its_rows in built_in_figures().values() for row in its_rows), *additions.figures):
        rows.setdefault(row.name, {})[row.starts_on] = row
    return {
        name: [row for row in _ended(its_rows.values()) if row.starts_on <= last and (row.ends_on or last) >= first]
        for name, its_rows in rows.items()
    }


def _ended(rows: Iterable[DatedFigure]) -> list[DatedFigure]:
    """In order, each ending at the latest the day before the next begins."""
    ordered = sorted(rows, key=lambda row: row.starts_on)
    ended = []
    for row, following in pairwise([*ordered, None]):
        assert row is not None
        before = following.starts_on - ONE_DAY if following else None
        ended.append(row if before is None else row._replace(ends_on=min(row.ends_on or before, before)))
    return ended


def groups_in(year: int, additions: Additions = NOTHING_ADDED) -> list[ContributionGroup]:
    """The rates of contributions that hold some day of a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = {(one.name, one.starts_on): one for one in (*built_in_groups(), *additions.groups)}
    return [one for one in found.values() if one.starts_on <= last and one.ends_on >= first]


def one_off_tables_in(year: int, additions: Additions = NOTHING_ADDED) -> dict[int, OneOffTable]:
    """The one-off tables of a year by column."""
    tables = (*built_in_one_off_tables(), *additions.one_off_tables)
    return {table.column: table for table in tables if table.year == year}


def unit_of(name: str) -> str:
    """The unit of a figure. Raises KeyError for a figure that the product does not know."""
    return built_in_figures()[name][0].figure.unit


@lru_cache(maxsize=1024)
def _parameters(day: date, additions: Additions) -> Parameters:
    rows = [row for its_rows in built_in_figures().values() for row in its_rows]
    imported = [one for one in additions.tables if one.year == day.year]
    return Parameters(
        day.year,
        _latest(day, [*rows, *additions.figures]),
        _groups_on(day, (*built_in_groups(), *additions.groups)),
        one_off_tables_in(day.year, additions),
        tuple(one.figure for one in components() if one.holds_on(day)),
        imported[-1] if imported else None,
    )


def _latest(day: date, rows: Iterable[DatedFigure]) -> dict[str, Figure]:
    """By name the value that began last; of two that began the same day, the one that was added later."""
    begun: dict[str, DatedFigure] = {}
    for row in rows:
        known = begun.get(row.name)
        if row.starts_on <= day and (known is None or row.starts_on >= known.starts_on):
            begun[row.name] = row
    return {name: row.figure for name, row in begun.items() if row.holds_on(day)}


def _groups_on(day: date, groups: Iterable[ContributionGroup]) -> tuple[ContributionGroup, ...]:
    held = {group.name: group for group in groups if group.holds_on(day)}
    return tuple(held.values())


def _lines(rows: list[list[str]]) -> tuple[Line, ...]:
    return tuple(
        Line(None if limit == "" else Decimal(limit), Decimal(base), Decimal(slope), Decimal(kink))
        for limit, base, slope, kink in rows
    )


@cache
def tax_constants_of(year: int) -> TaxConstants:
    """The constants of a year's tax tables. Raises YearNotAvailable."""
    for row in _read("tax_tables.toml")["year"]:
        if row["year"] == year:
            return TaxConstants(
                year=year,
                source=row["source"],
                price_base_amount=row["price_base_amount"],
                income_base_amount=row["income_base_amount"],
                state_tax_threshold=row["state_tax_threshold"],
                public_service_cap=Decimal(row["public_service_cap"]),
                basic_allowance=_lines(row["basic_allowance"]),
                senior_allowance=_lines(row["senior_allowance"]),
                job_credit=_lines(row["job_credit"]),
                senior_credit=_lines(row["senior_credit"]),
                sickness_credit=_lines(row["sickness_credit"]),
                senior_born_to=row["senior_born_to"],
            )
    raise YearNotAvailable(year, (TAX_TABLES,))
