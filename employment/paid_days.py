"""The registry of how far a company's days are paid for: an upper app says what is approved and stays as it is."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from common.periods import Month


class PaidDays(NamedTuple):
    """The last day whose deviations are in an approved run, and the latest month that is approved."""

    until: date | None = None
    month: Month | None = None


PaidFunction = Callable[[UUID], PaidDays]
_functions: list[PaidFunction] = []


def register(function: PaidFunction) -> None:
    """Called from an upper app's `AppConfig.ready`. The function waits for an approval that is under way."""
    _functions.append(function)


def paid_days_of(company_id: UUID) -> PaidDays:
    """How far the company's days are paid for; needs a transaction."""
    for function in _functions:
        return function(company_id)
    return PaidDays()
