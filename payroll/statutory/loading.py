"""Reading the dated figures once a process, with the checks that make a gap an error."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from payroll.statutory.parameters import ContributionGroup, Figure, Line, Parameters, TaxConstants

FOLDER = Path(__file__).parent
UNITS = {"kr/year", "kr/payment", "share", "days", "count"}


class YearNotAvailable(LookupError):
    """The law's figures of a year are not in the product."""

    def __init__(self, year: int) -> None:
        super().__init__(f"There are no statutory figures for {year}.")
        self.year = year


class StatutoryDataWrong(ValueError):
    """A figure lacks unit or source, or two overlap."""


def _read(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def _figure(name: str, row: dict[str, Any]) -> Figure:
    if row.get("unit") not in UNITS or not row.get("source"):
        raise StatutoryDataWrong(f"{name} from {row.get('from')} lacks a known unit or a source.")
    return Figure(name, Decimal(str(row["value"])), row["unit"], row["from"], row["source"], row.get("verified", True))


@cache
def _figures() -> dict[str, tuple[Figure, ...]]:
    found: dict[str, tuple[Figure, ...]] = {}
    for name, rows in _read("figures.toml").items():
        figures = tuple(_figure(name, row) for row in rows)
        starts = [figure.starts_on for figure in figures]
        if starts != sorted(set(starts)):
            raise StatutoryDataWrong(f"{name} is not in order of its first days.")
        found[name] = figures
    return found


@cache
def _contribution_groups() -> tuple[ContributionGroup, ...]:
    return tuple(
        ContributionGroup(
            row["name"],
            _figure(f"contributions.{row['name']}", row),
            row.get("born_from"),
            row.get("born_to"),
            row["from"],
            row["until"],
            row.get("ceiling"),
        )
        for row in _read("contributions.toml")["group"]
    )


def available_years() -> tuple[int, ...]:
    """The years for which every figure is there."""
    return tuple(sorted(row["year"] for row in _read("tax_tables.toml")["year"]))


@cache
def _parameters_of(day: date) -> Parameters:
    if day.year not in available_years():
        raise YearNotAvailable(day.year)
    figures = {}
    for name, rows in _figures().items():
        valid = [row for row in rows if row.starts_on <= day]
        if not valid:
            raise StatutoryDataWrong(f"{name} has no value on {day}.")
        figures[name] = valid[-1]
    groups = tuple(group for group in _contribution_groups() if group.starts_on <= day <= group.ends_on)
    return Parameters(day.year, figures, groups)


def parameters_on(day: date) -> Parameters:
    """The law's figures on a payday. Raises YearNotAvailable."""
    return _parameters_of(day)


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
    raise YearNotAvailable(year)
