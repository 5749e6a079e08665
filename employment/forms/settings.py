"""The company's payroll settings."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.form_fields import EmailAddressField, TelephoneField
from common.number_fields import NumberField, WholeNumberField
from employment.models import CompanyPayrollSettings
from employment.models.company_payroll_settings import BankDayRule, DeviationPeriod
from employment.operations.settings import FIELDS, PERIODS
from employment.rules.pay_periods import HIGHEST_CUT_OFF_DAY

PERCENT = Decimal("0.01")


def percent(label: Any, highest: int, example: str, help_text: Any = "") -> NumberField:
    """A rate written in percent and kept as a share."""
    return NumberField(
        label=label,
        lowest=Decimal(0),
        highest=Decimal(highest),
        example=example,
        decimals=3,
        scale=PERCENT,
        help_text=help_text,
    )


def divisor(label: Any, help_text: Any = "") -> NumberField:
    """What the full-time monthly salary is divided by."""
    return NumberField(label=label, lowest=Decimal(1), highest=Decimal(400), example="165", help_text=help_text)


def factor(label: Any) -> NumberField:
    """What the hourly wage is multiplied by."""
    return NumberField(label=label, lowest=Decimal(1), highest=Decimal(4), example="1,5")


class PayrollSettingsForm(forms.Form):
    """Payday, whose deviations a month's pay contains, and whom the tax agency asks."""

    payday_day = WholeNumberField(
        label=_("Payday"),
        lowest=1,
        highest=31,
        example="25",
        help_text=_("Day of the month. In a month without it, the last day."),
    )
    bank_day_rule = forms.ChoiceField(
        label=_("When banks are closed on the payday, the pay comes"),
        choices=BankDayRule.choices,
        widget=forms.RadioSelect,
    )
    deviation_period = forms.ChoiceField(
        label=_("Deviations are taken from"),
        choices=DeviationPeriod.choices,
        widget=forms.RadioSelect,
        help_text=_("Hourly staff are always paid for the month before."),
    )
    cut_off_day = WholeNumberField(
        label=_("Cut-off day"),
        lowest=1,
        highest=HIGHEST_CUT_OFF_DAY,
        example="15",
        required=False,
        help_text=_("With the same month: deviations to this day are in the pay. Empty for the month's last day."),
    )
    contact_name = forms.CharField(label=_("Name"), max_length=50, required=False)
    contact_phone = TelephoneField(label=_("Telephone"), max_length=20, required=False)
    contact_email = EmailAddressField(label=_("E-mail"), required=False)
    CONTACT = ("contact_name", "contact_phone", "contact_email")

    def clean(self) -> dict[str, Any]:
        """The contact is whole, or nobody; a cut-off day belongs to deviations of the same month."""
        values = self.cleaned_data
        is_current = values.get("deviation_period") == DeviationPeriod.CURRENT_MONTH
        if values.get("cut_off_day") and "deviation_period" in values and not is_current:
            text = _("A cut-off day goes with deviations of the same month. Leave it empty, or choose the same month.")
            self.add_error("cut_off_day", ValidationError(text))
        given = [name for name in self.CONTACT if values.get(name) or name in self.errors]
        for name in self.CONTACT if given else ():
            if name not in given:
                self.add_error(name, ValidationError(_("The tax agency asks for name, telephone and e-mail.")))
        return values

    @property
    def general(self) -> list[Any]:
        """The fields of the payday."""
        return [self[name] for name in ("payday_day", "bank_day_rule")]

    @property
    def periods(self) -> list[Any]:
        """The fields of what the pay contains."""
        return [self[name] for name in PERIODS]

    @property
    def contact(self) -> list[Any]:
        """The fields of the contact."""
        return [self[name] for name in self.CONTACT]

    @classmethod
    def of(cls, settings: CompanyPayrollSettings, data: Any = None) -> "PayrollSettingsForm":
        """The form filled with the present settings."""
        return cls(data, initial={name: getattr(settings, name) for name in FIELDS})
