"""Which small faults the tests notice: what is copied, what is tried again, and what the page says."""

import json
import os
from pathlib import Path

import pytest

from supervisor import mutants_report
from supervisor.mutants import copy
from supervisor.mutants_report import Left, forget_unnoticed, report

MUTATED = '''
def x_half__mutmut_orig(amount):
    """Half of it."""
    return amount / 2


def x_half__mutmut_1(amount):
    """Half of it."""
    return amount * 2


def x_half__mutmut_2(amount):
    """Half of it."""
    return amount / 3
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


def test_a_fault_without_a_reason_fails_and_so_does_a_reason_without_a_fault(
    found: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(found, found / "page.md") == 1
    assert "No reason is written down yet." in (found / "page.md").read_text(encoding="utf-8")
    (found / "left.toml").write_text(REASON, encoding="utf-8")
    write(found, {1: 36})
    assert report(found, found / "page.md") == 1
    gone = Left("pay.half", "return amount / 2", "return amount / 3")
    assert f"noticed by now, or gone: {gone}" in capsys.readouterr().out


def test_fewer_than_95_per_cent_fail_and_one_without_end_is_noticed(found: Path) -> None:
    (found / "left.toml").write_text(REASON, encoding="utf-8")
    write(found, {2: 0}, number=19)
    assert report(found, found / "page.md") == 1
    write(found, {1: 36, 2: 33})
    assert report(found, found / "page.md") == 0
    assert "| pay | 20 | 18 | 1 | 1 | 95.0 % |" in (found / "page.md").read_text(encoding="utf-8")


def test_nothing_is_written_while_faults_are_untried(found: Path) -> None:
    write(found, {1: None})
    assert report(found, found / "page.md") == 1
    assert not (found / "page.md").exists()


def test_what_was_not_noticed_is_tried_again(found: Path) -> None:
    write(found, {1: 0, 2: 33, 3: 36, 4: 3}, number=5)
    forget_unnoticed(found)
    assert codes(found) == [None, None, None, 3, 1]


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
