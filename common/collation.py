"""Swedish alphabetical order without ICU: å, ä and ö after z, accents folded."""

from typing import Any

from django.db.models import CharField, Func, Value

FROM = "åäöéèêëüáàâíîóôñç"
TO = "{|}eeeeyaaaiioonc"


class SwedishOrder(Func):
    """A key whose byte order (COLLATE "C") is Swedish order; feed it lower-case text."""

    function = "translate"
    output_field = CharField()

    def __init__(self, expression: Any, **extra: Any) -> None:
        super().__init__(expression, Value(FROM), Value(TO), **extra)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Only the first expression is an argument, see __init__."""
        return "common.collation.SwedishOrder", (self.source_expressions[0],), {}


def swedish_key(text: str) -> str:
    """The same key, made in Python."""
    return text.lower().translate(str.maketrans(FROM, TO))
