"""What a year's statutory data consists of: what is there, what is missing, and where each value comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import FirmMembership, User
from common import clock
from payroll.figure_names import GROUPS, ONE_OFF, figure_name
from payroll.models import StatutoryEntry
from payroll.parameters import additions_up_to
from payroll.rules.tax_table import COLUMNS
from payroll.statutory import (
    Additions,
    ContributionGroup,
    Figure,
    ImportedTables,
    OneOffTable,
    missing_on,
    tax_constants_of,
)
from payroll.statutory.loading import (
    components,
    groups_in,
    one_off_tables_in,
    unit_of,
    values_in,
    years_with_tax_constants,
)
from payroll.statutory.parameters import DatedFigure

FIRST_YEAR = 2025


@dataclass(frozen=True)
class Named:
    """A figure of the page: its values within the year, none when it is missing."""

    name: str
    label: str
    unit: str
    values: list[DatedFigure]


@dataclass(frozen=True)
class Group:
    """Figures under one heading."""

    label: str
    figures: list[Named]

    @property
    def missing(self) -> int:
        """How many have no value."""
        return sum(not figure.values for figure in self.figures)


@dataclass(frozen=True)
class RuleYear:
    """One calendar year. `missing` names what no payslip can do without, `lacking` everything without a value."""

    year: int
    missing: list[str]
    groups: list[Group]
    contributions: list[ContributionGroup]
    components: list[Figure]
    one_off: dict[int, OneOffTable | None]
    imported: ImportedTables | None
    makes_tables: bool

    @property
    def tables_source(self) -> str:
        """Where the constants come from that the tables are made from."""
        return tax_constants_of(self.year).source

    @property
    def lacking(self) -> list[str]:
        """Names of everything that has no value."""
        figures = [figure.label for group in self.groups for figure in group.figures if not figure.values]
        columns = [figure_name(f"{ONE_OFF}{column}") for column, table in self.one_off.items() if table is None]
        return [*figures, *columns]


def years_shown() -> range:
    """From the first year with data to the next calendar year."""
    return range(FIRST_YEAR, clock.today().year + 2)


def rule_year(year: int, additions: Additions | None = None) -> RuleYear:
    """Everything about a year, with what operators have added."""
    added = additions_up_to() if additions is None else additions
    values, tables = values_in(year, added), one_off_tables_in(year, added)
    imported = [one for one in added.tables if one.year == year]
    return RuleYear(
        year,
        _missing(year, added),
        [
            Group(str(label), [Named(name, str(text), unit_of(name), values[name]) for name, text in names.items()])
            for label, names in GROUPS
        ],
        groups_in(year, added),
        [one.figure for one in components() if one.holds_on(date(year, 12, 31))],
        {column: tables.get(column) for column in COLUMNS},
        imported[-1] if imported else None,
        year in years_with_tax_constants(),
    )


def _missing(year: int, additions: Additions) -> list[str]:
    """What is missing on the first day of some month, in words."""
    names = [name for month in range(1, 13) for name in missing_on(date(year, month, 1), additions)]
    return [figure_name(name) for name in dict.fromkeys(names)]


def rule_years() -> Iterator[tuple[RuleYear, int]]:
    """Each year with how many proposals wait."""
    added = additions_up_to()
    waiting = list(StatutoryEntry.objects.filter(version=None, decided_at=None).values_list("year", flat=True))
    for year in reversed(years_shown()):
        yield rule_year(year, added), waiting.count(year)


@dataclass(frozen=True)
class EntryRow:
    """An entry of a year, and who entered and decided it: by name when the person is on the firm's own staff."""

    entry: StatutoryEntry
    entered_by: str
    decided_by: str


def entries_of(year: int, firm_id: UUID) -> list[EntryRow]:
    """What operators have entered for a year, the latest first, as staff of a firm may see it."""
    staff = set(FirmMembership.objects.filter(firm_id=firm_id).values_list("user_id", flat=True))
    entries = StatutoryEntry.objects.filter(year=year).select_related("entered_by", "decided_by")
    return [
        EntryRow(one, _name(one.entered_by, staff), _name(one.decided_by, staff) if one.decided_by else "")
        for one in entries.order_by("-entered_at")
    ]


def _name(user: User, staff: set[UUID]) -> str:
    return str(user) if user.pk in staff else _("an operator elsewhere")
