"""The registry of what keeps a draft or a new employment from being taken back: upper apps say what they hold."""

from collections.abc import Callable
from datetime import date

from employment.models import Employee

HoldingFunction = Callable[[Employee, date | None], str | None]

_functions: dict[str, HoldingFunction] = {}


def register(name: str, function: HoldingFunction) -> None:
    """Called from an upper app's `AppConfig.ready`; the function answers with a translated sentence, or None.

    It is asked about everything that is held of an employee, or about what is held of a day and later ones.
    """
    _functions[name] = function


def held_by(employee: Employee, since: date | None = None) -> str | None:
    """The first sentence about what is held of the employee, or None."""
    return next((sentence for function in _functions.values() if (sentence := function(employee, since))), None)
