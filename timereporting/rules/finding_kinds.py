"""The words of findings."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from timereporting.rules.quick_choices import QuickChoice


class FindingKind(StrEnum):
    """What was found."""

    MISSING = "MISSING"
    OUTSIDE_EMPLOYMENT = "OUTSIDE_EMPLOYMENT"
    OUTSIDE_SCHEDULE = "OUTSIDE_SCHEDULE"
    MORE_THAN_PLANNED = "MORE_THAN_PLANNED"
    MORE_HOURS = "MORE_HOURS"
    SEVERAL_ABSENCES = "SEVERAL_ABSENCES"
    OVERLAP = "OVERLAP"
    LONG_DAY = "LONG_DAY"
    SHORT_REST = "SHORT_REST"
    MUCH_OVERTIME = "MUCH_OVERTIME"


@dataclass(frozen=True)
class Entry:
    """A registration as the findings see it; clock times where they were given."""

    day: date
    choice: QuickChoice
    minutes: int
    starts_at: time | None = None
    ends_at: time | None = None


@dataclass(frozen=True)
class Finding:
    """One thing to look at; `day` is None when it concerns the whole period. `minutes` is how much, where it counts.

    `choices` are the registrations that it is about, where it is about several.
    """

    kind: FindingKind
    day: date | None
    minutes: int = 0
    choices: tuple[QuickChoice, ...] = ()
