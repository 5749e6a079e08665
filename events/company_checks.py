"""The registry of what no view can check: upper apps prove a company's data by computing it again."""

from collections.abc import Callable, Iterator
from uuid import UUID

Check = Callable[[UUID], list[str]]

_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Called from an upper app's `AppConfig.ready`; the check works in the company's scope and names what is broken."""
    _checks[name] = check


def company_checks() -> Iterator[tuple[str, Check]]:
    """Every check with its name, in the order of the names."""
    yield from sorted(_checks.items())
