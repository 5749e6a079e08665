"""Forms of agreements: a new one from a template, its figures from a date, and who follows it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.number_fields import NumberField, WholeNumberField
from employment.catalogue.agreements import agreement_templates
from employment.forms.fields import DayField, OfferedChoiceField
from employment.forms.settings import PERCENT, divisor, factor, percent
from employment.forms.unsocial_hours import Row, add_rows, read_rows, rows_of
from employment.models import Agreement, AgreementVersion
from employment.models.agreement import PartMonth, UnsocialOverlap, VacationRule
from employment.queries import employees_of
from employment.rules.agreements import FIGURES, UNSOCIAL_HOURS, first_of_month
from employment.unsocial_texts import bands_text

TEMPLATES = {
    "SALARIED": _("Salaried employees in the private sector"),
    "WORKERS": _("Workers with hourly pay"),
    "LAW": _("No agreement: the law only"),
}


CHOICES = {"part_month": PartMonth, "unsocial_overlap": UnsocialOverlap, "vacation_rule": VacationRule}


class FirstOfMonthField(DayField):
    """The first day of a month, so that no month is under two agreements."""

    otherwise = _("Agreements change on the first of a month. Choose that day.")

    def clean(self, value: Any) -> Any:
        day: date | None = super().clean(value)
        if day is not None and day != first_of_month(day):
            raise ValidationError(self.otherwise, code="first")
        return day


class AgreementForm(forms.Form):
    """Every figure of an agreement, from a date."""

    full_time_weekly_hours = NumberField(
        label=_("Full time, hours a week"), lowest=Decimal(1), highest=Decimal(60), example="37,5"
    )
    part_month = forms.ChoiceField(
        label=_("A part of a month is paid"), choices=PartMonth.choices, widget=forms.RadioSelect
    )
    absence_day_divisor = divisor(_("Absence a workday, divisor"))
    absence_hour_divisor = divisor(_("Absence an hour, divisor"))
    calendar_day_absence_after = WholeNumberField(
        label=_("Leave by calendar day after"), lowest=0, highest=366, example="5",
        help_text=_("More scheduled days in a row than this are deducted by calendar day."),
    )  # fmt: skip
    qualifying_weeks = WholeNumberField(
        label=_("Average week of hourly staff, over weeks"), lowest=0, highest=52, example="13",
        help_text=_("For the qualifying deduction, of hours worked before the illness. 0: the schedule's week."),
    )  # fmt: skip
    sick_supplement_rate = percent(
        _("Sick pay from day 15"), 100, "10",
        _("Percent of the pay up to ten price base amounts a year. The law says nothing, many agreements 10."),
    )  # fmt: skip
    sick_supplement_above_rate = percent(
        _("Sick pay from day 15, above that"), 100, "90", _("Percent of the pay above ten price base amounts.")
    )
    sick_supplement_last_day = WholeNumberField(
        label=_("Last day of it"), lowest=15, highest=366, example="90", help_text=_("Day of the sick period.")
    )
    vacation_days = WholeNumberField(label=_("Vacation days a year"), lowest=25, highest=50, example="25")
    vacation_rule = OfferedChoiceField(label=_("Vacation pay"), choices=VacationRule.choices, widget=forms.RadioSelect)
    vacation_supplement_rate = percent(
        _("Vacation supplement a day"), 5, "0,43",
        _("Percent of the monthly salary. The law says 0.43, many agreements 0.8."),
    )  # fmt: skip
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
    comp_simple_factor = factor(_("Comp for an hour of simple overtime, hours"))
    comp_qualified_factor = factor(_("Comp for an hour of qualified overtime, hours"))
    unsocial_overlap = forms.ChoiceField(
        label=_("Where several meet"), choices=UnsocialOverlap.choices, widget=forms.RadioSelect
    )
    unsocial_by_schedule = forms.BooleanField(
        label=_("The schedule's clock times count where no others are registered"), required=False
    )
    unsocial_with_overtime = forms.BooleanField(label=_("Also for an hour of overtime"), required=False)
    on = FirstOfMonthField(label=_("Applies from"), help_text=_("The first of a month. What applied before stays."))

    layout = (
        (
            (_("Salary and working time"), ("full_time_weekly_hours", "part_month")),
            (_("Absence"), ("absence_day_divisor", "absence_hour_divisor", "calendar_day_absence_after")),
        ),
        (
            (
                _("Sickness"),
                ("qualifying_weeks", "sick_supplement_rate", "sick_supplement_above_rate", "sick_supplement_last_day"),
            ),
            (
                _("Vacation"),
                (
                    "vacation_days",
                    "vacation_rule",
                    "vacation_supplement_rate",
                    "vacation_day_deduction_rate",
                    "hourly_vacation_rate",
                ),
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
                    "comp_simple_factor",
                    "comp_qualified_factor",
                ),
            ),
        ),
    )

    def __init__(self, data: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self._rows = add_rows(self, data, initial["unsocial_bands"])

    @classmethod
    def of(cls, version: AgreementVersion, on: date, data: Any = None) -> "AgreementForm":
        """The form filled with a version's figures."""
        return cls(data, initial={**{name: getattr(version, name) for name in FIGURES}, "on": on})

    def clean(self) -> dict[str, Any]:
        """Adds the bands of unsocial hours."""
        values = super().clean() or {}
        values["unsocial_bands"] = read_rows(self, self._rows)
        return values

    def columns(self) -> list[list[tuple[Any, list[tuple[forms.BoundField, str]]]]]:
        """The fields with their units, in titled sections, in columns of the page."""
        return [
            [(title, [(self[name], unit_of(name)) for name in names]) for title, names in sections]
            for sections in self.layout
        ]

    def bands(self) -> list[Row]:
        """The rows of unsocial hours."""
        return rows_of(self, self._rows)

    def unsocial_choices(self) -> list[forms.BoundField]:
        """What is said of all of them."""
        return [self[name] for name in UNSOCIAL_HOURS if name in self.fields]

    def figures(self) -> dict[str, Any]:
        """What was filled in, by name."""
        return {name: self.cleaned_data[name] for name in FIGURES}


