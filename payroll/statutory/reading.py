"""Rows of data as typed figures: the same for the files of the product and for what an operator has entered."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from payroll.statutory.parameters import Band, ContributionGroup, DatedFigure, Figure, OneOffTable

UNITS = frozenset(
    {
        "share",
        "count",
        "days",
        "years",
        "km",
        "mil/year",
        "kr/year",
        "kr/month",
        "kr/day",
        "kr/payment",
        "kr/mil",
        "price base amounts",
        "income base amounts",
    }
)
PER_CENT = range(101)


class StatutoryDataWrong(ValueError):
    """A figure lacks unit or source, two overlap, or there is a gap."""


def figure_of(name: str, row: dict[str, Any]) -> DatedFigure:
    """One figure. Raises StatutoryDataWrong."""
    if row.get("unit") not in UNITS or not row.get("source"):
        raise StatutoryDataWrong(f"{name} from {row.get('from')} lacks a known unit or a source.")
    starts_on, ends_on = day_of(row["from"]), day_of(row["until"]) if row.get("until") else None
    if ends_on is not None and ends_on < starts_on:
        raise StatutoryDataWrong(f"{name} from {starts_on} ends before it starts.")
    value = _decimal(name, row["value"])
    figure = Figure(name, value, row["unit"], starts_on, row["source"], row.get("verified", True))
    return DatedFigure(figure, ends_on)


def group_of(row: dict[str, Any]) -> ContributionGroup:
    """One age group of contributions. Raises StatutoryDataWrong."""
    rate = figure_of(f"contributions.{row['name']}", row)
    if rate.ends_on is None:
        raise StatutoryDataWrong(f"contributions.{row['name']} from {rate.starts_on} has no last day.")
    return ContributionGroup(
        row["name"],
        rate.figure,
        row.get("born_from"),
        row.get("born_to"),
        rate.starts_on,
        rate.ends_on,
        row.get("ceiling"),
    )


def one_off_table_of(row: dict[str, Any]) -> OneOffTable:
    """The one-off table of a year and column: bands rise, only the last has no end. Raises StatutoryDataWrong."""
    name = f"One-off table {row['year']}:{row['column']}"
    if not row.get("source"):
        raise StatutoryDataWrong(f"{name} lacks a source.")
    bands = tuple(Band(None if up_to in ("", None) else int(up_to), int(share)) for up_to, share in row["bands"])
    limits = [band.up_to for band in bands]
    if not bands or limits[-1] is not None or None in limits[:-1]:
        raise StatutoryDataWrong(f"{name}: the last band has no end, and only the last.")
    if limits[:-1] != sorted({limit for limit in limits if limit is not None}):
        raise StatutoryDataWrong(f"{name}: the limits do not rise.")
    if any(band.per_cent not in PER_CENT for band in bands):
        raise StatutoryDataWrong(f"{name}: a percentage is not between 0 and 100.")
    return OneOffTable(row["year"], row["column"], bands, row["source"], row.get("verified", True))


def day_of(value: date | str) -> date:
    """A day of TOML, or of JSON. Raises ValueError."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def _decimal(name: str, value: Any) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise StatutoryDataWrong(f"{name} has a value that is no number.") from None
