"""Rows of any registered table as plain values, and back."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey, GeneratedField, Model, QuerySet

from accounts.exit_sections import Row, Table
from accounts.models import User

BATCH = 1000


def fields_of(table: Table) -> "list[Field[Any, Any]]":
    """The columns of the table's file: every stored field but the company, which the manifest names once."""
    return [
        field
        for field in table.model._meta.concrete_fields
        if field.name != "company" and field.name not in table.omitted and not isinstance(field, GeneratedField)
    ]


def rows_of_table(table: Table, company_id: UUID) -> Iterator[Row]:
    """The company's rows in a stable order, read in batches."""
    names = [field.attname for field in fields_of(table)]
    columns = [field.name for field in fields_of(table)]
    rows: QuerySet[Model, tuple[Any, ...]] = (
        queryset_of(table, company_id).order_by(*table.order_by).values_list(*names)
    )
    for values in rows.iterator(chunk_size=BATCH):
        yield table.told(dict(zip(columns, values, strict=True)))


def queryset_of(table: Table, company_id: UUID) -> QuerySet[Model]:
    """The company's rows of the table that belong in the bundle."""
    manager = table.model.objects  # type: ignore[attr-defined]
    rows: QuerySet[Model] = manager.filter(table.only, company_id=company_id)
    return rows


def people_fields(table: Table) -> list[str]:
    """The columns that name somebody with a login: who did something, and when."""
    return [
        field.name for field in fields_of(table) if isinstance(field, ForeignKey) and field.remote_field.model is User
    ]
