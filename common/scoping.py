"""Wall 1: tenant models answer only inside an open scope.

A scope names the firm, the companies, or both, that the current work may see. Doors (`access.py`)
open it for a request and task base classes for a task; `objects` filters by it and raises without it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models

M = TypeVar("M", bound=models.Model)


class ScopeMissing(RuntimeError):
    """Tenant data was asked for without saying whose."""


@dataclass(frozen=True)
class Scope:
    """Whose rows may be seen: one firm, some companies, or both."""

    firm_id: UUID | None = None
    company_ids: frozenset[UUID] | None = None


_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current_scope() -> Scope | None:
    """The open scope, or None."""
    return _scope.get()


def open_scope(*, firm_id: UUID | None = None, company_ids: Iterable[UUID] | None = None) -> None:
    """Open a scope for the rest of the request or task; only doors and task base classes call this."""
    _scope.set(Scope(firm_id, None if company_ids is None else frozenset(company_ids)))


@contextmanager
def scope(*, firm_id: UUID | None = None, company_ids: Iterable[UUID] | None = None) -> Iterator[None]:
    """Open a scope for a block and restore the former one after it."""
    token = _scope.set(Scope(firm_id, None if company_ids is None else frozenset(company_ids)))
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def no_scope() -> Iterator[None]:
    """Start a unit of work (request, task) without any scope."""
    token = _scope.set(None)
    try:
        yield
    finally:
        _scope.reset(token)


class ScopedManager(models.Manager[M]):
    """Filters by the open scope; raises `ScopeMissing` when it names none of the model's keys."""

    def get_queryset(self) -> models.QuerySet[M]:
        queryset = super().get_queryset()
        keys: tuple[str, ...] = self.model.scope_keys  # type: ignore[attr-defined]
        opened = current_scope() or Scope()
        filters: dict[str, Any] = {}
        if "firm" in keys and opened.firm_id is not None:
            filters["firm_id"] = opened.firm_id
        if "company" in keys and opened.company_ids is not None:
            filters["company_id__in"] = opened.company_ids
        if not filters:
            raise ScopeMissing(f"{self.model.__name__} was queried without an open scope ({' or '.join(keys)}).")
        return queryset.filter(**filters)


class _Scoped(models.Model):
    scope_keys: ClassVar[tuple[str, ...]] = ()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()
    _all: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True

    @classmethod
    def unscoped(cls, reason: str) -> models.QuerySet[Self]:
        """Every row that the database lets the actor see; say why the scope does not apply."""
        if not reason:
            raise ValueError("An unscoped query states its reason.")
        return cls._all.all()


class FirmScoped(_Scoped):
    """A row that belongs to a firm; needs a `firm` foreign key."""

    scope_keys = ("firm",)

    class Meta:
        abstract = True


class CompanyScoped(_Scoped):
    """A row that belongs to a company; needs a `company` foreign key."""

    scope_keys = ("company",)

    class Meta:
        abstract = True


class FirmOrCompanyScoped(_Scoped):
    """A row between a firm and a company: seen from either side; needs both foreign keys."""

    scope_keys = ("firm", "company")

    class Meta:
        abstract = True
