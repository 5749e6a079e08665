"""XML that somebody sends in: no document types, so no entities, and nothing is fetched."""

from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat


class NotXml(ValueError):
    """It is no well-formed XML, or says what no file needs to say; `line` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def parse(content: bytes) -> Element:
    """The root; names without their namespaces. Raises NotXml."""
    parser, builder = expat.ParserCreate(namespace_separator="}"), TreeBuilder()
    parser.buffer_text = True

    def refuse(*_declared: object) -> NoReturn:
        raise NotXml(parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, values: builder.start(
        _local(name), {_local(key): value for key, value in values.items()}
    )
    parser.EndElementHandler = lambda name: builder.end(_local(name))
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(content, True)
        return builder.close()
    except (expat.ExpatError, ValueError, LookupError) as error:
        # An encoding that does not exist is a LookupError.
        raise NotXml(getattr(error, "line", 0) or getattr(error, "lineno", 0) or 1) from error


def _local(name: str) -> str:
    return name.rpartition("}")[2]
