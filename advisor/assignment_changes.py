"""The registry of those who follow an assignment's participants: upper apps change access with them."""

from collections.abc import Callable
from uuid import UUID

from advisor.models import Assignment

Follower = Callable[[Assignment, UUID | None], None]

_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """Called from an upper app's `AppConfig.ready`."""
    _followers.append(follower)


def announce(assignment: Assignment, by: UUID | None) -> None:
    """Tell every follower, inside the operation's transaction, that the participants are not what they were."""
    for follower in _followers:
        follower(assignment, by)
