"""The company's payroll settings."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.number_fields import NumberField, WholeNumberField
from employment.models import CompanyPayrollSettings
from employment.models.company_payroll_settings import DeviationPeriod
from employment.operations.settings import FIELDS

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
    """Payday, and whose deviations a month's pay contains."""

    payday_day = WholeNumberField(
        label=_("Payday"),
        lowest=1,
        highest=28,
        example="25",
        help_text=_("Day of the month. On a bank holiday the pay comes on the bank day before."),
    )
    deviation_period = forms.ChoiceField(
        label=_("Deviations are taken from"),
        choices=DeviationPeriod.choices,
        widget=forms.RadioSelect,
        help_text=_("Hourly staff are always paid for the month before."),
    )

    @classmethod
    def of(cls, settings: CompanyPayrollSettings, data: Any = None) -> "PayrollSettingsForm":
        """The form filled with the present settings."""
        return cls(data, initial={name: getattr(settings, name) for name in FIELDS})
