"""The registry of those who write to a client's contacts: what waits for an answer follows the address."""

from collections.abc import Callable
from uuid import UUID

from advisor.models import Contact

Follower = Callable[[Contact, UUID | None], None]

_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """Called from an upper app's `AppConfig.ready`."""
    _followers.append(follower)


def announce(contact: Contact, by: UUID | None) -> None:
    """Tell every follower, inside the operation's transaction, that the address is another one, or none any more."""
    for follower in _followers:
        follower(contact, by)
