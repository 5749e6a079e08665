"""The persons of a PAXml file, as a table with the names of the elements as headings.

PAXml 2.0 (schema of December 2012, www.paxml.se) and 2.2, which adds to it: root `paxml`, `personal` with a `person`
for each, `anstid` and `persnr` as attributes, the rest as elements. An amount can say from which day it applies.
"""

from xml.etree.ElementTree import Element

from common.safe_xml import NotXml, parse
from common.uploaded_tables import FileProblem, FileRefused, Table, table_of

START = b"<"
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
ATTRIBUTES = ("anstid", "persnr")
# The first of several that is filled in.
FIRST_OF = {
    "telefon": ("mobiltelefon", "hemtelefon", "arbetstelefon"),
    "epost": ("epostarb", "eposthem"),
}
ELEMENTS = (
    "fornamn", "efternamn", "postadress", "postnr", "ort", "bankclearing", "bankkonto", "anstdatum", "avgdatum",
    "lonform", "timlon", "manlon", "sysgrad", "skattetabell", "skattekolumn",
)  # fmt: skip
ADJUSTMENT = {"jamkningprocent": "procent", "jamkningbelopp": "belopp"}
HEAD = (*ATTRIBUTES, *FIRST_OF, *ELEMENTS, *ADJUSTMENT, "datum")
YES = ("true", "1")


def is_xml(content: bytes) -> bool:
    """Whether the file begins like XML."""
    for mark in _BYTE_ORDER_MARKS:
        content = content.removeprefix(mark)
    return content.replace(b"\0", b"").lstrip().startswith(START)


def persons_in(content: bytes) -> Table:
    """A row a person, numbered in their order. Raises FileRefused."""
    try:
        root = parse(content)
    except NotXml as error:
        raise FileRefused(FileProblem.NOT_XML, error.line) from error
    if root.tag != "paxml":
        raise FileRefused(FileProblem.NOT_PAXML)
    persons = [person for part in root.findall("personal") for person in part.findall("person")]
    if not persons:
        raise FileRefused(FileProblem.NOBODY)
    for number, person in enumerate(persons, start=1):
        if person.get("delete") in YES:
            raise FileRefused(FileProblem.REMOVALS, number)
    return table_of([(0, HEAD), *((number, _cells(person)) for number, person in enumerate(persons, start=1))])


def _cells(person: Element) -> tuple[str, ...]:
    found = {child.tag: _words(child.text) for child in person}
    adjustment = person.find("skattejamkning")
    told = {} if adjustment is None else adjustment.attrib
    return (
        *(_words(person.get(name)) for name in ATTRIBUTES),
        *(next((found[name] for name in names if found.get(name)), "") for names in FIRST_OF.values()),
        *(found.get(name, "") for name in ELEMENTS),
        *(_words(told.get(name)) for name in ADJUSTMENT.values()),
        _applies_from(person),
    )


def _applies_from(person: Element) -> str:
    """The latest day that an amount applies from."""
    days = [child.get("datum", "") for child in person if child.tag in ("timlon", "manlon", "sysgrad")]
    return max(days, default="")


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
