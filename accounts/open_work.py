"""The registry of open work: upper apps say what is unfinished in a company, lower apps ask before they close."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

OpenWorkFunction = Callable[[UUID], list["OpenWork"]]

_functions: dict[str, OpenWorkFunction] = {}


@dataclass(frozen=True)
class OpenWork:
    """One unfinished thing: a stable kind, a translated sentence, and for firm and client where it is finished."""

    kind: str
    sentence: str
    url_names: Mapping[str, str] = field(default_factory=dict)
    url_args: tuple[UUID, ...] = ()


def register(name: str, function: OpenWorkFunction) -> None:
    """Called from an upper app's `AppConfig.ready`; the function takes a company id inside an open scope."""
    _functions[name] = function


def open_work_for(company_id: UUID) -> list[OpenWork]:
    """Everything unfinished in the company, in the order of registration."""
    return [work for function in _functions.values() for work in function(company_id)]
