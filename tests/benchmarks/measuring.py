"""Processor time of this process and of its database backend, as ratios to a reference measured in between."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from django.db import connection

Work = Callable[[], object]


def backend_cpu() -> float:
    """Seconds that the connection's backend has been on a processor."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        row = cursor.fetchone()
    assert row is not None
    return int(Path(f"/proc/{row[0]}/schedstat").read_text().split()[0]) / 1e9


def cpu_of(work: Work) -> float:
    """Seconds of processor time, client and backend, that the work takes."""
    gc.collect()
    before_backend, before = backend_cpu(), time.process_time()
    work()
    after = time.process_time()
    return after - before + backend_cpu() - before_backend


def medians(works: Mapping[str, Work], *, rounds: int, repeat: int = 1, warm_up: int = 1) -> dict[str, float]:
    """The median over rounds of what one repetition of each work takes, the works taking turns."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for round_number in range(-warm_up, rounds):
        for name, work in works.items():
            seconds = cpu_of(lambda work=work: [work() for _ in range(repeat)]) / repeat  # type: ignore[misc]
            if round_number >= 0:
                taken[name].append(seconds)
    return {name: statistics.median(values) for name, values in taken.items()}
