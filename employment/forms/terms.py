"""Pay and bank account, each from a date, and what all forms of dated terms have in common."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.number_fields import KronorField, NumberField
from employment.catalogue import clearing_ranges
from employment.forms.fields import DayField
from employment.models.employment_terms import PayForm
from employment.operations.terms import Pay
from employment.rules.bank_accounts import AccountFormatError, CheckedAccount, check_account
from employment.rules.periods import Period


def refuse_outside(employments: Sequence[Period], on: date) -> None:
    """Raises ValidationError for a day outside the employments, by the latest of them."""
    latest = employments[-1]
    if any(one.covers(on) for one in employments):
        return
    if on < latest.starts_on:
        sentence = _("The employment begins on %(day)s. Choose that day or a later one.")
        raise ValidationError(sentence, code="before", params={"day": latest.starts_on})
    sentence = _("The employment ended on %(day)s. Choose that day or an earlier one.")
    raise ValidationError(sentence, code="after", params={"day": latest.ends_on})


class FromDateForm(forms.Form):
    """Terms that apply from a day on which the person is employed."""

    on = DayField(label=_("Applies from"))

    def __init__(self, *args: Any, employments: Sequence[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employments = employments

    def clean_on(self) -> date:
        """A day of an employment; terms may be corrected in a former one as well."""
        on: date = self.cleaned_data["on"]
        refuse_outside(self.employments, on)
        return on

    def require(self, *names: str) -> None:
        """The fields that the choice made needs."""
        for name in names:
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, ValidationError(self.fields[name].error_messages["required"], code="required"))


class PayTermsForm(FromDateForm):
    """Monthly salary or hourly wage, and the degree of employment."""

    pay_form = forms.ChoiceField(label=_("Pay form"), choices=PayForm.choices, widget=forms.RadioSelect)
    monthly_salary = KronorField(label=_("Monthly salary"), example="33 500", required=False)
    hourly_wage = KronorField(label=_("Hourly wage"), example="175,50", required=False)
    employment_rate = NumberField(label=_("Employment rate"), lowest=Decimal(1), highest=Decimal(100), example="80")
    field_order = ("pay_form", "monthly_salary", "hourly_wage", "employment_rate", "on")

    def clean(self) -> dict[str, Any]:
        amount = {PayForm.MONTHLY: "monthly_salary", PayForm.HOURLY: "hourly_wage"}
        chosen = self.cleaned_data.get("pay_form")
        if chosen:
            self.require(amount[PayForm(chosen)])
        return self.cleaned_data

    def pay(self) -> Pay:
        """What was filled in; an amount of the other pay form is left out."""
        values = self.cleaned_data
        monthly = values["pay_form"] == PayForm.MONTHLY
        return Pay(
            pay_form=values["pay_form"],
            monthly_salary=values["monthly_salary"] if monthly else None,
            hourly_wage=None if monthly else values["hourly_wage"],
            employment_rate=values["employment_rate"],
        )


class BankAccountForm(FromDateForm):
    """Clearing and account number. Only what cannot be an account is refused."""

    clearing_number = forms.CharField(
        label=_("Clearing number"), max_length=10, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    account_number = forms.CharField(
        label=_("Account number, without clearing"),
        max_length=25,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ("clearing_number", "account_number", "on")

    account: CheckedAccount | None = None

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "clearing_number" in values and "account_number" in values:
            try:
                self.account = check_account(values["clearing_number"], values["account_number"], clearing_ranges())
            except AccountFormatError as error:
                sentences = {
                    "clearing_number": _("A clearing number has four or five digits."),
                    "account_number": _("An account number has 2 to 12 digits."),
                }
                self.add_error(error.field, ValidationError(sentences[error.field], code="invalid"))
        return values
