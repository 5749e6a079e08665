"""The registry of the company's start page: upper apps add sections to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import Company, User


@dataclass(frozen=True)
class Section:
    """A part of the page: a template, and what it shows as `section`."""

    template: str
    shown: Any
    waits: bool = False
    """Whether it says what waits for the person: that is read first."""


SectionFunction = Callable[[Company, User, set[str]], Section | None]

_functions: dict[str, SectionFunction] = {}


def register(name: str, function: SectionFunction) -> None:
    """Called from an upper app's `AppConfig.ready`; the function works in the company's scope, past its door."""
    _functions[name] = function


def sections_for(company: Company, user: User, scopes: set[str]) -> list[Section]:
    """What the person sees in the company besides what accounts know themselves."""
    found = (function(company, user, scopes) for function in _functions.values())
    return [section for section in found if section is not None]
