"""The registry of what else uses a cost centre or project: upper apps say whose lines name it after a day."""

from collections.abc import Callable
from datetime import date

from employment.models import CostObject, Employee

UsingFunction = Callable[[CostObject, date], list[Employee]]

_functions: dict[str, UsingFunction] = {}


def register(name: str, function: UsingFunction) -> None:
    """Called from an upper app's `AppConfig.ready`; the function answers with those whose lines name it."""
    _functions[name] = function


def using_after(cost_object: CostObject, day: date) -> list[Employee]:
    """Whom upper apps hold lines of that name it after the day."""
    return [employee for function in _functions.values() for employee in function(cost_object, day)]
