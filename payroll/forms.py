"""Forms of payroll."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.periods import Month

_MONTH = re.compile(r"(20\d\d)-?(0[1-9]|1[0-2])", re.ASCII)


class MonthField(forms.CharField):
    """A month such as 2026-11."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"})

    def clean(self, value: Any) -> Any:
        """A `Month`. Raises ValidationError."""
        match = _MONTH.fullmatch(str(super().clean(value)))
        if match is None:
            raise ValidationError(_("Write the month as 2026-11."))
        return Month(int(match[1]), int(match[2]))


class NewRunForm(forms.Form):
    """Which month the run is for."""

    month = MonthField(label=_("Month"), max_length=7)
