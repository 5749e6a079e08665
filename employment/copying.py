"""The registry of what goes along when an employee is copied: upper apps copy what they hold of an employment."""

from collections.abc import Callable
from uuid import UUID

from employment.models import Employee

CopyFunction = Callable[[Employee, Employee, UUID | None], None]

_functions: dict[str, CopyFunction] = {}


def register(name: str, function: CopyFunction) -> None:
    """Called from an upper app's `AppConfig.ready`; the function is given the source, the copy, and who copies."""
    _functions[name] = function


def copy_rest(source: Employee, copy: Employee, by: UUID | None) -> None:
    """Let every app copy its part, in the transaction that makes the copy."""
    for function in _functions.values():
        function(source, copy, by)
