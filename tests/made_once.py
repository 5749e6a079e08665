"""Worlds that are made once for all tests of a module: see `standing` in conftest."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

import pytest

from common.scoping import no_scope

T = TypeVar("T")


def made_once(name: str, make: Callable[[], T]) -> tuple[Any, Any]:
    """Two fixtures: what is made once for the module, and `name`, each test's own copy of it.

    The rows stand in the database for the whole module, and what a test changes in them is taken back after it.
    """

    # For all tests of the module, whether they use it or not: it has to be there before the first one's savepoint.
    @pytest.fixture(scope="module", autouse=True, name=f"made_{name}")
    def made(standing: None) -> T:
        with no_scope():
            return make()

    @pytest.fixture(name=name)
    def own(request: pytest.FixtureRequest, db: None) -> Any:
        return deepcopy(request.getfixturevalue(f"made_{name}"))

    return made, own
