"""`python manage.py tax_table` as someone runs it in a terminal."""

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[3]


def printed(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("tax_table", *arguments, stdout=out)
    assert out.getvalue().endswith("\n")
    return out.getvalue().removesuffix("\n").split("\n")


def in_a_terminal(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "manage.py", "tax_table", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(("year", "lines"), [("2025", 7_934), ("2026", 7_966)])
def test_a_year_is_printed_in_the_order_of_the_official_file(year: str, lines: int) -> None:
    """Per table, all rows in kronor, then all rows in per cent; tables ascending; incomes ascending; no header."""
    rows = [line.split(";") for line in printed(year)]
    assert len(rows) == lines
    assert {len(row) for row in rows} == {10}
    keys = [(int(table), kind == "%", int(income_from)) for kind, table, income_from, *_ in rows]
    assert keys == sorted(keys)
    assert all(re.fullmatch(r"(B|%);(29|3\d|4[0-2])(;\d+){2}(;\d+){6}", ";".join(row)) for row in rows if row[3])
    assert [row[1] for row in rows if not row[3]] == [str(table) for table in range(29, 43)]
    assert {row[0] for row in rows if not row[3]} == {"%"}


def test_one_table_and_one_kind_can_be_chosen() -> None:
    assert printed("2026", "--table", "34", "--kind", "B")[150:152] == [
        "B;34;16901;17000;2740;2653;1357;2740;4568;4568",
        "B;34;17001;17100;2765;2676;1367;2765;4604;4604",
    ]
    assert len(printed("2026", "--kind", "%")) == 1_232
    assert len(printed("2025", "--table", "29", "--kind", "B")) == 481
    assert [line[:4] for line in printed("2026", "--table", "34")][480:482] == ["B;34", "%;34"]


def test_an_open_end_is_empty() -> None:
    assert printed("2026", "--table", "38", "--kind", "%")[-1] == "%;38;1301801;;57;57;57;48;57;57"


def test_lines_end_with_a_line_feed_alone_and_nothing_else_is_printed() -> None:
    done = in_a_terminal("2026", "--table", "29")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"B;29;1;2000;0;0;0;0;0;0\nB;29;2001;2100;150;0;150;0;150;2\n")
    assert b"\r" not in done.stdout
    assert done.stdout.endswith(b"\n") and not done.stdout.endswith(b"\n\n")


def test_a_year_without_figures_is_refused_in_a_sentence() -> None:
    done = in_a_terminal("2027")
    assert done.returncode != 0
    assert done.stdout == b""
    assert done.stderr.decode().strip() == (
        "CommandError: There are no statutory figures for 2027. Enter them in payroll/statutory first."
    )


@pytest.mark.parametrize("arguments", [("2026", "--table", "28"), ("2026", "--kind", "A"), ("next",), ("2027",)])
def test_what_does_not_exist_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("tax_table", *arguments)
