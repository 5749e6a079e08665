"""What a row of a file says about an employee, and what can be wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Field(StrEnum):
    """What a column of the file can be. Upper apps add names of their own."""

    IDENTITY = "identity"
    NUMBER = "number"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    EMAIL = "email"
    PHONE = "phone"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    HIRED_ON = "hired_on"
    LEFT_ON = "left_on"
    PAY_FORM = "pay_form"
    AMOUNT = "amount"
    MONTHLY_SALARY = "monthly_salary"
    HOURLY_WAGE = "hourly_wage"
    EMPLOYMENT_RATE = "employment_rate"
    TAX_METHOD = "tax_method"
    TAX_TABLE = "tax_table"
    TAX_COLUMN = "tax_column"
    ADJUSTMENT_RATE = "adjustment_rate"
    ADJUSTMENT_AMOUNT = "adjustment_amount"
    EXTRA_TAX = "extra_tax"
    DECISION_NOTE = "decision_note"
    CLEARING_NUMBER = "clearing_number"
    ACCOUNT_NUMBER = "account_number"
    APPLIES_FROM = "applies_from"


OF_TAX_FILES = (
    Field.IDENTITY, Field.FULL_NAME, Field.TAX_METHOD, Field.TAX_TABLE, Field.TAX_COLUMN, Field.ADJUSTMENT_RATE,
    Field.ADJUSTMENT_AMOUNT, Field.EXTRA_TAX, Field.DECISION_NOTE, Field.APPLIES_FROM,
)  # fmt: skip
SECRET = frozenset({Field.IDENTITY, Field.CLEARING_NUMBER, Field.ACCOUNT_NUMBER})
"""What stands in these is never shown again."""


class Problem(StrEnum):
    """What is wrong with a row beside the others, or beside what there is."""

    MISSING = "missing"
    TWICE = "twice"
    NUMBER_TWICE = "number_twice"
    NUMBER_TAKEN = "number_taken"
    PAY_FORM_MISSING = "pay_form_missing"
    TWO_AMOUNTS = "two_amounts"
    METHOD_MISSING = "method_missing"
    NOTHING_TO_ADD_TO = "nothing_to_add_to"
    BEFORE_HIRED = "before_hired"
    AFTER_LEFT = "after_left"
    LEFT_BEFORE_HIRED = "left_before_hired"
    HIRED_AGAIN = "hired_again"
    FORMER_EMPLOYMENT = "former_employment"
    CELLS_TOO_MANY = "cells_too_many"


@dataclass(frozen=True)
class Fault:
    """A problem, or the sentence of the form field that refused the value; `detail` is what a sentence names."""

    field: str = ""
    problem: Problem | None = None
    detail: str = ""
    sentence: str = ""
    value: str = ""


class Faulty(Exception):
    """The row says something that cannot be."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults)
        self.faults = faults


@dataclass(frozen=True)
class ImportRow:
    """A row as it was read: a value for each cell that is not empty and is right."""

    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def get(self, name: str) -> Any:
        """The value, or None."""
        return self.values.get(name)

    @property
    def name(self) -> str:
        """What the person is called in the file."""
        return f"{self.get(Field.GIVEN_NAME) or ''} {self.get(Field.FAMILY_NAME) or ''}".strip()
