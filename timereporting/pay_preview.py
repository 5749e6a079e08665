"""The registry through which payroll shows what registrations will become on the payslip."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from timereporting.models import TimeEntry
from timereporting.rules.durations import Span
from timereporting.rules.quick_choices import QuickChoice


@dataclass(frozen=True)
class Tentative:
    """A registration that is not made yet, and those that it would replace."""

    day: date
    choice: QuickChoice
    minutes: int
    span: Span | None = None
    replaces: tuple[TimeEntry, ...] = ()


@dataclass(frozen=True)
class PreviewLine:
    """A pay line as it would be: what, how much (text), and öre."""

    pay_item: str
    quantity: str
    amount: int
    formula: str


PreviewFunction = Callable[[UUID, UUID, Sequence[Tentative]], list[PreviewLine]]

_function: list[PreviewFunction] = []


def register(function: PreviewFunction) -> None:
    """Called by payroll from `AppConfig.ready`: company, employee, tentative registrations → the lines they add."""
    _function[:] = [function]


def preview(company_id: UUID, employee_id: UUID, tentative: Sequence[Tentative]) -> list[PreviewLine]:
    """The pay lines that the registrations would give; empty when nothing can be said."""
    return _function[0](company_id, employee_id, tentative) if _function else []
