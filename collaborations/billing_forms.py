"""Forms of billing: a price, and what of the invoice basis is shown."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collaborations.models.choices import BILLING_RECIPIENTS, PRICE_UNITS
from collaborations.queries.price_list import billable_offers, units_of
from collaborations.rules.invoicing import PriceUnit
from collaborations.rules.terms import BillingRecipient
from common.number_fields import KronorField
from common.periods import Month, month_in
from common.templatetags.format import month as month_name

VAT_RATES = (25, 12, 6, 0)
MONTHS_AHEAD, MONTHS_BACK = 12, 12


def months_around(month: Month, *, back: int, ahead: int) -> list[Month]:
    """Months in order, from some before to some after."""
    first = month
    for _number in range(back):
        first = first.previous
    found = [first]
    while len(found) < back + ahead + 1:
        found.append(found[-1].next)
    return found


class PriceForm(forms.Form):
    """A price from a month on."""

    offer = forms.ChoiceField(label=_("Service"))
    unit = forms.ChoiceField(label=_("Price unit"), choices=PRICE_UNITS, widget=forms.RadioSelect)
    amount = KronorField(label=_("Amount without VAT"), lowest=Decimal(0), example="249,50")
    vat_percent = forms.TypedChoiceField(
        label=_("VAT"), choices=[(rate, f"{rate}\N{NO-BREAK SPACE}%") for rate in VAT_RATES], coerce=int
    )
    starts_on = forms.TypedChoiceField(
        label=_("Applies from"),
        coerce=date.fromisoformat,
        help_text=_("The price applies until another one takes over. Months that have passed keep theirs."),
    )

    def __init__(self, *args: Any, this_month: Month, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offer"].choices = [(offer.key, offer.label) for offer in billable_offers()]  # type: ignore[attr-defined]
        months = months_around(this_month, back=MONTHS_BACK, ahead=MONTHS_AHEAD)
        self.fields["starts_on"].choices = [  # type: ignore[attr-defined]
            (month.first.isoformat(), capfirst(month_name(month.first))) for month in months
        ]
        self.initial.setdefault("starts_on", this_month.next.first.isoformat())
        self.initial.setdefault("unit", PriceUnit.MONTH)

    def clean(self) -> dict[str, Any]:
        """Payslips are only counted in services that make them."""
        values = super().clean() or {}
        service, _colon, variant = values.get("offer", "").partition(":")
        if service and values.get("unit") and values["unit"] not in units_of(service):
            self.add_error("unit", gettext("Payslips are not counted in this service."))
        return {**values, "service": service, "variant": variant}

    @property
    def price(self) -> dict[str, Any]:
        """What the operation asks for, once the form is valid."""
        values = self.cleaned_data
        names = ("service", "variant", "amount", "vat_percent", "starts_on")
        return {**{name: values[name] for name in names}, "unit": PriceUnit(values["unit"])}


class BasisFilter(forms.Form):
    """Month and recipient. What is not understood falls back to this month and to all."""

    month = forms.ChoiceField(label=_("Month"))
    recipient = forms.ChoiceField(
        label=_("Billing recipient"), choices=[("", _("All")), *BILLING_RECIPIENTS], required=False
    )

    def __init__(self, asked: QueryDict, *, this_month: Month) -> None:
        self.chosen_month = month_in(asked.get("month")) or this_month
        named = asked.get("recipient", "")
        self.chosen_recipient = BillingRecipient(named) if named in list(BillingRecipient) else None
        super().__init__(initial={"month": str(self.chosen_month), "recipient": self.chosen_recipient or ""})
        months = {*months_around(this_month, back=24, ahead=1), self.chosen_month}
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            (str(month), capfirst(month_name(month.first))) for month in sorted(months, reverse=True)
        ]
