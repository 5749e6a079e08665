"""The registry of payslip counts: the app that makes payslips says how many a firm's clients got, for billing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class PayslipCount:
    """How many payslips of a company's employees were approved on a day for a payday."""

    company_id: UUID
    approved_on: date
    payday: date
    number: int


CountFunction = Callable[[UUID, date, date], list[PayslipCount]]

_functions: dict[str, CountFunction] = {}


def register(service: str, function: CountFunction) -> None:
    """Called from an upper app's `AppConfig.ready`; the function takes a firm and the first and last day."""
    _functions[service] = function


def counted_services() -> frozenset[str]:
    """The services whose payslips are counted."""
    return frozenset(_functions)


def payslip_counts(firm_id: UUID, first: date, last: date) -> dict[str, list[PayslipCount]]:
    """By service, the payslips of the firm's clients with [first, last] on the way from approval to payday."""
    return {service: function(firm_id, first, last) for service, function in _functions.items()}
