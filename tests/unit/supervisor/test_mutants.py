"""Which small faults the tests notice: what is copied, what is tried again, and what the page says."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from supervisor import mutants_report
from supervisor.local_environment import ROOT
from supervisor.mutants import copy
from supervisor.mutants_report import Left, forget_unnoticed, report

MUTATED = '''
def x_half__mutmut_orig(amount=2):
    """Half of it."""
    return amount / 2


def x_half__mutmut_1(amount=2):
    """Half of it."""
    return amount * 2


def x_half__mutmut_2(amount=2):
    """Half of it."""
    return amount / 3


def x_half__mutmut_3(amount=3):
    """Half of it."""
    return amount / 2
'''
REASON = (
    '[[left]]\nfunction = "pay.half"\nbefore = "return amount / 2"\nafter = "return amount / 3"\nwhy = "Nobody asks."\n'
)


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy with twenty faults in one function, all noticed but one; no reasons are written down."""
    folder = tmp_path / "mutants" / "payroll" / "rules"
    folder.mkdir(parents=True)
    (folder / "pay.py").write_text(MUTATED, encoding="utf-8")
    write(tmp_path, {2: 0})
    monkeypatch.setattr(mutants_report, "REASONS", tmp_path / "left.toml")
    return tmp_path


def write(found: Path, codes: dict[int, int | None], number: int = 20) -> None:
    results = {f"payroll.rules.pay.x_half__mutmut_{one}": codes.get(one, 1) for one in range(1, number + 1)}
    path = found / "mutants" / "payroll" / "rules" / "pay.py.meta"
    path.write_text(json.dumps({"exit_code_by_key": results}), encoding="utf-8")


def codes(found: Path) -> list[int | None]:
    path = found / "mutants" / "payroll" / "rules" / "pay.py.meta"
    return list(json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].values())


def test_the_page_counts_each_file_and_shows_what_is_left_with_its_reason(found: Path) -> None:
    (found / "left.toml").write_text(REASON, encoding="utf-8")
    assert report(found, found / "page.md") == 0
    page = (found / "page.md").read_text(encoding="utf-8")
    assert "**95.0 % of 20 are noticed.**" in page
    assert "| pay | 20 | 19 | 0 | 1 | 95.0 % |" in page
    assert "### Nobody asks.\n\n- pay.half\n  - `return amount / 2`\n  - `return amount / 3`\n" in page


def test_a_wrong_default_is_shown_as_it_is_defined(found: Path) -> None:
    write(found, {3: 0})
    report(found, found / "page.md")
    page = (found / "page.md").read_text(encoding="utf-8")
    assert "- pay.half\n  - `def half(amount=2):`\n  - `def half(amount=3):`\n" in page


