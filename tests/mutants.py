"""A plugin of pytest for `make mutants`: nothing remembered from before the fault, and what is quick comes first.

A test that fails with the fault is run once more without it: a fault counts as noticed only when the test passes then.

mutmut forks a process for each fault from the one that ran the tests without faults. What was collected there is run
again as it is: to start pytest and to collect takes several times longer than the test that notices most faults.
"""

import json
import os
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, wraps
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

LOOKED_UP = ("payroll.rules.tax_lookup", "tests.factories.tax_tables")
REMEMBERED = {
    "payroll.rules.canonical": ("payroll.rules.canonical", "payroll.rules.packing"),
    "payroll.rules.salary_months": ("payroll.rules.salary_months",),
    "payroll.rules.tax_lookup": LOOKED_UP,
    "payroll.rules.tax_table": ("payroll.rules.tax_table", *LOOKED_UP),
}
"""The modules whose results are kept from one test to the next, and where they are kept."""
TESTED_THERE = ("test_tax_table", "test_tax_lookup", "test_canonical", "test_salary_months")
MAKES_FEW = "/test_tax_table_parts.py::"
"""Few rows where others make whole tables, which is not seen in how long they took once these were remembered."""
SLOW = ("test_tax_table_command.py",)
"""Prints whole years that other tests look into."""
STATISTICS = Path("mutmut-stats.json")
NOTICED_BY = Path("noticed-by")
"""Which tests noticed the faults of a function: the next is most often noticed by the same."""
UNANSWERED = Path("unanswered")
"""What went wrong outside the tests: nobody sees what the process of a fault prints."""
PARTS = (3, 25, 150)
"""Where tests are parted to be collected: most faults are noticed by one of the first, and collecting takes longest."""
WITHOUT_END, NO_ANSWER = 24, 35
"""What mutmut knows a time-out by, and a trial that came to nothing: tests that cannot be found notice no fault."""
SECONDS, TIMES, SECONDS_ANEW = 10, 20, 40
"""Of the processor for one test: so many, and so many times what it takes; more where tables are made anew first."""


def fault() -> str:
    """The fault that is tried, by its full name; empty when there is none."""
    name = os.environ.get("MUTANT_UNDER_TEST", "")
    return name if "__mutmut_" in name else ""


def module() -> str:
    """The module of the fault."""
    return fault().rpartition(".")[0]


