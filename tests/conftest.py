"""Servers, database roles and the cast that every test may use."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import django
import pytest
from django.conf import LazySettings, settings
from django.db import transaction
from django.db.migrations.state import ProjectState
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key
from xdist import is_xdist_controller

from supervisor.throwaway import throwaway_servers
from tests import template_database

_servers = ExitStack()


# Thousands of short-lived pages: looking for cycles after every seven hundred objects takes a tenth of the time.
gc.set_threshold(50_000, 20, 20)


# Django asks a proxy of its settings whether it may answer, at each of the thousands of readings of a test: for the few
# names that all objects have, which nobody asks settings for.
LazySettings.__getattribute__ = object.__getattribute__  # type: ignore[method-assign]

_append_and_render = ProjectState._append_option  # type: ignore[attr-defined]
_add_and_render = ProjectState.add_model
_find_all_to_render = ProjectState._find_reload_model  # type: ignore[attr-defined]


def _add_model(state: Any, model_state: Any) -> None:
    """Note a new model of ours, and render it alone: nothing that exists refers to it."""
    if model_state.app_label not in settings.INSTALLED_APPS:
        _add_and_render(state, model_state)
        return
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.apps.render_multiple([model_state])


def _append_option(state: Any, app_label: str, model_name: str, option_name: str, added: Any) -> None:
    """Note an index or a constraint of ours. Django would render every related model anew: most of migrating is that.

    The statement is made from the operation itself, and whatever renders the model next renders it with this.
    """
    if app_label not in settings.INSTALLED_APPS:
        _append_and_render(state, app_label, model_name, option_name, added)
        return
    options = state.models[app_label, model_name].options
    options[option_name] = [*options[option_name], added]


def _find_to_render(state: Any, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    """A model of ours that has changed, alone: the statement is about its table, and names others as they are called.

    Django would render whatever is related, and what is related to that. What runs Python gets all models anew.
    """
    if app_label not in settings.INSTALLED_APPS:
        found: set[tuple[str, str]] = _find_all_to_render(state, app_label, model_name, delay)
        return found
    state.is_delayed = True
    return {(app_label, model_name)}


def _prepare() -> None:
    """Start throw-away servers unless the environment names some, then set Django up as the owner of the database.

    Done on import: conftest files further in import models.
    """
    if "DATABASE_URL" not in os.environ:
        os.environ.update(_servers.enter_context(throwaway_servers()))
    if "DATABASE_URL_MIGRATE" in os.environ:
        os.environ["DATABASE_URL"] = os.environ["DATABASE_URL_MIGRATE"]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
    ProjectState.add_model = _add_model  # type: ignore[method-assign, assignment]
    ProjectState._append_option = _append_option  # type: ignore[attr-defined]
    ProjectState._find_reload_model = _find_to_render  # type: ignore[attr-defined]


_prepare()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--without-journeys` for machines without a browser."""
    parser.addoption("--without-journeys", action="store_true", help="leave out tests that drive a browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Benchmarks run only when asked for by their mark; journeys not without a browser; what is long begins first."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    left_out = [item for item in items if _is_left_out(item, config)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _is_left_out(item: pytest.Item, config: pytest.Config) -> bool:
    if item.get_closest_marker("bench") and "bench" not in config.option.markexpr:
        return True
    return bool(item.get_closest_marker("journey") and config.getoption("--without-journeys"))


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart(session: pytest.Session) -> Iterator[None]:
    """Where several workers share the tests, they copy one database, which is made while they collect."""
    if not is_xdist_controller(session):
        yield
        return
    with template_database.promised():
        yield
        with session.config.stash[blocking_manager_key].unblock():
            template_database.make()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What the workers copied goes after them."""
    if is_xdist_controller(session):
        with session.config.stash[blocking_manager_key].unblock():
            template_database.drop()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays: it is not looked through again."""
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    _servers.close()


@contextmanager
def _role(name: str) -> Iterator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        former = cursor.fetchone()[0]
        cursor.execute(f"SET ROLE {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {former}")


def _flush_as_owner(operations: Any, statements: list[str]) -> None:
    """Empty the tables after a transactional test: only the owner may, and frozen tables must be opened first."""
    with _role("lonsam_migrate"), operations.connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace"
        )
        guarded = [row[0] for row in cursor.fetchall()]
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in [*statements, "TRUNCATE events_auditchain"]:
            cursor.execute(statement)
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """A worker's database is a copy."""
    template_database.copy()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The owner makes the test database; from then on every connection serves as lonsam_app, under RLS."""
    from django.db import connection
    from django.db.backends.postgresql.operations import DatabaseOperations
    from django.db.backends.signals import connection_created

    def serve(sender: Any, connection: Any, **kwargs: Any) -> None:
        if connection.alias == "default":
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE lonsam_app")

    DatabaseOperations.execute_sql_flush = _flush_as_owner  # type: ignore[method-assign, assignment]
    connection_created.connect(serve, dispatch_uid="serve-as-app", weak=False)
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(scope="module")
def standing(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """What fixtures of a module make after this stands for all its tests: each runs in a savepoint of its own."""
    here = (item for item in request.session.items if item.path == request.path)
    marks = [mark for item in here for mark in item.iter_markers("django_db")]
    assert not any(mark.kwargs.get("transaction") for mark in marks), "what commits for itself needs its own module"
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def plain_rendering(django_test_environment: None) -> None:
    """Pages are judged by what they say: no test keeps the templates and values of every rendering."""
    from django.template import Template
    from django.test.utils import _TestState

    Template._render = _TestState.saved_data.template_render  # type: ignore[attr-defined]


@pytest.fixture
def as_owner(db: None) -> Callable[[], AbstractContextManager[None]]:
    """`with as_owner():` works past row-level security, for arranging and for looking behind the scenes."""
    return lambda: _role("lonsam_migrate")


@pytest.fixture(autouse=True)
def no_scope_left_open() -> Iterator[None]:
    """Each test starts without a scope."""
    from common.scoping import no_scope

    with no_scope():
        yield
