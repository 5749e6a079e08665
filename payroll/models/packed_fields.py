"""Model fields for what is packed in the database and has names in Python, see `payroll.rules.packing`.

They are texts: nothing is looked for in them, and a text is shorter than JSON that can be searched.
"""

import json
from abc import abstractmethod
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

from payroll.rules.canonical import canonical_text
from payroll.rules.packing import (
    contributions_by_names,
    contributions_packed_again,
    explanation_by_names,
    explanation_packed_again,
    sick_state_by_names,
    sick_state_packed_again,
)


class _PackedField(models.JSONField):
    @staticmethod
    @abstractmethod
    def packed(said: Any) -> Any:
        """What is said by names, in positions."""

    @staticmethod
    @abstractmethod
    def by_names(stored: Any) -> Any:
        """What is stored, by names."""

    def get_internal_type(self) -> str:
        return "TextField"

    def to_python(self, value: Any) -> Any:
        """The value by names. Raises ValidationError for what has other ones."""
        try:
            self.packed(value)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise ValidationError("Not what is packed here.") from error
        return value

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        return value if value is None else canonical_text(self.packed(value))

    def from_db_value(self, value: Any, expression: Expression, connection: BaseDatabaseWrapper) -> Any:
        return None if value is None else self.by_names(json.loads(value))


class ExplanationField(_PackedField):
    """Why a line is what it is."""

    packed = staticmethod(explanation_packed_again)
    by_names = staticmethod(explanation_by_names)


class ContributionsField(_PackedField):
    """Employer contributions, each with its explanation."""

    packed = staticmethod(contributions_packed_again)
    by_names = staticmethod(contributions_by_names)


class SickStateField(_PackedField):
    """How the latest sick period stands."""

    packed = staticmethod(sick_state_packed_again)
    by_names = staticmethod(sick_state_by_names)
