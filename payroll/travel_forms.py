"""Forms of mileage and expenses, and what the forms of trips share with them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from common.number_fields import KronorField, NumberField
from payroll.pay_line_form import OnceForm, refuse_net_pay
from payroll.rules.expense import VAT_RATES

FREE_AMOUNT = _("Leave empty for the amount that is free of tax. What is above it is taxed on a line of its own.")
MOST_KILOMETRES = Decimal(100_000)
PER_CENT = "\N{NO-BREAK SPACE}%"


class DistanceField(NumberField):
    """A distance in mil, or in kilometres when that is written after the number; kept in mil."""

    units = ("mil",)

    def clean(self, value: Any) -> Any:
        written = "".join(str(value or "").split()).lower()
        if not written.endswith("km"):
            return super().clean(value)
        kilometres = super().clean(written.removesuffix("km"))
        return None if kilometres is None else (kilometres / 10).quantize(Decimal("0.01"))


class MileageForm(OnceForm):
    """How far the car was driven for work, and what is paid for it."""

    quantity = DistanceField(
        label=_("Driven for work, times 10 km"),
        lowest=Decimal("0.1"),
        highest=MOST_KILOMETRES / 10,
        example="12,5",
        help_text=_("Write km after the number for kilometres: 125 km."),
    )
    amount = KronorField(label=_("Paid per 10 km"), example="25", required=False, help_text=FREE_AMOUNT)


class ExpenseForm(OnceForm):
    """A receipt: what was paid, its VAT, and the account of the cost."""

    amount = KronorField(
        label=_("Amount of the receipt"),
        example="1 250",
        lowest=Decimal("0.01"),
        help_text=_("With VAT, as the employee paid it."),
    )
    vat_rate = forms.ChoiceField(
        label=_("VAT on the receipt"),
        choices=[(str(rate), f"{rate}{PER_CENT}") for rate in VAT_RATES],
        help_text=_("A receipt with several rates is entered as one line for each."),
    )
    cost_account = forms.CharField(
        label=_("Account of the cost"),
        max_length=4,
        validators=[RegexValidator(r"^\d{4}$", _("An account has four digits."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("For example 5810 tickets, 5831 food and lodging, 6110 office supplies, 5890 other travel costs."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("cost_account", self.accounts.of(self.registered.item.account))

    def clean_cost_account(self) -> str:
        """Not that of the net pay."""
        return refuse_net_pay(self.cleaned_data["cost_account"], self.accounts)

    def details(self) -> dict[str, str]:
        return {"vat_rate": self.cleaned_data["vat_rate"], "cost_account": self.cleaned_data["cost_account"]}
