"""Whatever ends by itself is started again."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from supervisor.local_environment import ROOT
from supervisor.postgres import PostgresFailed
from supervisor.stopping import StopOrder

# How long to wait before another start; whoever then runs for a while is forgiven.
PAUSES = (1, 2, 5, 10, 30)
FORGIVEN_AFTER_SECONDS = 300.0


class Watched(Protocol):
    """A server or a process of this run."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def log(self) -> Path:
        """Where it says why."""

    def has_ended(self) -> bool:
        """Whether it runs no more."""

    def start_again(self) -> None:
        """Start it where those who need it expect it."""


def watch(all_of_them: Sequence[Watched], order: StopOrder) -> None:
    """Look every second; comes back only by the order to stop."""
    failures = dict.fromkeys((one.name for one in all_of_them), 0)
    last = dict.fromkeys(failures, 0.0)
    while True:
        time.sleep(1)
        for one in all_of_them:
            if not one.has_ended():
                continue
            if time.monotonic() - last[one.name] > FORGIVEN_AFTER_SECONDS:
                failures[one.name] = 0
            print(f"! {one.name} ended, see {one.log.relative_to(ROOT)}; starting it again", flush=True)
            time.sleep(PAUSES[min(failures[one.name], len(PAUSES) - 1)])
            failures[one.name] += 1
            with order.held():
                _start(one)
            last[one.name] = time.monotonic()


def _start(one: Watched) -> None:
    try:
        one.start_again()
    except PostgresFailed as failure:
        print(f"! {failure}", flush=True)
