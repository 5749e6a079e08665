"""Hiring somebody again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.templatetags.format import date_short
from employment.forms.fields import DayField
from employment.operations.rehiring import EmploymentOverlaps
from employment.rules.periods import ONE_DAY


class HireAgainForm(forms.Form):
    """The days of the new employment; an employment that is in the way can be ended with it."""

    first = DayField(label=_("First day of the new employment"))
    last = DayField(
        label=_("Last day of the new employment"), required=False, help_text=_("Left empty: until further notice.")
    )
    ends_other = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers_to_end = False

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            sentence = _("The last day cannot be before the first day, %(day)s.")
            self.add_error("last", ValidationError(sentence, code="order", params={"day": first}))
        return values

    def refuse(self, refused: EmploymentOverlaps) -> None:
        """Name the employment in the way, and offer to end it where that helps."""
        other, first = refused.other, self.cleaned_data["first"]
        sentence = _("The employment from %(first)s goes on until further notice.")
        if not refused.can_be_ended:
            sentence = _("A new employment begins after the latest one, which begins on %(first)s.")
        elif other.ends_on is not None:
            sentence = _("The employment from %(first)s lasts until %(last)s.")
        params = {"first": date_short(other.starts_on), "last": date_short(other.ends_on)}
        self.add_error("first", ValidationError(sentence, code="overlaps", params=params))
        if refused.can_be_ended:
            self.offers_to_end = True
            self["ends_other"].label = _("End the employment before it on %(day)s") % {
                "day": date_short(first - ONE_DAY)
            }
