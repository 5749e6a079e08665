"""The shape of the code: rooms, sizes, words."""

import ast
import re
import statistics
from collections.abc import Iterator

from tests.guards.source import APPS, ROOT, modules, templates

FORBIDDEN_FILES = {"utils.py", "helpers.py", "services.py", "managers.py"}
FORBIDDEN_WORDS = re.compile(
    r"(?<![a-z])(customer|agency|salary_slip|salaryslip|pay_run|payrun|approver|wage_slip|paycheck|timesheet|end_user)"
)
PURE = ("rules/", "statutory/", "common/money.py", "common/periods.py", "common/identity_numbers.py")
LONGEST_FILE = 400
LONGEST_TEMPLATE = 80


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield f"{name}:{node.name}", node


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def percentile_95(values: list[int]) -> int:
    return sorted(values)[int(len(values) * 0.95)]


def test_no_file_is_a_drawer_for_anything() -> None:
    assert [name for name, _ in modules() if name.rsplit("/", 1)[-1] in FORBIDDEN_FILES] == []


def test_files_are_short() -> None:
    sizes = {
        name: sum(1 for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line.strip())
        for name, _ in modules()
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}
    assert statistics.median(size for size in sizes.values() if size) <= 70
    assert percentile_95(list(sizes.values())) <= 250


def test_functions_are_short() -> None:
    lengths = [length(node) for _, node in functions()]
    assert percentile_95(lengths) <= 26


def test_view_handlers_are_short() -> None:
    long = {
        name: length(node)
        for name, node in functions()
        if "/web/" in name and node.args.args and node.args.args[0].arg == "request" and length(node) > 23
    }
    assert long == {}


def test_templates_are_short() -> None:
    assert {name: n for name, text in templates() if (n := text.count("\n")) > LONGEST_TEMPLATE} == {}


def test_nothing_is_imported_inside_a_function() -> None:
    late = [
        name
        for name, node in functions()
        for inner in ast.walk(node)
        if (isinstance(inner, ast.ImportFrom) and (inner.module or "").split(".")[0] in APPS)
        or (isinstance(inner, ast.Import) and inner.names[0].name.split(".")[0] in APPS)
    ]
    assert late == []


def test_identifiers_are_the_glossarys() -> None:
    found = set()
    for name, tree in modules():
        for node in ast.walk(tree):
            words = {
                getattr(node, attribute, None)
                for attribute in ("id", "name", "attr", "arg")
                if hasattr(node, attribute)
            }
            found |= {f"{name}: {word}" for word in words if isinstance(word, str) and FORBIDDEN_WORDS.search(word)}
    assert found == set()


def test_only_the_clock_tells_the_time() -> None:
    pattern = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|timezone\.now|timezone\.localdate)\(")
    users = {name for name, _ in modules() if pattern.search((ROOT / name).read_text(encoding="utf-8"))}
    assert users <= {"common/clock.py"} | {name for name in users if name.startswith("supervisor/")}


def test_rules_are_pure() -> None:
    impure = set()
    for name, tree in modules():
        if not any(part in name for part in PURE):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom | ast.Import):
                imported = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                if any(module.split(".")[0] == "django" or module.startswith("common.clock") for module in imported):
                    impure.add(f"{name}:{node.lineno}")
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                impure.add(f"{name}:{node.lineno} float")
    assert impure == set()


def test_views_do_not_query() -> None:
    offenders = {
        name for name, _ in modules() if "/web/" in name and ".objects" in (ROOT / name).read_text(encoding="utf-8")
    }
    assert offenders == set()


def test_templates_carry_no_inline_script_or_style() -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style|\sstyle=\"|\son[a-z]+=\"", re.I
    )
    assert [name for name, text in templates() if "mail/" not in name and inline.search(text)] == []


def test_no_form_loses_its_token_on_the_way_into_a_page() -> None:
    """`include … only` leaves the csrf token behind, and the form would be refused."""
    texts = dict(templates())
    with_token = {name for name, text in texts.items() if "{% csrf_token %}" in text}
    isolated = re.compile(r'{% include "([^"]+)"[^%]*\sonly %}')
    lost = {(name, found) for name, text in texts.items() for found in isolated.findall(text) if found in with_token}
    assert lost == set()
