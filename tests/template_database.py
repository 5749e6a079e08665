"""The database that every worker of a round copies: it is migrated once, while the workers collect their tests."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

PROMISE = "TEST_TEMPLATE_PROMISE"
"""Names a file that is locked until the database is whole; in the environment, where workers find it."""


@contextmanager
def promised() -> Iterator[None]:
    """Workers that are started in this block wait until it is left before they copy."""
    with tempfile.NamedTemporaryFile() as promise:
        fcntl.flock(promise, fcntl.LOCK_EX)
        os.environ[PROMISE] = promise.name
        yield
        fcntl.flock(promise, fcntl.LOCK_UN)
        # Who comes later finds the file gone, and the database whole.


def make() -> None:
    """Migrate the database that is copied."""
    database, test = connection.settings_dict, connection.settings_dict["TEST"]
    names = database["NAME"], test.get("NAME")
    test["NAME"] = _name()
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
    finally:
        test["NAME"] = names[1]
        settings.DATABASES[connection.alias]["NAME"] = database["NAME"] = names[0]


def copy() -> None:
    """Let the test database of this process be a copy, once there is what to copy."""
    if PROMISE not in os.environ:
        return
    try:
        with open(os.environ[PROMISE]) as promise:
            fcntl.flock(promise, fcntl.LOCK_SH)
    except FileNotFoundError:
        pass
    connection.settings_dict["TEST"].update(TEMPLATE=_name(), MIGRATE=False)


def drop() -> None:
    """Nobody copies any more."""
    connection.creation._destroy_test_db(_name(), verbosity=0)  # type: ignore[attr-defined]
    connection.close()


def _name() -> str:
    return f"test_{connection.settings_dict['NAME'].removeprefix('test_')}_template"
