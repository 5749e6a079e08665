"""In which collaboration and on which day payslips are billed.

Whoever approves them has done the work: what was approved while a collaboration ran is billed in it, also when the
collaboration ends before the payday, and what others approved is not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from collaborations.rules.stretches import Stretch


@dataclass(frozen=True)
class Payslips:
    """How many payslips of a company, approved on one day for a payday, through a service."""

    company: str
    service: str
    approved_on: date
    payday: date
    number: int


@dataclass(frozen=True)
class Due:
    """How many payslips a collaboration is billed for, and the day that decides month, recipient and price."""

    collaboration: str
    day: date
    number: int


def due_of(stretches: Sequence[Stretch], payslips: Iterable[Payslips]) -> tuple[Due, ...]:
    """Each payslip once, in the collaboration in which it was approved."""
    return tuple(_due(stretches, payslips))


def _due(stretches: Sequence[Stretch], payslips: Iterable[Payslips]) -> Iterator[Due]:
    for one in payslips:
        running = [stretch for stretch in stretches if _approved_in(stretch, one)]
        if running:
            key = max(running, key=lambda stretch: stretch.first).collaboration
            whole = [stretch for stretch in stretches if stretch.collaboration == key]
            yield Due(key, _day_of(one, whole), one.number)


def _approved_in(stretch: Stretch, payslips: Payslips) -> bool:
    of_the_same = (stretch.company, stretch.service) == (payslips.company, payslips.service)
    return of_the_same and stretch.first <= payslips.approved_on <= (stretch.last or date.max)


def _day_of(payslips: Payslips, stretches: Sequence[Stretch]) -> date:
    """The payday, or the day of the collaboration that is nearest to it."""
    last = max(stretch.last or date.max for stretch in stretches)
    return min(max(payslips.payday, min(stretch.first for stretch in stretches)), last)
