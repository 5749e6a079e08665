"""The table of results: printed, and written to docs/benchmarks.md."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

LARGE = 1000
PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`. Every figure is a ratio: processor time of client and database backend together, median of
interleaved rounds, to a reference measured in the same process. A benchmark asserts that what it computed is right,
never how long it took; targets are those of the performance plan.

| name | workload | reference | ratio | target | met | seconds |
|---|---|---|---|---|---|---|
"""

NOTES = """
What is not met, and what it is made of:

- `client_list`: the database takes a quarter of it, half is Django's templates: fifty rows, a menu and a form. It was
  twice as much while the frame of every page looked among ten thousand companies for one with Lön Direkt.

What is told beside the targets:

- `payrun_10k_packed` is `payrun_10k` measured by the rows as they are stored, with explanations packed into two thirds:
  see docs/adr/0042. An employee took 943 µs before what is named there.
- `payrun_small_written` was called `payrun_small` before, with the target of that: see docs/adr/0043. Some thirty
  statements a run, each written by the ORM and planned under row-level security, are most of it.

What the round of all tests costs but journeys and faults (bar: two minutes on two processors, **not met**):

- What it costs, of what, where its floor is and how it is watched: docs/adr/0040. Five minutes is what two processors
  can do, two minutes take five or six.
- A Python that was built without profile-guided optimisation, as pyenv builds it unless told otherwise, takes a tenth
  to a quarter more: `PYTHON_CONFIGURE_OPTS="--enable-optimizations --with-lto"` when it is installed.
"""


@dataclass(frozen=True)
class Result:
    """One line of the table."""

    name: str
    workload: str
    reference: str
    ratio: float
    target: float | None
    seconds: float

    @property
    def line(self) -> str:
        """As a row of a Markdown table."""
        target = met = "–"
        if self.target is not None:
            target, met = f"≤ {self.target:,g}", "yes" if self.ratio <= self.target else "**no**"
        seconds = f"{self.seconds:.3g}" if self.seconds else "–"
        ratio = f"{self.ratio:,.0f}" if self.ratio >= LARGE else f"{self.ratio:.3g}"
        figures = f"{ratio} | {target} | {met} | {seconds}"
        return f"| {self.name} | {self.workload} | {self.reference} | {figures} |"


collected: list[Result] = []


def record(name: str, workload: str, reference: str, ratio: float, target: float | None, seconds: float) -> None:
    """Keep a result for the table; one without a target is there to be compared with."""
    collected.append(Result(name, workload, reference, ratio, target, seconds))


def publish() -> None:
    """Print what was collected and write the page; a run of some benchmarks only prints."""
    lines = [result.line for result in sorted(collected, key=lambda one: one.name)]
    print("\n\n" + "\n".join(lines))
    if "BENCH_KEEP" not in os.environ:
        where = f"\nPython {platform.python_version()}, PostgreSQL 18, {os.cpu_count()} processors.\n"
        PAGE.write_text(HEAD + "\n".join(lines) + "\n" + where + NOTES, encoding="utf-8")
