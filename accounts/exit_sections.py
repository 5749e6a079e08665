"""The registry of the exit bundle: each app says which of its files belong to a company's payroll data."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model, Q
from django.utils.functional import Promise

Row = dict[str, Any]


class NotTaken(ValueError):
    """What was taken in does not hold together: the import is taken back."""


def _as_it_is(row: Row) -> Row:
    return row


def _nothing_left(company_id: UUID) -> None:
    """Nothing is left to do when every row is there."""


@dataclass(frozen=True)
class Table:
    """A table of the company's own rows: one file of JSON lines that can be taken in again.

    `omitted` are fields that belong to the installation and not to the employer, such as logins. `insert` writes rows
    in another way than as they are, `told` makes a row say what only this installation knows, `completed` fills in what
    was omitted, `finish` runs when every table is in and
    may raise NotTaken. `replaces` says that the file's row takes the place of one that is there.
    """

    path: str
    model: type[Model]
    order_by: Sequence[str]
    about: str | Promise
    omitted: frozenset[str] = frozenset()
    only: Q = field(default_factory=Q)
    told: Callable[[Row], Row] = _as_it_is
    completed: Callable[[Row], Row] = _as_it_is
    insert: Callable[[list[Any]], None] | None = None
    finish: Callable[[UUID], None] = _nothing_left
    replaces: bool = False


@dataclass(frozen=True)
class Records:
    """A file of JSON lines that is only read: `columns` says what each is, `rows` makes them in a stable order."""

    path: str
    about: str | Promise
    columns: Mapping[str, str | Promise]
    rows: Callable[[UUID], Iterator[Row]]


@dataclass(frozen=True)
class Documents:
    """A folder of documents, made in parts that each fit into one task; `files` gives path and content."""

    folder: str
    about: str | Promise
    parts: Callable[[UUID], list[str]]
    files: Callable[[UUID, str], Iterator[tuple[str, bytes]]]


Section = Table | Records | Documents
_sections: dict[str, Section] = {}


def register(*sections: Section) -> None:
    """Called from an app's `AppConfig.ready`."""
    _sections.update({_place(section): section for section in sections})


def sections() -> list[Section]:
    """Every section, by its place in the bundle."""
    return [_sections[place] for place in sorted(_sections)]


def section_at(place: str) -> Section:
    """The section with this path or folder. Raises KeyError."""
    return _sections[place]


def _place(section: Section) -> str:
    return section.folder if isinstance(section, Documents) else section.path
