"""Who approves a run: the firm, the client, or both, by what they have agreed."""

from collections.abc import Iterable
from enum import StrEnum


class Side(StrEnum):
    """On whose behalf somebody approves."""

    FIRM = "FIRM"
    CLIENT = "CLIENT"


BOTH = frozenset(Side)
_AGREED = {"FIRM": frozenset({Side.FIRM}), "CLIENT": frozenset({Side.CLIENT}), "BOTH": BOTH}


class NotTheirs(ValueError):
    """The run waits for the approval of somebody else."""


def approving_sides(agreed: str | None) -> frozenset[Side]:
    """Whose approval a run needs; nobody's in particular where nothing is agreed."""
    return frozenset() if agreed is None else _AGREED[agreed]


def side_that_approves(needed: frozenset[Side], given: Side | None, own: Iterable[Side]) -> Side:
    """For which side somebody approves who can speak for `own`, when that of `given` is there. Raises NotTheirs."""
    possible = sorted((needed - {given}) & set(own))
    if not possible:
        raise NotTheirs
    return possible[0]


def is_last(needed: frozenset[Side], given: Side | None, side: Side | None) -> bool:
    """Whether nobody else has to approve after this."""
    return not needed - {given, side}
