"""Form fields for what Swedish forms ask for; each says in plain words what is wrong.

Django's own sentences are said in the product's voice: they are named at the end, and told in `locale/`.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy

from common.identity_numbers import InvalidFormat, SoleTrader, WrongCheckDigit, parse_corporate_identity_number

_POSTAL = re.compile(r"[0-9]{5}")
telephone_number = RegexValidator(r"^[0-9+(][0-9 ()/.\u2013-]{4,29}\Z", _("Write a telephone number with digits."))


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
        except SoleTrader as error:
            sentence = _(
                "Sole traders are not supported yet: a corporate identity number has 2 or more as its third digit."
            )
            raise ValidationError(sentence) from error
        except InvalidFormat as error:
            raise ValidationError(_("Write the number with ten digits, such as 556036-0793.")) from error
        except WrongCheckDigit as error:
            raise ValidationError(_("The number is not right, check the last digit.")) from error


class PostalCodeField(forms.CharField):
    """Five digits, with or without a space; cleans to the five digits and is shown as 831 30."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As it is written on an envelope."""
        if isinstance(value, str) and _POSTAL.fullmatch(value):
            return f"{value[:3]} {value[3:]}"
        return value

    def clean(self, value: Any) -> str:
        """The five digits. Raises ValidationError."""
        digits = "".join(str(super().clean(value)).split())
        if digits and not _POSTAL.fullmatch(digits):
            raise ValidationError(_("A postal code has five digits, such as 111 22."))
        return digits


class TelephoneField(forms.CharField):
    """A telephone number, written with digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[telephone_number], **kwargs)


class EmailAddressField(forms.EmailField):
    """A mail address; a domain with other letters than English ones is kept, and shown, as mail servers write it.

    So nobody is taken in by letters that only look alike.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """The address with its domain in punycode. Raises ValidationError."""
        address: str = super().clean(value)
        name, _at, domain = address.rpartition("@")
        if domain.isascii():
            return address
        try:
            written = f"{name}@{punycode(domain)}"
        except UnicodeError as error:
            raise ValidationError(validate_email.message, code="invalid") from error
        self.run_validators(written)
        return written


DJANGO_SENTENCES = (
    gettext_noop("This field is required."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)
"""What Django says of any field: listed so that the catalogue keeps our words for it."""
