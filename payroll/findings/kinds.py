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

    CHANGED_AFTER = "CHANGED_AFTER"
    DEDUCTION_CUT = "DEDUCTION_CUT"
    NOTHING_LEFT = "NOTHING_LEFT"
    NO_CLOCK_TIMES = "NO_CLOCK_TIMES"
    CHANGED_AND_MENDED = "CHANGED_AND_MENDED"


NOTICES = frozenset({FindingKind.CHANGED_AND_MENDED})
"""What is told for information; all others are warnings."""


@dataclass(frozen=True)
class Finding:
    """One thing that was found; `employee` is None when it concerns the company as a whole.

    `changed` says what became another, `since` from which day, `months` whose pay it concerns; `subject` and `name` are
    of the agreement or schedule that it is about. `minutes` are of registered time.
    """

    kind: FindingKind
    employee: Employee | None = None
    minutes: int = 0
    months: tuple[Month, ...] = ()
    changed: tuple[str, ...] = ()
    since: date | None = None
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
        said = (self.kind, who, self.minutes, *self.months, *self.changed, self.since, self.subject, self.name)
        return "|".join(str(one) for one in said)


def digest_of_warnings(findings: Iterable[Finding]) -> str:
    """What stands for having seen just these warnings; empty when there are none."""
    keys = sorted(one.key for one in findings if one.is_warning)
    return sha256("\n".join(keys).encode()).hexdigest() if keys else ""


def told(warnings: Iterable[Finding]) -> list[dict[str, str]]:
    """The warnings that were seen, as the audit log keeps them: what, and about whom."""
    return [{"kind": one.kind.value, "about": str(_about(one) or "")} for one in warnings]


def _about(finding: Finding) -> UUID | None:
    return finding.employee.pk if finding.employee else finding.subject
