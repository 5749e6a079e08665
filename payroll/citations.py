"""The law's figures that stored explanations name by their keys."""

from collections.abc import Iterable
from typing import Any

from payroll.models import CitedFigure

# What a key stands for never changes, in any database.
_known: dict[str, dict[str, Any]] = {}


def know_figures_of(explanations: Iterable[dict[str, Any]]) -> None:
    """Look up in one query what the explanations cite."""
    cited = {one for explanation in explanations for one in explanation["figures"] if isinstance(one, str)}
    missing = cited - _known.keys()
    if missing:
        _known.update(CitedFigure.objects.filter(pk__in=missing).values_list("key", "figure"))


def figures_of(explanation: dict[str, Any]) -> list[dict[str, Any]]:
    """What a stored explanation cites, each with all that is said of it, in the order of the names. Raises KeyError."""
    know_figures_of([explanation])
    cited = (_known[one] if isinstance(one, str) else one for one in explanation["figures"])
    return [dict(sorted(one.items())) for one in cited]


def with_figures(row: dict[str, Any]) -> dict[str, Any]:
    """A stored line whose explanation says its figures itself, for those who have no table of them."""
    explanation = row["explanation"]
    return {**row, "explanation": {**explanation, "figures": figures_of(explanation)}}


def with_figures_of_contributions(row: dict[str, Any]) -> dict[str, Any]:
    """A stored payslip whose contributions say their figures themselves."""
    return {**row, "contributions": [with_figures(one) for one in row["contributions"]]}
