"""Every text has its Swedish, and the compiled catalogue is the written one."""

import ast
import re
from collections.abc import Iterator

import polib
import pytest
from django.utils.translation import templatize

from tests.guards.source import ROOT, modules, templates

CATALOGUE = ROOT / "locale" / "sv" / "LC_MESSAGES" / "django.po"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def string_of(node: ast.expr) -> str | None:
    """The value of a literal text, or None for anything that is not one."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def messages_in(tree: ast.AST) -> Iterator[tuple[str | None, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            texts = [string_of(argument) for argument in node.args]
            if called in CALLS and texts and texts[0] is not None:
                if called.startswith("p"):
                    yield texts[0], texts[1] or ""
                else:
                    yield None, texts[0]


def used_messages() -> set[tuple[str | None, str]]:
    found = {message for _, tree in modules() for message in messages_in(tree)}
    for name, text in templates():
        source = templatize(text, origin=name)
        calls = re.findall(
            r"\b(?:gettext|ngettext|pgettext|npgettext|_)\((?:[^()\"']|\"\"\"|u?'[^\n]*?'|u?\"[^\n]*?\")*\)", source
        )
        for call in calls:
            try:
                found |= set(messages_in(ast.parse(call.strip())))
            except SyntaxError as error:
                raise AssertionError(f"{name}: cannot read {call!r}") from error
    return {message for message in found if message[1].strip()}


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_every_text_is_translated(catalogue: polib.POFile) -> None:
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue if entry.translated()}
    assert sorted(used_messages() - known, key=str) == []


def test_no_translation_is_fuzzy(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_no_translation_is_left_over(catalogue: polib.POFile) -> None:
    used = used_messages()
    assert [entry.msgid for entry in catalogue if (entry.msgctxt, entry.msgid) not in used] == []


def test_placeholders_are_kept(catalogue: polib.POFile) -> None:
    holes = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    wrong = [
        entry.msgid
        for entry in catalogue
        for text in ([entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values())
        if not set(holes.findall(text)) <= set(holes.findall(entry.msgid + entry.msgid_plural))
        or (not entry.msgid_plural and set(holes.findall(entry.msgid)) - set(holes.findall(text)))
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_current(catalogue: polib.POFile) -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    written = {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in catalogue}
    assert {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in compiled} == written
