"""The product's own source, for guards that walk it."""

import ast
from collections.abc import Iterator
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


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the product that is not a migration, as its path from the root and its syntax tree."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name:
                yield name, ast.parse(path.read_text(encoding="utf-8"), filename=name)


def templates() -> Iterator[tuple[str, str]]:
    """Every template, as its name and its text."""
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            yield path.relative_to(ROOT / "templates").as_posix(), path.read_text(encoding="utf-8")
