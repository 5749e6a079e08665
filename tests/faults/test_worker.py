"""A worker as `make run` starts it: set so that nothing is lost, and deaf to work that comes without a tenant."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from celery import current_app
from kombu.connection import Connection

from common.identifiers import new_id
from tests.faults.behind import asked
from tests.faults.machine import Machine, wait_until
from tests.journeys.stack import ROOT

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """A queue, and what a test starts beside it."""
    machine = Machine(tmp_path)
    machine.start("valkey")
    yield machine
    machine.stop()


@pytest.fixture
def broker(machine: Machine) -> Iterator[Connection]:
    with current_app.connection_for_write(url=machine.environment["REDIS_URL"]) as connection:
        yield connection


def has_said(machine: Machine, words: str) -> bool:
    return words in machine.said("worker")


def start_worker(machine: Machine) -> None:
    machine.start("worker")
    wait_until(lambda: has_said(machine, "ready."), seconds=60, what="a worker", log=lambda: machine.said("worker"))


def of_the_worker(machine: Machine, method: str) -> dict[str, Any]:
    """The answer of the only worker."""
    asked = ["inspect", method, "-j", "-t", "10", "-d", f"celery@{socket.gethostname()}"]
    command = [sys.executable, "-m", "celery", "-A", "config.celery", *asked]
    done = subprocess.run(command, env=machine.environment, cwd=ROOT, capture_output=True, text=True, check=True)
    (answer,) = json.loads(done.stdout).values()
    return dict(answer)


def test_a_worker_is_set_so_that_nothing_is_lost(machine: Machine) -> None:
    start_worker(machine)
    told, stats = of_the_worker(machine, "conf"), of_the_worker(machine, "stats")
    conf = {name.removeprefix("CELERY_").lower(): value for name, value in told.items()}
    assert conf["task_acks_late"] is True
    assert conf["task_reject_on_worker_lost"] is True
    assert conf["task_ignore_result"] is True
    assert conf.get("result_backend") is None
    assert conf["worker_prefetch_multiplier"] == 1
    assert conf["task_soft_time_limit"] < conf["task_time_limit"]
    assert stats["broker"]["transport_options"]["visibility_timeout"] > conf["task_time_limit"]
    assert conf["accept_content"] == ["json"]
    assert stats["pool"]["implementation"].endswith("prefork:TaskPool")
    assert stats["pool"]["timeouts"] == [conf["task_soft_time_limit"], conf["task_time_limit"]]
    assert stats["prefetch_count"] == stats["pool"]["max-concurrency"]


def test_a_worker_refuses_work_that_comes_without_an_outbox_row(machine: Machine, broker: Connection) -> None:
    start_worker(machine)
    for values in ({}, {"effect_id": str(new_id())}, {"company_id": str(new_id())}):
        current_app.send_task("payroll.calculate_chunk", kwargs=values, connection=broker)
    current_app.send_task("payroll.calculate_chunk", kwargs={"run_id": str(new_id()), "number": 0}, connection=broker)
    wait_until(lambda: machine.said("worker").count("raised unexpected") == 4, seconds=30, what="four refusals")
    said = machine.said("worker")
    assert said.count("events.effect_task.ActorMissing") == 3
    assert "unexpected keyword argument 'run_id'" in said
    with redis.Redis(port=machine.port) as queue:
        assert (queue.llen("celery"), queue.hlen("unacked")) == (0, 0)


def test_a_worker_keeps_its_connections_from_task_to_task(machine: Machine, broker: Connection) -> None:
    start_worker(machine)
    backends = set()
    for _ in range(12):
        sweep_once(machine, broker)
        backends |= set(asked("SELECT pid FROM pg_stat_activity WHERE usename = 'lonsam_system'"))
    assert 1 <= len(backends) <= 2


def sweep_once(machine: Machine, broker: Connection) -> None:
    before = machine.said("worker").count("succeeded")
    current_app.send_task("events.sweep_outbox", connection=broker)
    wait_until(lambda: machine.said("worker").count("succeeded") > before, seconds=30, what="a sweep")


@pytest.mark.parametrize("role", ["lonsam_system", "lonsam_migrate", "lonsam_nobody"])
def test_a_worker_with_a_role_that_may_not_serve_ends_before_it_takes_anything(
    machine: Machine, broker: Connection, role: str
) -> None:
    current_app.send_task("payroll.calculate_chunk", kwargs={}, connection=broker)
    machine.environment["DATABASE_URL"] = machine.environment["DATABASE_URL"].replace("lonsam_app", role)
    machine.start("worker")
    worker = machine.children["worker"]
    wait_until(lambda: worker.exit_code is not None, seconds=60, what="the end", log=lambda: machine.said("worker"))
    assert worker.exit_code == 1
    assert has_said(machine, "The worker does not start")
    assert machine.waiting() == 1
