"""Who may open what: one line a route. A route that is missing here fails the build.

`open` roles get an answer (200, a redirect, a refused form, or 405 where the method does not exist); `refused`
roles belong there but lack the right and get 403; everybody else gets 404, and nobody signed in is sent to sign in.
"""

from dataclasses import dataclass

ROLES = (
    "anonymous",
    "nobody",
    "firm_admin",
    "consultant",
    "consultant_elsewhere",
    "assistant",
    "foreign_consultant",
    "client_admin",
    "attestor",
    "employee",
    "colleague",
    "canary_admin",
    "canary_employee",
)
EVERYBODY = frozenset(ROLES)
SIGNED_IN = EVERYBODY - {"anonymous"}


@dataclass(frozen=True)
class Expectation:
    """Roles that get in and roles that are refused; the rest are strangers."""

    open: frozenset[str]
    refused: frozenset[str] = frozenset()


def allow(*roles: str, refused: tuple[str, ...] = ()) -> Expectation:
    """An expectation by role names."""
    assert EVERYBODY.issuperset(roles), roles
    return Expectation(frozenset(roles), frozenset(refused))


PUBLIC = Expectation(EVERYBODY)
OWN = Expectation(SIGNED_IN)
