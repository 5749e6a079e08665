"""The form of a decision of special protection."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from employment.forms.fields import DayField


class SickProtectionForm(forms.Form):
    """From when and until when the decision applies."""

    on = DayField(label=_("The decision applies from"))
    until = DayField(label=_("To and including"), required=False, help_text=_("Empty while it has no end."))

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        on, until = values.get("on"), values.get("until")
        if on and until and until < on:
            sentence = _("The last day cannot be before the first day, %(day)s.")
            self.add_error("until", ValidationError(sentence, code="order", params={"day": on}))
        return values
