"""Whatever happens in a collaboration is told in words of its own: no kind of event is recorded without a sentence."""

import ast
from collections.abc import Iterator

from collaborations.catalogue.sentences import EVENTS
from tests.guards.source import modules

PREFIX = "collaborations."
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def kind_in(call: ast.Call) -> ast.expr | None:
    """What a call says the kind is: the first argument, or the one that is named so."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "kind"]
    return call.args[0] if call.args else next(iter(named), None)


def texts_in(node: ast.AST) -> set[str]:
    """Every literal that an expression can become, as far as it is written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return texts_in(node.body) | texts_in(node.orelse)
    return set()


def values_of(variable: str, function: Function, tree: ast.Module) -> set[str]:
    """What a variable of a function is: assigned in it, or given by those who call it."""
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == variable for t in node.targets):
            found |= texts_in(node.value)
    places = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
    if variable in places:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node) == function.name:
                given = [keyword.value for keyword in node.keywords if keyword.arg == variable]
                place = places.index(variable)
                found |= {one for each in (given or node.args[place : place + 1]) for one in texts_in(each)}
    return found


def looked_up(node: ast.Subscript, tree: ast.Module) -> set[str]:
    """Every value of a table of the module."""
    tables = [
        one for one in tree.body if isinstance(one, ast.Assign | ast.AnnAssign) and isinstance(one.value, ast.Dict)
    ]
    name = ast.unparse(node.value)
    return {
        text
        for table in tables
        if name in {ast.unparse(one) for one in (table.targets if isinstance(table, ast.Assign) else [table.target])}
        for value in (table.value.values if isinstance(table.value, ast.Dict) else [])
        for text in texts_in(value)
    }


def kinds_of(call: ast.Call, function: Function, tree: ast.Module) -> set[str]:
    """The kinds that a call of `record` may record; those of other apps too."""
    kind = kind_in(call)
    if isinstance(kind, ast.JoinedStr):
        start, *rest = kind.values
        assert isinstance(start, ast.Constant), ast.unparse(call)
        (hole,) = rest
        assert isinstance(hole, ast.FormattedValue), ast.unparse(call)
        filling = hole.value
        found = looked_up(filling, tree) if isinstance(filling, ast.Subscript) else set()
        found |= values_of(filling.id, function, tree) if isinstance(filling, ast.Name) else set()
        return {f"{start.value!s}{value}" for value in found}
    return values_of(kind.id, function, tree) if isinstance(kind, ast.Name) else texts_in(kind) if kind else set()


def recorded() -> Iterator[tuple[str, ast.Call, set[str]]]:
    """Every call that records an event in collaborations, where it is, and its kinds."""
    for path, tree in modules():
        if not path.startswith("collaborations/"):
            continue
        for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and name_of(node) in ("record", "record_all"):
                    yield path, node, kinds_of(node, function, tree)


def test_every_event_of_collaborations_has_a_sentence() -> None:
    told = {(path, kind) for path, _call, kinds in recorded() for kind in kinds if kind.startswith(PREFIX)}
    assert {kind for _path, kind in told} >= {f"{PREFIX}requested", f"{PREFIX}accepted", f"{PREFIX}ended"}
    assert sorted(one for one in told if one[1] not in EVENTS) == []


def test_the_kinds_of_every_event_of_collaborations_can_be_read_in_the_code() -> None:
    assert [f"{path}: {ast.unparse(call)}" for path, call, kinds in recorded() if not kinds] == []
