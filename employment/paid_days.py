"""The registry of how far a company's days are paid for: an upper app says what is approved and stays as it is."""

from datetime import date
from typing import NamedTuple, Protocol
from uuid import UUID

from common.periods import Month


class PaidDays(NamedTuple):
    """The last day whose deviations are in an approved run, and the latest month that is approved."""

    until: date | None = None
    month: Month | None = None


class PaidFunction(Protocol):
    """Says how far a company's days are paid for; one that `holds` waits for an approval that is under way."""

    def __call__(self, company_id: UUID, *, holds: bool) -> PaidDays: ...


_functions: list[PaidFunction] = []


def register(function: PaidFunction) -> None:
    """Called from an upper app's `AppConfig.ready`."""
    _functions.append(function)


def paid_days_of(company_id: UUID, *, holds: bool = False) -> PaidDays:
    """How far the company's days are paid for. Whoever changes days `holds` that, in a transaction."""
    for function in _functions:
        return function(company_id, holds=holds)
    return PaidDays()
