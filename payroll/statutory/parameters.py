"""The typed shape of the law's figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """One figure: its value, unit, first day, where it comes from, and whether the source itself was read."""

    name: str
    value: Decimal
    unit: str
    starts_on: date
    source: str
    verified: bool


@dataclass(frozen=True)
class ContributionGroup:
    """An age group of employer contributions for payments from `starts_on` to `ends_on`.

    `born_from`/`born_to` are birth years, both included, None for open. `ceiling` is whole kronor of basis a
    calendar month that the rate covers; above it the standard group's rate applies.
    """

    name: str
    rate: Figure
    born_from: int | None
    born_to: int | None
    starts_on: date
    ends_on: date
    ceiling: int | None

    def covers(self, birth_year: int, payday: date) -> bool:
        """Whether the group is this person's on this payday."""
        return (
            self.starts_on <= payday <= self.ends_on
            and (self.born_from is None or birth_year >= self.born_from)
            and (self.born_to is None or birth_year <= self.born_to)
        )


@dataclass(frozen=True)
class Parameters:
    """Everything the rules need of the law on one payday."""

    year: int
    figures: Mapping[str, Figure]
    contribution_groups: tuple[ContributionGroup, ...]

    def figure(self, name: str) -> Figure:
        """One figure by name. Raises KeyError."""
        return self.figures[name]

    def value(self, name: str) -> Decimal:
        """The value of one figure."""
        return self.figures[name].value


@dataclass(frozen=True)
class Line:
    """One line of a schedule: up to `limit` × PBB the value is `base` × PBB + `slope` × (F - `kink` × PBB)."""

    limit: Decimal | None
    base: Decimal
    slope: Decimal
    kink: Decimal


@dataclass(frozen=True)
class TaxConstants:
    """The constants of one year's monthly tax tables (SKV 433); amounts in whole kronor a year."""

    year: int
    source: str
    price_base_amount: int
    income_base_amount: int
    state_tax_threshold: int
    public_service_cap: Decimal
    basic_allowance: tuple[Line, ...]
    senior_allowance: tuple[Line, ...]
    job_credit: tuple[Line, ...]
    senior_credit: tuple[Line, ...]
    sickness_credit: tuple[Line, ...]
    senior_born_to: int
