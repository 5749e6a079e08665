"""The law's figures, read from the data files without the product's reader."""

import tomllib
from datetime import date
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

import payroll.statutory

FOLDER = Path(payroll.statutory.__file__).parent
CALENDAR_DAY = Fraction(12, 365)
"""A calendar day's share of a monthly salary."""


class Refused(Exception):
    """No payslip can be made: something of the law is missing, or deductions are larger than the pay."""


class NotModelled(Exception):
    """Something that this calculator does not know: teach it, or name it in README.md."""


def ore(exact: Fraction) -> int:
    """The nearest öre, a half away from zero."""
    return floor(exact + Fraction(1, 2)) if exact >= 0 else -floor(-exact + Fraction(1, 2))


def kronor_down(amount: Fraction | int) -> int:
    """Öre without what is not a whole krona."""
    return floor(Fraction(amount) / 100) * 100


@cache
def _rows(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text())


def _valid(row: dict[str, Any], day: date) -> bool:
    return bool(row["from"] <= day <= row.get("until", date.max))


@cache
def figure(name: str, day: date) -> Fraction:
    """A figure of the law on a day."""
    for path in sorted((FOLDER / "figures").glob("*.toml")):
        for row in _rows(path).get(name, []):
            if _valid(row, day):
                return Fraction(row["value"])
    raise Refused(name)


def one_off_per_cent(year: int, column: int, income: int) -> int:
    """Per cent of a one-off amount for a year's income in whole kronor."""
    for table in _rows(FOLDER / "one_off_tables.toml")["table"]:
        if (table["year"], table["column"]) == (year, column):
            return int(next(rate for limit, rate in table["bands"] if limit == "" or income <= limit))
    raise Refused(f"one-off table {year}:{column}")


@cache
def contribution_rates(birth_year: int, day: date) -> tuple[tuple[str, Fraction, int | None], ...]:
    """Name, rate and ceiling (whole kronor) of each group that the person belongs to, the most special first."""
    found = [
        (row["name"], Fraction(row["value"]), row.get("ceiling"))
        for row in _rows(FOLDER / "contributions.toml")["group"]
        if _valid(row, day) and row.get("born_from", 0) <= birth_year <= row.get("born_to", 9999)
    ]
    if not found:
        raise Refused(f"contributions for those born in {birth_year}")
    return tuple(sorted(found, key=lambda one: one[0] == "standard"))
