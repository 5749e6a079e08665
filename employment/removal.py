"""The registry of what keeps a draft from being removed: upper apps say what they hold of an employee."""

from collections.abc import Callable

from employment.models import Employee

HoldingFunction = Callable[[Employee], str | None]

_functions: dict[str, HoldingFunction] = {}


def register(name: str, function: HoldingFunction) -> None:
    """Called from an upper app's `AppConfig.ready`; the function answers with a translated sentence, or None."""
    _functions[name] = function


def held_by(employee: Employee) -> str | None:
    """The first sentence about what is held of the employee, or None."""
    return next((sentence for function in _functions.values() if (sentence := function(employee))), None)
