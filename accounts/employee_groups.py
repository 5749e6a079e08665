"""The registry of employee groups: employment says which a company has, agreements are made about them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

GroupsFunction = Callable[[UUID], list["EmployeeGroup"]]

_functions: list[GroupsFunction] = []


@dataclass(frozen=True)
class EmployeeGroup:
    """A group of a company's employees, by its id, with its present name."""

    pk: UUID
    name: str


def register(function: GroupsFunction) -> None:
    """Called from an upper app's `AppConfig.ready`; the function takes a company id inside an open scope."""
    if function not in _functions:
        _functions.append(function)


def groups_of(company_id: UUID) -> list[EmployeeGroup]:
    """The company's groups by name; in the scope of the company."""
    return [group for function in _functions for group in function(company_id)]
