"""What `make mutants` found: docs/mutants.md, with a reason for each fault that the tests do not notice.

The reasons are data, tests/mutants_left.toml: the function, the line before and after, and why. One that no longer
survives is named, so that it is taken out; one without a reason makes the command fail.
"""

import ast
import difflib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from supervisor.local_environment import ROOT

REASONS = ROOT / "tests" / "mutants_left.toml"
GOAL = 95
NOTICED, LEFT, ENDLESS = (1,), (0, 5, 33), (24,)
"""What mutmut writes down: a test failed; none did, or there is none; one went on for ever. Others are no answer."""
NUMBER = re.compile(r"__mutmut_(\d+|orig)$")
HEAD = """# Small faults in the payroll rules, and which the tests notice

Written by `make mutants`. [mutmut](https://mutmut.readthedocs.io) makes one small fault at a time in the functions of
`payroll/rules` (another operator, number, text or argument), and the tests of the rules are run until one fails: unit
tests, scenarios, the second calculator and properties with few examples, without database. A test that fails is run
once more without the fault, and only when it passes then has it noticed anything. There are no faults in properties and
other decorated functions, nor in tables and constants outside functions. A fault with which a test goes on for ever
counts as noticed, and is counted for itself.
"""


class Left(NamedTuple):
    """A fault that no test notices: the function, and its lines before and after."""

    function: str
    before: str
    after: str


def forget_unnoticed(copy: Path) -> None:
    """Let every fault that was not noticed be tried again: a new test may notice it."""
    for path, data in _results(copy):
        codes = data["exit_code_by_key"]
        data["exit_code_by_key"] = {name: code if code in NOTICED else None for name, code in codes.items()}
        path.write_text(json.dumps(data, indent=4), encoding="utf-8")


def _results(copy: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted((copy / "mutants" / "payroll" / "rules").glob("*.py.meta")):
        yield path, json.loads(path.read_text(encoding="utf-8"))


def report(copy: Path, to: Path) -> int:
    """Write the page and say the outcome; 1 when fewer than 95 % are noticed, or reasons and what is left differ."""
    rows: list[tuple[str, Counter[str]]] = []
    left: list[Left] = []
    for path, data in _results(copy):
        codes = data["exit_code_by_key"]
        name = path.name.removesuffix(".py.meta")
        if codes:
            rows.append((name, Counter(_outcome(code) for code in codes.values())))
            unnoticed = [key for key, code in codes.items() if _outcome(code) == "left"]
            left += _left(path.with_suffix(""), name, unnoticed)
    total = sum((counts for _, counts in rows), Counter[str]())
    if total["untried"]:
        print(f"{total['untried']} faults have not been tried yet; go on with the same command")
        return 1
    reasons = {Left(one["function"], one["before"], one["after"]): one["why"] for one in _reasons()}
    to.write_text(_page(rows, total, left, reasons), encoding="utf-8")
    share = _share(total)
    unexplained = [one for one in left if one not in reasons]
    print(f"{share:.1f} % noticed; {len(left)} left, {len(unexplained)} of them without a reason: {to.name}")
    gone = set(reasons) - set(left)
    for one in gone:
        print(f"noticed by now, or gone: {one}")
    return 1 if unexplained or gone or share < GOAL else 0


def _reasons() -> list[dict[str, str]]:
    return tomllib.loads(REASONS.read_text(encoding="utf-8")).get("left", []) if REASONS.exists() else []


def _outcome(code: int | None) -> str:
    names = ((NOTICED, "noticed"), (LEFT, "left"), (ENDLESS, "endless"))
    return next((name for codes, name in names if code in codes), "untried")


def _share(counts: Counter[str]) -> float:
    return 100 * (counts["noticed"] + counts["endless"]) / counts.total()


def _left(mutated: Path, module: str, keys: list[str]) -> Iterator[Left]:
    """What each fault changed, from the file in which mutmut keeps all of them beside each other."""
    text = mutated.read_text(encoding="utf-8")
    lines = text.splitlines()
    functions = {
        node.name: [
            line.strip().replace(node.name, _called(node.name)) for line in lines[node.lineno - 1 : node.end_lineno]
        ]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
    }
    for key in keys:
        name = key.rpartition(".")[2]
        before, after = functions[f"{NUMBER.sub('', name)}__mutmut_orig"], functions[name]
        changes = list(difflib.ndiff(before, after))
        gone, new = (" ".join(row[2:] for row in changes if row[:2] == sign) for sign in ("- ", "+ "))
        yield Left(f"{module}.{_qualified(name)}", gone, new)


def _qualified(name: str) -> str:
    """The function of a fault as the rules call it, a method with its class."""
    return NUMBER.sub("", name).removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")


def _called(name: str) -> str:
    """The function of a fault as it is defined: a default may be what is wrong."""
    return _qualified(name).rpartition(".")[2]


def _page(rows: list[tuple[str, Counter[str]]], total: Counter[str], left: list[Left], reasons: dict[Left, str]) -> str:
    parts = [HEAD, f"**{_share(total):.1f} % of {total.total()} are noticed.**\n"]
    parts += ["| File | Made | Noticed | Without end | Left | Share |", "|---|---|---|---|---|---|"]
    for name, counts in [*rows, ("all", total)]:
        numbers = [counts.total(), counts["noticed"], counts["endless"], counts["left"]]
        parts.append(f"| {name} | {' | '.join(map(str, numbers))} | {_share(counts):.1f} % |")
    parts += [
        "\n## Left\n",
        "By reason: the function, the rule as it is, and the fault that no test notices.\n",
    ]
    by_reason: dict[str, list[Left]] = {}
    for one in left:
        by_reason.setdefault(reasons.get(one, "No reason is written down yet."), []).append(one)
    for why, found in sorted(by_reason.items()):
        parts += [f"### {why}\n", *(_row(one) for one in found), ""]
    return "\n".join(parts).rstrip() + "\n"


def _row(one: Left) -> str:
    return f"- {one.function}\n  - `{one.before or 'nothing'}`\n  - `{one.after or 'nothing'}`"
