"""A day on which something is to happen."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import clock

FURTHEST = timedelta(days=3653)


class ComingDayField(forms.DateField):
    """Optional, and within ten years; whether it has passed is for the rules to judge."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> date | None:
        """The day. Raises ValidationError."""
        day: date | None = super().to_python(value)
        if day is not None and day > clock.today() + FURTHEST:
            raise ValidationError(_("Choose a day within ten years."), code="far")
        return day
