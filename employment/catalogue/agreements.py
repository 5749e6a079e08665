"""Templates of agreements, kept as data with the source of every figure."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from employment.rules.agreements import FIGURES, Source, exact

_FILE = Path(__file__).parent / "agreements.toml"


class Template(NamedTuple):
    """What an agreement can begin as: its figures and where each comes from."""

    key: str
    values: dict[str, Any]
    sources: dict[str, Source]


@cache
def agreement_templates() -> dict[str, Template]:
    """Every template by its key, in the order in which they are offered.

    Raises ValueError for one that lacks a figure or a source, or has a figure that no agreement has.
    """
    with _FILE.open("rb") as file:
        return {row["key"]: _template(row) for row in tomllib.load(file)["template"]}


def _template(row: dict[str, Any]) -> Template:
    figures = row["figures"]
    if set(figures) != set(FIGURES) or not all(one["source"] for one in figures.values()):
        raise ValueError(f"{row['key']}: every figure has a value and a source, {set(figures) ^ set(FIGURES)}")
    values = {name: exact(name, figures[name]["value"]) for name in FIGURES}
    sources = {
        name: {"text": figures[name]["source"], "verified": figures[name].get("verified", True)} for name in FIGURES
    }
    return Template(row["key"], values, sources)
