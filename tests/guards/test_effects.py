"""Work put into the outbox has a task that can do it."""

import ast
import inspect

import pytest
from celery import current_app

from events.effect_task import EffectTask
from tests.guards.source import APPS, modules

# Tasks that beat starts for the whole product; everything else works for one tenant.
TENANT_FREE = {"events.sweep_outbox"}
MAKES_THEM = "events/operations/effects.py"
NAMES = ("enqueue", "effect_of")
ENVELOPE = {"dedupe_key", "cause", "subject_id", "not_before"}


def enqueued() -> list[tuple[str, str, set[str]]]:
    found = []
    for name, tree in modules():
        if name == MAKES_THEM:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in NAMES:
                kind = node.args[0] if node.args else None
                assert isinstance(kind, ast.Constant), f"{name}:{node.lineno} enqueues a kind that is not a literal"
                keywords = {keyword.arg for keyword in node.keywords if keyword.arg} - ENVELOPE
                found.append((f"{name}:{node.lineno}", str(kind.value), keywords))
    return found


@pytest.fixture(autouse=True)
def _load_tasks() -> None:
    current_app.loader.import_default_modules()


def test_every_enqueued_kind_is_a_task_and_its_keywords_fit() -> None:
    for place, kind, keywords in enqueued():
        assert kind in current_app.tasks, f"{place}: no task is called {kind}"
        parameters = inspect.signature(current_app.tasks[kind].run).parameters
        assert keywords == set(parameters), f"{place}: {kind} takes {sorted(parameters)}, gets {sorted(keywords)}"


def test_every_task_works_for_a_tenant() -> None:
    ours = {name: task for name, task in current_app.tasks.items() if name.split(".")[0] in APPS}
    tenant_free = {name for name, task in ours.items() if not isinstance(task, EffectTask)}
    assert tenant_free == TENANT_FREE
