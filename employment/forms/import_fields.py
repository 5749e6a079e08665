"""The fields that the cells of a file are read by: those of the pages, with what spreadsheets do to values undone."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.form_fields import EmailAddressField, PostalCodeField, TelephoneField
from common.number_fields import KronorField, NumberField, WholeNumberField, decimal_of
from common.uploaded_tables import plain
from employment.catalogue.import_words import import_words
from employment.forms.employees import text
from employment.forms.fields import DayField, IdentityNumberField
from employment.forms.tax import TaxTermsForm
from employment.forms.terms import PayTermsForm
from employment.rules.import_rows import Field
from employment.rules.tax_choices import COLUMNS

MORE_DAYS = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")
SHORTENED = re.compile(r"[0-9]{7,9}", re.ASCII)
TEN_DIGITS = 10
NOTHING_WHEN_ZERO = frozenset(
    {
        Field.AMOUNT, Field.MONTHLY_SALARY, Field.HOURLY_WAGE, Field.TAX_TABLE, Field.TAX_COLUMN,
        Field.ADJUSTMENT_RATE, Field.ADJUSTMENT_AMOUNT, Field.EXTRA_TAX,
    }
)  # fmt: skip
"""Programs write a nought where there is nothing."""


class WordField(forms.Field):
    """One of the words that mean something; `expected` says which."""

    def __init__(self, words: Mapping[str, Any], expected: str | Promise) -> None:
        super().__init__(required=False)
        self._words, self._expected = words, expected

    def clean(self, value: Any) -> Any:
        """What the word means. Raises ValidationError."""
        try:
            return self._words[plain(value)]
        except KeyError:
            raise ValidationError(str(self._expected), code="unknown") from None


class FileDayField(DayField):
    """A day in any form that is usual in Sweden, such as 15.1.2026."""

    def clean(self, value: Any) -> date | None:
        """The day. Raises ValidationError."""
        day: date | None = super().clean("".join(value.split()) if ":" not in value else value)
        return day


class FileIdentityField(IdentityNumberField):
    """A spreadsheet takes the noughts from the beginning of a number."""

    def clean(self, value: Any) -> Any:
        """The number. Raises ValidationError."""
        return super().clean(value.zfill(TEN_DIGITS) if SHORTENED.fullmatch(value) else value)


def is_nothing(name: str, cell: str) -> bool:
    """Whether the cell is as good as empty."""
    if name not in NOTHING_WHEN_ZERO:
        return not cell
    try:
        return not cell or decimal_of(cell, KronorField.units) == 0
    except InvalidOperation:
        return False


def reading_fields() -> dict[str, forms.Field]:
    """A field for each column."""
    words = import_words()
    pay, tax = PayTermsForm.base_fields, TaxTermsForm.base_fields
    return {
        Field.IDENTITY: FileIdentityField(required=False),
        Field.NUMBER: WholeNumberField(lowest=1, highest=999_999_999, example="12", required=False),
        Field.GIVEN_NAME: text("", 80),
        Field.FAMILY_NAME: text("", 80),
        Field.FULL_NAME: text("", 160),
        Field.EMAIL: EmailAddressField(required=False),
        Field.PHONE: TelephoneField(max_length=20, required=False),
        Field.STREET: text("", 80),
        Field.POSTAL_CODE: PostalCodeField(max_length=10, required=False),
        Field.CITY: text("", 60),
        Field.HIRED_ON: _day(),
        Field.LEFT_ON: _day(),
        Field.PAY_FORM: WordField(words.pay_forms, _("Write monthly salary or hourly wage.")),
        Field.AMOUNT: KronorField(example="33 500", required=False),
        Field.MONTHLY_SALARY: pay["monthly_salary"],
        Field.HOURLY_WAGE: pay["hourly_wage"],
        Field.EMPLOYMENT_RATE: NumberField(lowest=Decimal(1), highest=Decimal(100), example="80", required=False),
        Field.TAX_METHOD: WordField(
            words.tax_methods,
            _("Write table, side income, adjustment percent, adjustment amount, SINK, A-SINK or no tax."),
        ),
        Field.TAX_TABLE: tax["tax_table"],
        Field.TAX_COLUMN: WholeNumberField(lowest=COLUMNS[0], highest=COLUMNS[-1], example="1", required=False),
        Field.ADJUSTMENT_RATE: tax["adjustment_rate"],
        Field.ADJUSTMENT_AMOUNT: tax["adjustment_amount"],
        Field.EXTRA_TAX: tax["extra_tax"],
        Field.DECISION_NOTE: text("", 200),
        Field.CLEARING_NUMBER: text("", 25),
        Field.ACCOUNT_NUMBER: text("", 40),
        Field.APPLIES_FROM: _day(),
    }


def _day() -> FileDayField:
    field = FileDayField(required=False)
    field.input_formats = [*(field.input_formats or ()), *MORE_DAYS]
    return field
