"""Form fields for what Swedish forms ask for; each says in plain words what is wrong."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.identity_numbers import InvalidFormat, WrongCheckDigit, parse_corporate_identity_number

_POSTAL = re.compile(r"\d{3} ?\d{2}", re.ASCII)


class CorporateIdentityNumberField(forms.CharField):
    """Ten digits, with or without hyphen; cleans to the ten digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """The ten digits. Raises ValidationError."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            return parse_corporate_identity_number(text)
        except InvalidFormat as error:
            raise ValidationError(_("Write the number with ten digits, such as 556036-0793.")) from error
        except WrongCheckDigit as error:
            raise ValidationError(_("The number is not right, check the last digit.")) from error


class PostalCodeField(forms.CharField):
    """Five digits, with or without a space; cleans to the five digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """The five digits. Raises ValidationError."""
        text = super().clean(value)
        if text and not _POSTAL.fullmatch(text):
            raise ValidationError(_("A postal code has five digits, such as 111 22."))
        return str(text).replace(" ", "")
