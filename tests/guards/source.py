"""The product's own source, for guards that walk it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = (
    "common",
    "events",
    "accounts",
    "advisor",
    "bundles",
    "collaborations",
    "employment",
    "timereporting",
    "payroll",
    "config",
    "supervisor",
)


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the product that is not a migration, as its path from the root and its syntax tree; read once."""
    paths = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
    named = [(path.relative_to(ROOT).as_posix(), path) for path in paths]
    return tuple(
        (name, ast.parse(path.read_text(encoding="utf-8"), filename=name))
        for name, path in named
        if "/migrations/" not in name
    )


def templates() -> Iterator[tuple[str, str]]:
    """Every template, as its name and its text."""
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            yield path.relative_to(ROOT / "templates").as_posix(), path.read_text(encoding="utf-8")