def unit_of(name: str) -> str:
    """What stands after a figure."""
    field = AgreementForm.base_fields.get(name)
    return "%" if isinstance(field, NumberField) and field.scale == PERCENT else ""


def label_of(name: str) -> str:
    """What a figure is called."""
    return gettext("Unsocial hours") if name == "unsocial_bands" else str(AgreementForm.base_fields[name].label)


def shown(name: str, value: Any) -> str:
    """A figure as people write it, with its unit."""
    if name == "unsocial_bands":
        return bands_text(value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    text = str(AgreementForm.base_fields[name].prepare_value(value))
    unit = unit_of(name)
    return f"{text}\N{NO-BREAK SPACE}{unit}" if unit else text


class NewAgreementForm(forms.Form):
    """A name, and what it begins as: a template, or a copy of an agreement that the company has."""

    source = forms.ChoiceField(label=_("Begin from"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("For example the name of the agreement."))
    on = FirstOfMonthField(label=_("Applies from"), help_text=_("The first of a month."))

    def __init__(self, data: Any, *, agreements: Sequence[Agreement], on: date) -> None:
        super().__init__(data, initial={"source": "SALARIED", "on": on})
        templates = [(key, TEMPLATES[key]) for key in agreement_templates()]
        copies = [(str(one.pk), gettext("A copy of %(name)s") % {"name": one.name}) for one in agreements]
        self.fields["source"].choices = [*templates, *copies]  # type: ignore[attr-defined]


class FollowForm(forms.Form):
    """Who follows the agreement, from when."""

    EVERYBODY, SOME = "EVERYBODY", "SOME"
    who = forms.ChoiceField(
        label=_("Who follows it"),
        choices=[(EVERYBODY, _("All who have no agreement of their own")), (SOME, _("Those chosen below"))],
        widget=forms.RadioSelect,
    )
    employees: Any = forms.ModelMultipleChoiceField(
        None, label=_("Employees"), required=False, widget=forms.CheckboxSelectMultiple
    )
    on = FirstOfMonthField(label=_("From"), help_text=_("The first of a month."))

    def __init__(self, data: Any, *, company_id: UUID, on: date, who: str) -> None:
        super().__init__(data, initial={"on": on, "who": who})
        self.fields["employees"].queryset = employees_of(company_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("who") == self.SOME and "employees" not in self.errors and not values.get("employees"):
            self.add_error("employees", ValidationError(_("Choose at least one employee."), code="required"))
        return values

    def people(self) -> Any:
        """The employees chosen, or None for all without an agreement of their own."""
        return self.cleaned_data["employees"] if self.cleaned_data["who"] == self.SOME else None
