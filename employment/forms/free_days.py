"""Forms of a company's free days."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.templatetags.format import date_short
from employment.forms.fields import DayField
from employment.free_day_wording import EVES
from employment.operations.free_days import AlreadyPaid
from employment.rules.free_days import Eve, Eves


def kept_sentence(error: AlreadyPaid) -> str:
    """Why a day stays free."""
    sentence = gettext("Deviations until %(day)s are in an approved payroll run. The day stays free.")
    return sentence % {"day": date_short(error.until)}


def paid_sentence(error: AlreadyPaid) -> ValidationError:
    """Why a day cannot change any more."""
    sentence = gettext("Deviations until %(day)s are in an approved payroll run. Choose a later day.")
    return ValidationError(sentence % {"day": date_short(error.until)})


class EvesForm(forms.Form):
    """Which eves are free, and from when."""

    eves = forms.MultipleChoiceField(
        label=_("Eves that are free"),
        choices=[(eve.value, name) for eve, name in EVES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose none for official red days only."),
    )
    starts_on = DayField(label=_("From"))

    @property
    def chosen(self) -> Eves:
        """The eves, once the form is valid."""
        return frozenset(Eve(one) for one in self.cleaned_data["eves"])

    @classmethod
    def of(cls, eves: Eves, starts_on: date, data: Any = None) -> "EvesForm":
        """The form filled with what applies."""
        return cls(data, prefix="eves", initial={"eves": list(eves), "starts_on": starts_on})


class FreeDayForm(forms.Form):
    """A free day of the company's own."""

    day = DayField(label=_("Day"))
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("For example: squeezed day, company day."))
