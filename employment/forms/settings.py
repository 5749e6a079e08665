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
    """Every figure of the agreement, with the usual ones as a start."""

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
    full_time_weekly_hours = NumberField(
        label=_("Full time, hours a week"), lowest=Decimal(1), highest=Decimal(60), example="37,5"
    )
    vacation_days = WholeNumberField(label=_("Vacation days a year"), lowest=25, highest=50, example="25")
    vacation_supplement_rate = percent(
        _("Vacation supplement a day"),
        5,
        "0,43",
        _("Percent of the monthly salary. The law says 0.43, many agreements 0.8."),
    )
    vacation_day_deduction_rate = percent(
        _("Deduction for an unpaid vacation day"), 10, "4,6", _("Percent of the monthly salary.")
    )
    hourly_vacation_rate = percent(_("Vacation pay, hourly staff"), 30, "12", _("Percent of the pay. The law says 12."))
    overtime_simple_divisor = divisor(
        _("Simple overtime, divisor"), _("An hour is the monthly salary divided by this.")
    )
    overtime_qualified_divisor = divisor(_("Qualified overtime, divisor"))
    additional_time_divisor = divisor(_("Additional time, divisor"))
    overtime_simple_factor = factor(_("Simple overtime, hourly staff, factor"))
    overtime_qualified_factor = factor(_("Qualified overtime, hourly staff, factor"))
    absence_day_divisor = divisor(_("Absence a workday, divisor"))
    absence_hour_divisor = divisor(_("Absence an hour, divisor"))

    layout = (
        (
            (_("Payday and periods"), ("payday_day", "deviation_period", "full_time_weekly_hours")),
            (_("Absence"), ("absence_day_divisor", "absence_hour_divisor")),
        ),
        (
            (
                _("Vacation"),
                ("vacation_days", "vacation_supplement_rate", "vacation_day_deduction_rate", "hourly_vacation_rate"),
            ),
        ),
        (
            (
                _("Overtime and additional time"),
                (
                    "overtime_simple_divisor",
                    "overtime_qualified_divisor",
                    "additional_time_divisor",
                    "overtime_simple_factor",
                    "overtime_qualified_factor",
                ),
            ),
        ),
    )

    @classmethod
    def of(cls, settings: CompanyPayrollSettings, data: Any = None) -> "PayrollSettingsForm":
        """The form filled with the present settings."""
        return cls(data, initial={name: getattr(settings, name) for name in FIELDS})

    def columns(self) -> list[list[tuple[Any, list[tuple[forms.BoundField, str]]]]]:
        """The fields with their units, in titled sections, in columns of the page."""
        return [
            [(title, [(self[name], self._unit(name)) for name in names]) for title, names in sections]
            for sections in self.layout
        ]

    def _unit(self, name: str) -> str:
        field = self.fields[name]
        return "%" if isinstance(field, NumberField) and field.scale == PERCENT else ""
