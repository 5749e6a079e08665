"""Benchmarks keep their connection, as workers do; results are published when the session ends."""

import gc
from collections.abc import Iterator

import pytest
from django.db import connection

from config.celery import spare_the_collector
from tests.benchmarks import results


@pytest.fixture(scope="session", autouse=True)
def like_a_worker() -> Iterator[None]:
    """The garbage collector is set as in a worker's child."""
    former = gc.get_threshold()
    spare_the_collector()
    yield
    gc.set_threshold(*former)
    gc.unfreeze()


@pytest.fixture(autouse=True)
def lasting_connection(transactional_db: None) -> Iterator[None]:
    """One backend for the whole test, whose processor time can be read."""
    former = connection.settings_dict["CONN_MAX_AGE"]
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None
    yield
    connection.settings_dict["CONN_MAX_AGE"] = former


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Print and write the table, if there is one."""
    if results.collected:
        results.publish()
