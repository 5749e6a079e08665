"""The registry of what upper apps say about clients in the list: one function, one query, many clients."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Badge:
    """A short text with a tone of the design: green, amber, red, blue or grey."""

    text: str
    tone: str


BadgeFunction = Callable[[Sequence[UUID]], dict[UUID, list[Badge]]]

_functions: list[BadgeFunction] = []


def register(function: BadgeFunction) -> None:
    """Called from an upper app's `AppConfig.ready`; the function takes client ids inside the firm's scope."""
    _functions.append(function)


def badges_for(client_ids: Sequence[UUID]) -> dict[UUID, list[Badge]]:
    """Badges of each client, in the order of registration."""
    found: dict[UUID, list[Badge]] = {client_id: [] for client_id in client_ids}
    for function in _functions:
        for client_id, badges in function(client_ids).items():
            found[client_id].extend(badges)
    return found
