"""The typed shape of the law's figures."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from common.values import frozen


class FigureMissing(LookupError):
    """The law's figures have no value that a rule needs on the payday; the message says which."""

    def __init__(self, name: str, year: int) -> None:
        super().__init__(f"There is no {name} for {year}.")
        self.name, self.year = name, year


@frozen
class Figure:
    """One figure: its value, unit, first day, where it comes from, and whether the source itself was read.

    It is stored with every payslip that uses it.
    """

    name: str
    value: Decimal
    unit: str
    starts_on: date
    source: str
    verified: bool


class DatedFigure(NamedTuple):
    """A figure with its last day (None: until another follows)."""

    figure: Figure
    ends_on: date | None

    @property
    def name(self) -> str:
        """The figure's name."""
        return self.figure.name

    @property
    def starts_on(self) -> date:
        """The first day."""
        return self.figure.starts_on

    def holds_on(self, day: date) -> bool:
        """Whether the day is within first and last day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@frozen
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
            self.holds_on(payday)
            and (self.born_from is None or birth_year >= self.born_from)
            and (self.born_to is None or birth_year <= self.born_to)
        )

    def holds_on(self, day: date) -> bool:
        """Whether the day is within first and last day."""
        return self.starts_on <= day <= self.ends_on


class Band(NamedTuple):
    """Expected income of the year in whole kronor up to and including `up_to` (None: no end), and per cent."""

    up_to: int | None
    per_cent: int


@frozen
class OneOffTable:
    """The percentages for one-off amounts of one year and column."""

    year: int
    column: int
    bands: tuple[Band, ...]
    source: str
    verified: bool

    def band_for(self, yearly_income: int) -> Band:
        """The band of an expected income, one-off included, in whole kronor."""
        return next(band for band in self.bands if band.up_to is None or yearly_income <= band.up_to)


class Row(NamedTuple):
    """A row of a monthly tax table: `kind` is B (kronor) or % (per cent); the last percent row has no `income_to`."""

    kind: str
    table: int
    income_from: int
    income_to: int | None
    values: tuple[int, ...]


@frozen
class ImportedTables:
    """The monthly tables of a year as they stood in the agency's file, by table number."""

    year: int
    source: str
    sha256: str
    rows: Mapping[int, tuple[Row, ...]]


@frozen
class Parameters:
    """Everything the rules need of the law on one payday."""

    year: int
    figures: Mapping[str, Figure]
    contribution_groups: tuple[ContributionGroup, ...]
    one_off_tables: Mapping[int, OneOffTable]
    components: tuple[Figure, ...] = ()
    imported_tables: ImportedTables | None = None

    def figure(self, name: str) -> Figure:
        """One figure by name. Raises FigureMissing."""
        try:
            return self.figures[name]
        except KeyError:
            raise FigureMissing(name, self.year) from None

    def value(self, name: str) -> Decimal:
        """The value of one figure. Raises FigureMissing."""
        return self.figure(name).value

    def one_off_table(self, column: int) -> OneOffTable:
        """The one-off table of a column. Raises FigureMissing."""
        try:
            return self.one_off_tables[column]
        except KeyError:
            raise FigureMissing(f"one_off_table_{column}", self.year) from None


@frozen
class Line:
    """One line of a schedule: up to `limit` × PBB the value is `base` × PBB + `slope` × (F - `kink` × PBB)."""

    limit: Decimal | None
    base: Decimal
    slope: Decimal
    kink: Decimal


@frozen
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
