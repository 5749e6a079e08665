"""`python -m supervisor mutants`: every small fault that mutmut can make in the payroll rules, against their tests.

Done in a copy of the tree, without servers. What was found stays beside the copy: interrupted, it goes on where it
was. A fault that no test noticed is tried again each time; one that was noticed is not, until its function changes.
`anew` begins from nothing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from supervisor import mutants_report
from supervisor.local_environment import DATA, ROOT

COPY = DATA / "mutants"
LEFT_OUT = {".git", ".venv", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
# Nobody answers there: the rules need no database, and a test that does fails.
ENVIRONMENT = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    "HYPOTHESIS_PROFILE": "mutants",
    "PYTEST_ADDOPTS": "-p no:faker",  # which looks for its languages anew in each of thousands of processes
}
CHILDREN = "2"
# The program beside Python names the folder that it was installed into, which may be another by now.
MUTMUT = "from mutmut.__main__ import cli; cli()"


def run_mutants(arguments: Sequence[str]) -> int:
    """Try the faults (of the named modules: `tax_table loans`), report; 1 when tests notice too few or one is new."""
    names = [f"payroll.rules.{name}.*" for name in arguments if name != "anew"]
    if "anew" in arguments:
        shutil.rmtree(COPY, ignore_errors=True)
    copy(ROOT, COPY)
    mutants_report.forget_unnoticed(COPY)
    command = ["nice", "-n", "10", sys.executable, "-c", MUTMUT, "run", "--max-children"]
    command += [os.environ.get("CHILDREN", CHILDREN), *names]
    code = subprocess.run(command, cwd=COPY, env={**os.environ, **ENVIRONMENT}, check=False).returncode
    return code or mutants_report.report(COPY, ROOT / "docs" / "mutants.md")


def copy(tree: Path, to: Path) -> None:
    """Bring the copy up to date, with the times of the files: mutmut goes by them. What is gone is deleted.

    In its own copy mutmut renews Python files only; the rest is thrown away there when it has changed.
    """
    files = [path for path in tree.rglob("*") if path.is_file() and not LEFT_OUT & set(path.relative_to(tree).parts)]
    wanted = {path.relative_to(tree) for path in files}
    shutil.rmtree(to / "mutants" / "tests", ignore_errors=True)
    for path in wanted:
        source, target = tree / path, to / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or source.stat().st_mtime != target.stat().st_mtime:
            shutil.copy2(source, target)
            if path.suffix != ".py":
                (to / "mutants" / path).unlink(missing_ok=True)
    for path in to.rglob("*.py") if to.exists() else ():
        if path.relative_to(to).parts[0] != "mutants" and path.relative_to(to) not in wanted:
            path.unlink()
