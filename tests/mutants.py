"""A plugin of pytest for `make mutants`: nothing remembered from before the fault, and what is quick comes first."""

import json
import os
import sys
from pathlib import Path

import pytest

LOOKED_UP = ("payroll.rules.tax_lookup", "tests.factories.tax_tables")
REMEMBERED = {
    "payroll.rules.canonical": ("payroll.rules.canonical",),
    "payroll.rules.tax_lookup": LOOKED_UP,
    "payroll.rules.tax_table": ("payroll.rules.tax_table", *LOOKED_UP),
}
"""The modules whose results are kept from one test to the next, and where they are kept."""
TESTED_THERE = ("test_tax_table", "test_tax_lookup", "test_canonical")
SLOW = ("test_tax_table_command.py",)
"""Prints whole years that other tests look into."""
STATISTICS = Path("mutmut-stats.json")


def forget(*modules: str) -> None:
    """Empty the caches of some modules: what was worked out by the right rule would hide the wrong one."""
    for name in modules:
        for value in list(vars(sys.modules.get(name, os)).values()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()
    vars(sys.modules.get("payroll.rules.canonical", os)).get("_digests", {}).clear()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Each fault is tried in a process that has run every test before."""
    forget(*REMEMBERED.get(os.environ.get("MUTANT_UNDER_TEST", "").rpartition(".")[0], ()))


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Whether a file is left out."""
    return True if collection_path.name in SLOW else None


@pytest.fixture(scope="module", autouse=True)
def fresh(request: pytest.FixtureRequest) -> None:
    """While it is noted which test comes by which function, tests of the tables come by the making of them."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats" and request.node.name.startswith(TESTED_THERE):
        forget(*{name for names in REMEMBERED.values() for name in names})


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is quick first: most faults fall there, and the rest is not run."""
    if STATISTICS.exists():
        seconds = json.loads(STATISTICS.read_text(encoding="utf-8"))["duration_by_test"]
        items.sort(key=lambda item: seconds.get(item.nodeid, 0))
