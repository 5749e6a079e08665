"""Rows of a bundle as rows of the database: every value is checked as if somebody had typed it."""

from collections.abc import Callable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db.models import BooleanField, CharField, EmailField, Field, ForeignKey, IntegerField, JSONField, Model

from accounts.exit_sections import Row, Table
from bundles.refusals import Refused
from bundles.rows import fields_of
from common.fields import EncryptedTextField

KnownIds = dict[type[Model], set[UUID]]
TEXTS = (CharField, EncryptedTextField)


def in_order(tables: list[Table]) -> list[Table]:
    """Tables after those that they point at, otherwise in the order given."""
    by_model = {table.model: table for table in tables}
    graph = {table.path: _pointed_at(table, by_model) for table in tables}
    by_path = {table.path: table for table in tables}
    return [by_path[path] for path in TopologicalSorter(graph).static_order()]


def _pointed_at(table: Table, by_model: dict[type[Model], Table]) -> list[str]:
    targets = {field.remote_field.model for field in fields_of(table) if isinstance(field, ForeignKey)}
    return sorted(by_model[target].path for target in targets if target in by_model)


def objects_of(table: Table, rows: Iterator[Row], company_id: UUID, known: KnownIds) -> Iterator[Model]:
    """The rows as instances of the table's model; their ids become known. Raises Refused."""
    fields = {field.name: field for field in fields_of(table)}
    key = table.model._meta.pk
    for place, row in enumerate(rows, start=1):
        if set(row) != set(fields):
            raise Refused("ROW", f"{table.path} {place}")
        values: dict[str, Any] = {"company_id": company_id}
        for name, field in fields.items():
            values[field.attname] = _checked(field, row[name], known, f"{table.path} {place}, {name}")
        completed = table.completed(row)
        values |= {name: completed[name] for name in completed if name not in fields}
        made = table.model(**values)
        if key is not None and key.name in fields:
            known.setdefault(table.model, set()).add(made.pk)
        yield made


def _checked(field: "Field[Any, Any]", value: Any, known: KnownIds, place: str) -> Any:
    """The value of a column. Raises Refused."""
    if value is None:
        if not field.null:
            raise Refused("ROW", place)
        return None
    try:
        if isinstance(field, ForeignKey):
            return _pointing(field, value, known)
        if not _is_of_its_kind(field, value):
            raise Refused("ROW", place)
        parsed = field.to_python(value)
        if field.choices and parsed not in _choices_of(field):
            raise Refused("ROW", place)
        for validate in _validators_of(field):
            validate(parsed)
    except (ValidationError, ValueError, TypeError, OverflowError) as error:
        raise Refused("ROW", place) from error
    return parsed


@cache
def _choices_of(field: "Field[Any, Any]") -> frozenset[Any]:
    return frozenset(choice for choice, _label in field.flatchoices)


@cache
def _validators_of(field: "Field[Any, Any]") -> tuple[Callable[[Any], None], ...]:
    """Lengths and ranges. An address that was taken once is not judged again by the rules of another day."""
    return tuple(one for one in field.validators if not isinstance(one, EmailValidator))


def _is_of_its_kind(field: "Field[Any, Any]", value: Any) -> bool:
    """Whether JSON has the column as it is written; no text is taken for a number."""
    if isinstance(field, JSONField):
        return True
    if isinstance(field, BooleanField):
        return isinstance(value, bool)
    if isinstance(field, IntegerField):
        return isinstance(value, int) and not isinstance(value, bool)
    if isinstance(field, EmailField):
        return isinstance(value, str) and not any(one.isspace() or one < " " for one in value)
    if isinstance(field, TEXTS):
        return isinstance(value, str) and "\0" not in value
    return isinstance(value, str)


def _pointing(field: "ForeignKey[Any, Any]", value: Any, known: KnownIds) -> UUID:
    """An id of something in the same file: row-level security does not look at keys. Raises ValueError."""
    pointed = UUID(value)
    if pointed not in known.get(field.remote_field.model, set()):
        raise ValueError("Points outside the file.")
    return pointed
