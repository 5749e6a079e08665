"""The registry of what upper apps can do with clients that are chosen in the list: one button each."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from accounts.permissions import Permission


@dataclass(frozen=True)
class ClientAction:
    """A button over the list. Its page has the firm in the path, and is posted what `client_choice` understands."""

    label: Promise
    url_name: str
    permission: Permission


_actions: list[ClientAction] = []


def register(action: ClientAction) -> None:
    """Called from an upper app's `AppConfig.ready`."""
    _actions.append(action)


def actions_for(firm_id: UUID, permissions: Collection[Permission]) -> list[dict[str, object]]:
    """The buttons for somebody with some permissions, as the bar over a table wants them."""
    return [
        {"label": action.label, "url": reverse(action.url_name, args=[firm_id]), "tone": "primary"}
        for action in _actions
        if action.permission in permissions
    ]
