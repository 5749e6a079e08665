"""Forms of payroll."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.periods import month_in
from common.red_days import bank_day_on_or_before, is_bank_day
from common.templatetags.format import date_day
from payroll.run_dates import last_payday


class MonthField(forms.CharField):
    """A month such as 2026-11."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"})

    def clean(self, value: Any) -> Any:
        """A `Month`, or None for nothing where nothing is asked for. Raises ValidationError."""
        text = str(super().clean(value))
        month = month_in(text)
        if month is None and (text or self.required):
            raise ValidationError(_("Write the month as 2026-11."))
        return month


class NewRunForm(forms.Form):
    """Which month the run is for, and when it is paid. A payday that has passed needs consent."""

    month = MonthField(label=_("Month"))
    payday = forms.DateField(label=_("Payday"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    is_late = forms.BooleanField(label=_("Pay on a day that has passed"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, is_in_arrears: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.is_in_arrears = today, is_in_arrears

    def clean(self) -> dict[str, Any]:
        """The payday is a bank day in the month or the one after, and not in the past unless that is wanted."""
        values = super().clean() or {}
        month, payday = values.get("month"), values.get("payday")
        if month is None or payday is None:
            return values
        if not month.first <= payday <= last_payday(month, is_in_arrears=self.is_in_arrears):
            text = _("Choose a payday in the month of the run or the month after.")
            later = _("Choose a payday in one of the two months after the salary's, or in its own.")
            self.add_error("payday", later if self.is_in_arrears else text)
        elif not is_bank_day(payday):
            before = {"before": date_day(bank_day_on_or_before(payday))}
            self.add_error(
                "payday", gettext("Banks are closed that day. The nearest day before is %(before)s.") % before
            )
        elif payday < self.today and not values.get("is_late"):
            self.fields["is_late"].widget = forms.CheckboxInput()
            self.add_error("payday", _("The payday has passed. Choose a later one, or say that it is meant."))
        return values

    @property
    def chosen(self) -> dict[str, Any]:
        """Month and payday, once the form is valid."""
        return {name: self.cleaned_data[name] for name in ("month", "payday")}
