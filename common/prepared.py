"""Questions of every request: the ORM writes their statement once, and each asking puts its values in.

Most of what a small query costs is writing it. What is kept is the statement alone, never an answer.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connections, models

M = TypeVar("M", bound=models.Model)
# Values that stand in a statement for those that come, each of its kind and like no other.
MARKS: dict[type, Callable[[int], Any]] = {
    UUID: lambda number: UUID(int=number),
    date: lambda number: date(1, 1, number),
    str: lambda number: f"mark {number}",
}


class _Prepared:
    """A query whose values are given by name; `kinds` are their types. None is no value: it is written otherwise."""

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]], **kinds: type) -> None:
        self.build, self.kinds = build, kinds
        self.statement = ""
        self.places: list[tuple[str | None, Any]] = []
        self.alias = ""

    def _write(self) -> None:
        """The statement, and what stands in each of its places: a value by name, or one that is always the same."""
        marks = {name: MARKS[kind](number) for number, (name, kind) in enumerate(self.kinds.items(), start=1)}
        names = {mark: name for name, mark in marks.items()}
        queryset = self.build(**marks)
        compiler = queryset.query.get_compiler(queryset.db)
        statement, values = compiler.as_sql()
        if compiler.get_converters([column for column, _, _ in compiler.select]):
            raise TypeError("A column that is converted on its way from the database cannot be read here.")
        self.places = [(names.get(value), value) for value in values]
        if missing := self.kinds.keys() - {name for name, _ in self.places}:
            raise TypeError(f"The statement does not have {', '.join(sorted(missing))}.")
        self.alias, self.statement = queryset.db, statement

    def _ask(self, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        if not self.statement:
            self._write()
        with connections[self.alias].cursor() as cursor:
            cursor.execute(self.statement, [values[name] if name else value for name, value in self.places])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


class Rows(_Prepared):
    """The rows of a `values_list`."""

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows with these values."""
        return self._ask(values)


class Found(_Prepared, Generic[M]):
    """The first object of a query without `select_related`, `only` and annotations."""

    def __init__(self, model: type[M], build: Callable[..., models.QuerySet[M]], **kinds: type) -> None:
        super().__init__(lambda **marks: build(**marks)[:1], **kinds)
        self.model, self.names = model, [field.attname for field in model._meta.concrete_fields]

    def __call__(self, **values: Any) -> M | None:
        """The object with these values, or None."""
        return next((self.model.from_db(self.alias, self.names, row) for row in self._ask(values)), None)