def forget(*modules: str) -> None:
    """Empty the caches of some modules: what was worked out by the right rule would hide the wrong one."""
    for name in modules:
        for value in list(vars(sys.modules.get(name, os)).values()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()
    vars(sys.modules.get("payroll.rules.canonical", os)).get("_digests", {}).clear()


def statistics() -> dict[str, float]:
    """How long each test takes."""
    return _durations(STATISTICS.stat().st_mtime_ns) if STATISTICS.exists() else {}


@lru_cache(maxsize=1)
def _durations(written_at: int) -> dict[str, float]:
    """Read once, before a process is forked for each fault."""
    found: dict[str, float] = json.loads(STATISTICS.read_text(encoding="utf-8"))["duration_by_test"]
    return found


class Trial:
    """One fault against its tests, in an order and in parts."""

    def __init__(self, tests: Iterable[str], collect: Callable[[list[str]], Sequence[pytest.Item]]) -> None:
        self.collect, self.fault, self.module, self.function = collect, fault(), module(), fault().rpartition("__")[0]
        self.seconds = statistics()
        self.file = NOTICED_BY / self.function
        before = Counter(self.file.read_text(encoding="utf-8").splitlines() if self.file.exists() else [])
        order = sorted(tests, key=lambda test: (-before[test], MAKES_FEW not in test, self.seconds.get(test, 0)))
        self.place = {test: number for number, test in enumerate(order)}
        parts = PARTS if before else PARTS[1:]
        ends = zip((0, *parts), (*parts, None), strict=True)
        self.parts = [part for first, last in ends if (part := order[first:last])]
        self.failed = False

    def is_noticed(self) -> bool:
        """Whether a test fails with the fault and passes without it."""
        forget(*REMEMBERED.get(self.module, ()))
        return any(self._is_noticed_by(part) for part in self.parts)

    def _is_noticed_by(self, part: list[str]) -> bool:
        items = self.collect(part)
        if len(items) != len(part):
            raise RuntimeError("Not every test of the statistics is there.")
        following = [*items[1:], None]
        return any(
            self._fails(item, after) and self._passes_without(item, after)
            for item, after in zip(items, following, strict=True)
        )

    def _fails(self, item: pytest.Item, following: pytest.Item | None) -> bool:
        seconds = SECONDS_ANEW if self.module in REMEMBERED else SECONDS
        signal.setitimer(signal.ITIMER_PROF, seconds + TIMES * self.seconds.get(item.nodeid, 0))
        self.failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        signal.setitimer(signal.ITIMER_PROF, 0)
        return self.failed

    def _passes_without(self, item: pytest.Item, following: pytest.Item | None) -> bool:
        """Whether the fault is what it failed by; if so, it is written down for the next fault."""
        os.environ["MUTANT_UNDER_TEST"] = ""
        of_module = REMEMBERED.get(self.module, ())
        forget(*of_module)
        passes = not self._fails(item, following)
        os.environ["MUTANT_UNDER_TEST"] = self.fault
        forget(*of_module)
        if passes:
            NOTICED_BY.mkdir(exist_ok=True)
            with self.file.open("a", encoding="utf-8") as file:
                file.write(f"{item.nodeid}\n")
        return passes

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest for each part of a test."""
        self.failed = self.failed or report.failed


TRIAL = pytest.StashKey[Trial]()
COLLECTED: dict[str, pytest.Item] = {}
"""The tests by their names, once they have been run without a fault."""


def end(number: int, frame: FrameType | None) -> None:
    """A test has gone on for far too long."""
    os._exit(WITHOUT_END)


@contextmanager
def answering() -> Iterator[None]:
    """Whatever goes wrong outside the tests is no answer."""
    try:
        yield
    except BaseException:
        with UNANSWERED.open("a", encoding="utf-8") as file:
            traceback.print_exc(file=file)
        os._exit(NO_ANSWER)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Collect the first part of the tests of a fault."""
    if not fault():
        return (yield)

    def collect(part: list[str]) -> Sequence[pytest.Item]:
        return session.items if part is trial.parts[0] else session.perform_collect(part)

    with answering():
        trial = session.config.stash[TRIAL] = Trial(session.config.args, collect)
        session.config.args = trial.parts[0]
        return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep what is collected to be run without a fault, and let mutmut run it again with each."""
    if os.environ.get("MUTANT_UNDER_TEST") != "":
        return
    COLLECTED.clear()
    COLLECTED.update((item.nodeid, item) for item in session.items)
    if harness := sys.modules.get("mutmut.runners.harness"):
        harness.PytestRunner.run_tests = again(harness.PytestRunner.run_tests)


def again(run_tests: Callable[..., int]) -> Callable[..., int]:
    """mutmut's way to run tests, but those of a fault by what has been collected."""

    @wraps(run_tests)
    def run(runner: Any, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        return (
            try_again(tests) if mutant_name and COLLECTED else run_tests(runner, mutant_name=mutant_name, tests=tests)
        )

    return run


def try_again(tests: Iterable[str]) -> int:
    """Try a fault in a process of its own: 1 when it is noticed."""
    with answering():
        os.chdir("mutants")
        trial = Trial(tests, lambda part: [COLLECTED[name] for name in part])
        config = next(iter(COLLECTED.values())).config
        config.pluginmanager.getplugin("capturemanager").start_global_capturing()
        for name in ("unraisableexception", "threadexception"):  # which ended with the tests without a fault
            config.pluginmanager.getplugin(name).pytest_configure(config)
        return int(outcome(trial, config))


def outcome(trial: Trial, config: pytest.Config) -> bool:
    """Whether the tests notice the fault; one that goes on for far too long ends the process."""
    config.option.maxfail = 0
    config.pluginmanager.register(trial)
    signal.signal(signal.SIGPROF, end)
    return trial.is_noticed()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Try a fault."""
    trial = session.config.stash.get(TRIAL, None)
    if trial is None:
        return None
    with answering():
        session.testsfailed = int(outcome(trial, session.config))
    return True


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Whether a file is left out."""
    return True if collection_path.name in SLOW else None


@pytest.fixture(scope="module", autouse=True)
def fresh(request: pytest.FixtureRequest) -> None:
    """While it is noted which test comes by which function, tests of the tables come by the making of them."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats" and request.node.name.startswith(TESTED_THERE):
        forget(*{name for names in REMEMBERED.values() for name in names})


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What noticed the last fault first, then what is quick: most faults fall there, and the rest is not run."""
    trial = config.stash.get(TRIAL, None)
    seconds = {} if trial else statistics()
    items.sort(key=lambda item: trial.place[item.nodeid] if trial else seconds.get(item.nodeid, 0))
