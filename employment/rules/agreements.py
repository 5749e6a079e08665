"""Agreements by date: which version of which agreement applies, and what a new version changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from employment.rules.unsocial_hours import read_band

UNSOCIAL_HOURS = ("unsocial_bands", "unsocial_overlap", "unsocial_by_schedule", "unsocial_with_overtime")
FIGURES = (
    "full_time_weekly_hours",
    "overtime_simple_divisor",
    "overtime_qualified_divisor",
    "overtime_simple_factor",
    "overtime_qualified_factor",
    "comp_simple_factor",
    "comp_qualified_factor",
    "additional_time_divisor",
    "absence_day_divisor",
    "absence_hour_divisor",
    "calendar_day_absence_after",
    "part_month",
    "qualifying_weeks",
    "sick_supplement_rate",
    "sick_supplement_above_rate",
    "sick_supplement_last_day",
    "vacation_days",
    "vacation_rule",
    "vacation_supplement_rate",
    "vacation_day_deduction_rate",
    "hourly_vacation_rate",
    *UNSOCIAL_HOURS,
)
"""What an agreement says, in the order in which it is shown."""
Source = dict[str, Any]


class FromDate(Protocol):
    """Something that applies from a date."""

    starts_on: date


Dated = TypeVar("Dated", bound=FromDate)


def in_force(rows: Sequence[Dated], day: date) -> Dated | None:
    """The latest of the rows that has begun; None before the first."""
    begun = [one for one in rows if one.starts_on <= day]
    return max(begun, key=lambda one: one.starts_on, default=None)


def first_of_month(day: date) -> date:
    """The first day of the day's month: agreements change there, so that no month is under two."""
    return day.replace(day=1)


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The figures that differ, before and after."""
    return {name: (before[name], after[name]) for name in FIGURES if before[name] != after[name]}


def sources_kept(
    sources: Mapping[str, Source], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Source]:
    """Where figures come from, of those that were not changed: who writes another one answers for it."""
    others = changed(before, after)
    return {name: source for name, source in sources.items() if name not in others}


def exact(name: str, written: Any) -> Any:
    """A figure of a template as it is kept: a number, a whole one, a choice, or bands of unsocial hours.

    Raises ArithmeticError, ValueError.
    """
    if name == "unsocial_bands":
        return [read_band(**one) for one in written]
    if name in ("part_month", "vacation_rule") or name in UNSOCIAL_HOURS:
        return written
    if name in ("calendar_day_absence_after", "sick_supplement_last_day", "vacation_days", "qualifying_weeks"):
        return int(written)
    return Decimal(written)
