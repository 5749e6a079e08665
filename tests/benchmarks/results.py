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
- `payrun_10k`: it was 9.97 before payslips were packed (docs/adr/0035). The COPY that it is measured by writes the
  packed rows too, and takes two thirds of what it took; by the former rows it would be 11. An employee takes 943 µs
  where it took 843: what is packed is written twice, once for the digest, and payroll has grown.

What is told beside the targets:

- `payrun_small_written` was called `payrun_small` before, with the target of that: see docs/adr/0043. Some thirty
  statements a run, each written by the ORM and planned under row-level security, are most of it.

What the round of all tests costs but journeys and faults (bar: two minutes on two processors, **not met**):

- 6,255 tests took 380 seconds. Then worlds were made once for eighteen modules, one database is migrated and copied,
  a test signs in by one statement, grants and mails that follow a collaboration take a few statements, and two
  thousand combinations are tried in five tests, what every request asks is written once, and whole pages are read by
  a quicker parser; meanwhile payroll grew. 5,051 tests took 314 seconds on a machine that little else used; journeys
  take 125 and faults 117 more.
- What is left is spread thin. The driver and the ORM take two thirds of it, templates a tenth; no file takes more than
  a twentieth, apart from the access matrix, which takes a fifth.
- What it is made of, its floor and how it is watched: docs/adr/0040.
- A Python that was built without profile-guided optimisation, as pyenv builds it unless told otherwise, took a quarter
  more on a sample: `PYTHON_CONFIGURE_OPTS="--enable-optimizations --with-lto"` when it is installed.
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
