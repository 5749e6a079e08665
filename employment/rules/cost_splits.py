"""How the cost of an employee is split over cost centres and projects: shares in per cent that come to a hundred."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Share:
    """So many per cent of the cost, by the codes of a cost centre, a project, or both."""

    percent: Decimal
    cost_centre: str = ""
    project: str = ""


class Fault(StrEnum):
    """Why shares are not a split."""

    UNNAMED = "UNNAMED"
    TWICE = "TWICE"
    NOT_WHOLE = "NOT_WHOLE"


class SplitFault(ValueError):
    """What is wrong, in which of the shares (None: in all together), and what they come to."""

    def __init__(self, fault: Fault, row: int | None, total: Decimal) -> None:
        super().__init__(f"{fault} {row} {total}")
        self.fault, self.row, self.total = fault, row, total


def check_split(shares: Sequence[Share]) -> None:
    """No share at all ends a split; otherwise each names something, once, and they are a hundred. Raises SplitFault."""
    total = sum((one.percent for one in shares), Decimal(0))
    seen: set[tuple[str, str]] = set()
    for row, one in enumerate(shares):
        named = (one.cost_centre, one.project)
        if not any(named):
            raise SplitFault(Fault.UNNAMED, row, total)
        if named in seen:
            raise SplitFault(Fault.TWICE, row, total)
        seen.add(named)
    if shares and total != WHOLE:
        raise SplitFault(Fault.NOT_WHOLE, None, total)


def written(shares: Iterable[Share]) -> list[dict[str, str]]:
    """The shares as exact texts, to be kept."""
    return [
        {"cost_centre": one.cost_centre, "project": one.project, "percent": f"{one.percent.normalize():f}"}
        for one in shares
    ]


def read(rows: Iterable[Mapping[str, str]]) -> tuple[Share, ...]:
    """Shares that were kept. Raises KeyError, ArithmeticError."""
    return tuple(Share(Decimal(one["percent"]), one["cost_centre"], one["project"]) for one in rows)
