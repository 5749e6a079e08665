"""The registry of what an import can give employees by name, such as a schedule: upper apps say what there is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise

from employment.models import Employee


class Give(Protocol):
    """Give employees what was chosen for them, from a day each; the caller records it."""

    def __call__(self, *, company_id: UUID, chosen: Mapping[Employee, tuple[UUID, date]]) -> None: ...


@dataclass(frozen=True)
class NamedChoice:
    """A column of the file; `name` is also how completeness calls it. `present` answers with the names in force.

    `new_url` is where one is made, for an audience in a company.
    """

    name: str
    label: Promise
    hint: Promise
    headings: tuple[str, ...]
    offered: Callable[[UUID], Mapping[str, UUID]]
    present: Callable[[UUID, date], Mapping[UUID, str]]
    give: Give
    new_url: Callable[[str, UUID], str]


_choices: dict[str, NamedChoice] = {}


def register(choice: NamedChoice) -> None:
    """Called from an upper app's `AppConfig.ready`."""
    _choices[choice.name] = choice


def registered() -> tuple[NamedChoice, ...]:
    """Every column that upper apps add."""
    return tuple(_choices.values())