def test_a_fault_without_a_reason_fails_and_so_does_a_reason_without_a_fault(
    found: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(found, found / "page.md") == 1
    assert "No reason is written down yet." in (found / "page.md").read_text(encoding="utf-8")
    (found / "left.toml").write_text(REASON, encoding="utf-8")
    write(found, {1: 24})
    assert report(found, found / "page.md") == 1
    gone = Left("pay.half", "return amount / 2", "return amount / 3")
    assert f"noticed by now, or gone: {gone}" in capsys.readouterr().out


def test_fewer_than_95_per_cent_fail_and_one_without_end_is_noticed(found: Path) -> None:
    (found / "left.toml").write_text(REASON, encoding="utf-8")
    write(found, {2: 0}, number=19)
    assert report(found, found / "page.md") == 1
    write(found, {1: 24, 2: 33})
    assert report(found, found / "page.md") == 0
    assert "| pay | 20 | 18 | 1 | 1 | 95.0 % |" in (found / "page.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", [None, 3, -9, -24], ids=["not tried", "broken tests", "killed", "no time left"])
def test_nothing_is_written_while_faults_are_untried_or_without_an_answer(found: Path, code: int | None) -> None:
    write(found, {1: code})
    assert report(found, found / "page.md") == 1
    assert not (found / "page.md").exists()


def test_what_was_not_noticed_is_tried_again(found: Path) -> None:
    write(found, {1: 0, 2: 33, 3: 24, 4: 3}, number=5)
    forget_unnoticed(found)
    assert codes(found) == [None, None, None, None, 1]


def test_the_copy_follows_the_tree_with_the_times_of_its_files(tmp_path: Path) -> None:
    tree, to = tmp_path / "tree", tmp_path / "copy"
    for name in ("payroll/rules/a.py", "payroll/b.toml", "var/c.py", "payroll/__pycache__/d.pyc"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("1", encoding="utf-8")
    os.utime(tree / "payroll/rules/a.py", (1_000, 1_000))
    copy(tree, to)
    assert {str(path.relative_to(to)) for path in to.rglob("*.*")} == {"payroll/rules/a.py", "payroll/b.toml"}
    assert (to / "payroll/rules/a.py").stat().st_mtime == 1_000
    for name in ("payroll/b.toml", "tests/test_a.py"):
        (to / "mutants" / name).parent.mkdir(parents=True, exist_ok=True)
        (to / "mutants" / name).write_text("old", encoding="utf-8")
    (tree / "payroll/b.toml").write_text("2", encoding="utf-8")
    (tree / "payroll/rules/a.py").rename(tree / "payroll/rules/e.py")
    copy(tree, to)
    assert (to / "payroll/b.toml").read_text(encoding="utf-8") == "2"
    assert {str(path.relative_to(to)) for path in to.rglob("*.*")} == {"payroll/rules/e.py", "payroll/b.toml"}


def test_reasons_are_of_lines_that_stand_in_the_rules() -> None:
    """A rule that has changed takes its reasons along: a few may go with the next `make mutants`, many not."""
    reasons = tomllib.loads((ROOT / "tests" / "mutants_left.toml").read_text(encoding="utf-8"))["left"]
    gone = []
    for one in reasons:
        module, _, function = one["function"].partition(".")
        path = ROOT / "payroll" / "rules" / f"{module}.py"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        text = " ".join(line.strip() for line in lines)
        if f"def {function.rpartition('.')[2]}(" not in text or one["before"] not in text:
            gone.append(f"{one['function']}: {one['before']}")
    assert len(gone) * 20 <= len(reasons), gone


TRIED = """
import os


def test_notices_the_first_fault():
    assert not os.environ["MUTANT_UNDER_TEST"].endswith("_1")


def test_always_fails():
    raise AssertionError


def test_goes_on_for_ever_with_the_third():
    while os.environ["MUTANT_UNDER_TEST"].endswith("_3"):
        pass
"""

TRYING = """
import ast, os, sys
import pytest
import tests.mutants

tests.mutants.SECONDS = 0.2
for fault, tests_of_it in ast.literal_eval(sys.argv[1]):
    sys.stdout.flush()
    if child := os.fork():
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        continue
    os.environ["MUTANT_UNDER_TEST"] = fault
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    plugins = ["-p", "tests.mutants", "-p", "no:cacheprovider"]
    os._exit(pytest.main([*plugins, "-c", os.devnull, "--rootdir=.", *tests_of_it]))
"""


TRYING_AGAIN = """
import ast, os, sys
from mutmut.runners.harness import PytestRunner
import tests.mutants

tests.mutants.SECONDS = 0.2
runner, trials = PytestRunner(), ast.literal_eval(sys.argv[1])
told = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
os.environ["MUTANT_UNDER_TEST"] = ""
runner.run_tests(mutant_name=None, tests=trials[1][1])
for fault, tests_of_it in trials:
    if child := os.fork():
        os.write(told, b"%d " % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        continue
    os.environ["MUTANT_UNDER_TEST"] = fault
    sys.modules["pytest"].main = None
    os._exit(runner.run_tests(mutant_name=fault, tests=tests_of_it))
"""
CONFIGURATION = """
[tool.mutmut]
source_paths = ["."]
pytest_add_cli_args = ["-p", "tests.mutants", "-p", "no:cacheprovider", "-c", "/dev/null"]
"""


@pytest.mark.parametrize(("trying", "folder"), [(TRYING, "."), (TRYING_AGAIN, "mutants")])
def test_only_a_test_that_passes_without_the_fault_notices_it(trying: str, folder: str, tmp_path: Path) -> None:
    """With the plugin that `make mutants` gives to pytest: noticed, left, without end, and no answer.

    In a run for each fault, and by what was collected to be run without a fault: pytest is not started again then.
    """
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / "test_pay.py").write_text(TRIED, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(CONFIGURATION, encoding="utf-8")
    names = ["notices_the_first_fault", "always_fails", "goes_on_for_ever_with_the_third"]
    trials = [(1, names[:2]), (2, names), (3, names), (4, ["is_not_there"])]
    given = [
        (f"payroll.rules.pay.x_half__mutmut_{number}", [f"test_pay.py::test_{one}" for one in of])
        for number, of in trials
    ]
    told = subprocess.run(
        [sys.executable, "-c", trying, str(given)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        stdout=subprocess.PIPE,
        check=False,
    )
    assert told.stdout.decode().split() == ["1", "0", "24", "35"]
