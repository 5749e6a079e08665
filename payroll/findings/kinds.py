"""A finding: what it is, whom it concerns, and whether somebody has to say that it was seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from common.periods import Month
from employment.models import Employee


class FindingKind(StrEnum):
    """What was found, in the order that it is shown."""

    DAYS_TO_COME = "DAYS_TO_COME"
    CHANGED_AFTER = "CHANGED_AFTER"
    DEDUCTION_CUT = "DEDUCTION_CUT"
    NOTHING_LEFT = "NOTHING_LEFT"
    TAX_COLUMN = "TAX_COLUMN"
    NO_CLOCK_TIMES = "NO_CLOCK_TIMES"
    NO_HOURS = "NO_HOURS"
    LEFT_BEHIND = "LEFT_BEHIND"
    FREED_LATER = "FREED_LATER"
    UNPAID_VACATION = "UNPAID_VACATION"
    VACATION_LEFT = "VACATION_LEFT"
    NO_OPENING = "NO_OPENING"
    CHANGED_AND_MENDED = "CHANGED_AND_MENDED"
    NOT_ATTESTED = "NOT_ATTESTED"
    FIRST_SALARY = "FIRST_SALARY"
    ALWAYS_AWAY = "ALWAYS_AWAY"
    TWO_SALARIES = "TWO_SALARIES"
    NO_LOGIN = "NO_LOGIN"


NOTICES = frozenset(
    {
        FindingKind.CHANGED_AND_MENDED,
        FindingKind.NOT_ATTESTED,
        FindingKind.FIRST_SALARY,
        FindingKind.ALWAYS_AWAY,
        FindingKind.TWO_SALARIES,
        FindingKind.NO_LOGIN,
    }
)
"""What is told for information; all others are warnings."""

APPROVED = "payroll.run_approved"
"""The event that keeps which warnings were seen."""


@dataclass(frozen=True)
class Finding:
    """One thing that was found; `employee` is None when it concerns the company as a whole.

    `changed` says what became another, `since` from which day, `until` which, `months` whose pay it concerns. `subject`
    and `name` are of what it is about besides people. `minutes` are of registered time, `number` is a count or a year.
    """

    kind: FindingKind
    employee: Employee | None = None
    minutes: int = 0
    months: tuple[Month, ...] = ()
    changed: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    number: int = 0
    subject: UUID | None = None
    name: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether it has to be seen before the run is approved."""
        return self.kind not in NOTICES

    @property
    def key(self) -> str:
        """The same finding has the same key; one that says something else has another."""
        who = self.employee.pk if self.employee else ""
        said = (self.minutes, *self.months, *self.changed, self.since, self.until, self.number, self.subject, self.name)
        return "|".join(str(one) for one in (self.kind, who, *said))


def digest_of_warnings(findings: Iterable[Finding]) -> str:
    """What stands for having seen just these warnings; empty when there are none."""
    keys = sorted(one.key for one in findings if one.is_warning)
    return sha256("\n".join(keys).encode()).hexdigest() if keys else ""


def told(warnings: Iterable[Finding]) -> list[dict[str, str]]:
    """The warnings that were seen, as the audit log keeps them: what, and about whom."""
    return [{"kind": one.kind.value, "about": str(_about(one) or "")} for one in warnings]


def _about(finding: Finding) -> UUID | None:
    return finding.employee.pk if finding.employee else finding.subject
