"""`__in` over keys as one array: a payroll run asks for five hundred employees a dozen times.

A list of values is a parameter for each of them, that Django prepares, the driver looks for in the text and writes out,
and the database parses one by one. An array is one parameter, and the plan is the same.
"""

from typing import Any
from uuid import UUID

from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In


class _AsArray(In):
    """Several ids are sent as an array; a single one, a subquery, and what is no id, as ever."""

    _ids: list[UUID] | None = None

    def get_prep_lookup(self) -> Any:
        if self.rhs_is_direct_value():
            self.rhs = list(self.rhs)
            if len(self.rhs) > 1 and all(type(one) is UUID for one in self.rhs):
                self._ids = self.rhs
                return self.rhs
        return super().get_prep_lookup()

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        return super().process_rhs(compiler, connection) if self._ids is None else ("(%s)", [self._ids])

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return super().get_rhs_op(connection, rhs) if self._ids is None else f"= ANY {rhs}"


class IdIn(_AsArray):
    """For a key of one's own."""


class RelatedIdIn(_AsArray, RelatedIn):
    """For the key of another."""
