"""Fields that forgive: days, and identity numbers with or without separators."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import clock
from common.identity_numbers import (
    BornInFuture,
    InvalidFormat,
    PersonalIdentityNumber,
    WrongCheckDigit,
    parse_personal_identity_number,
)

EARLIEST, LATEST = date(1930, 1, 1), date(2199, 12, 31)


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        messages = {"invalid": _("Write the date as YYYY-MM-DD.")}
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%Y%m%d"], error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not EARLIEST <= day <= LATEST:
            sentence = _("Write a day from %(first)s to %(last)s.")
            raise ValidationError(sentence, code="range", params={"first": EARLIEST, "last": LATEST})
        return day


class IdentityNumberField(forms.CharField):
    """A personnummer or samordningsnummer; what does not look like one is never repeated in the answer."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> PersonalIdentityNumber | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_personal_identity_number(text, today=clock.today())
        except InvalidFormat:
            raise ValidationError(_("Write the personal identity number as YYYYMMDD-NNNN."), code="invalid") from None
        except WrongCheckDigit:
            sentence = _("The personal identity number is wrong, check the last digit.")
            raise ValidationError(sentence, code="check_digit") from None
        except BornInFuture:
            raise ValidationError(_("The date of birth is in the future."), code="future") from None


class OfferedChoiceField(forms.ChoiceField):
    """A choice of which the empty value is one as good as the others, so that it is not optional."""

    def validate(self, value: str) -> None:
        if not self.valid_value(value):
            sentence = self.error_messages["invalid_choice"]
            raise ValidationError(sentence, code="invalid_choice", params={"value": value})
