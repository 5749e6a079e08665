"""Forms of benefits, loans and salary sacrifice: what each needs besides the months, kept as exact texts."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.number_fields import KronorField, NumberField, WholeNumberField
from payroll.benefit_wording import CHOSEN
from payroll.pay_line_form import DIMENSIONS, PayLineForm
from payroll.rules.car_benefit import FORMULA_FROM
from payroll.rules.pay_items import Method

GREEN = [("", _("Petrol, diesel or other")), *CHOSEN.items()]
MISSING = _("This field is required.")


class DetailForm(PayLineForm):
    """A form whose own fields, but the amount, are details; what comes out can be seen before it is saved."""

    has_preview = True

    def details(self) -> dict[str, str]:
        kept = ("amount", "quantity", "first", "last", "note", *DIMENSIONS)
        found = {name: value for name, value in self.cleaned_data.items() if name not in kept}
        return {name: _text(value) for name, value in found.items() if value not in (None, "", False)}

    def require(self, values: dict[str, Any], *names: str) -> None:
        """Ask for fields that other fields have made necessary."""
        for name in names:
            if not values.get(name) and name not in self.errors:
                self.add_error(name, MISSING)


def _text(value: Any) -> str:
    """A value as it is kept: a tick is 1."""
    return "1" if value is True else str(value)


class CarForm(DetailForm):
    """The car; of one that was registered before July 2021 the value itself."""

    registered_on = forms.DateField(
        label=_("First registered"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    model_year = WholeNumberField(
        label=_("Model year"),
        lowest=1950,
        highest=2100,
        example="2024",
        required=False,
        help_text=_("Needed, with the price, for a car first registered on 1 July 2021 or later."),
    )
    new_car_price = KronorField(
        label=_("New-car price"),
        example="450 000",
        required=False,
        help_text=_("The Swedish Tax Agency's list price of the model, with VAT, without extras."),
    )
    extras_price = KronorField(label=_("Extras"), example="25 000", required=False, help_text=_("With VAT."))
    vehicle_tax = KronorField(label=_("Vehicle tax a year"), example="360", required=False, lowest=Decimal(0))
    green = forms.ChoiceField(label=_("Runs on"), choices=GREEN, required=False)
    heavy_driving = forms.BooleanField(label=_("Drives at least 3,000 mil a year at work"), required=False)
    amount = KronorField(
        label=_("Value a month"),
        example="4 500",
        required=False,
        help_text=_("Only for a car first registered before 1 July 2021, whose value you have from the agency."),
    )

    def clean(self) -> dict[str, Any]:
        """A newer car is described, of an older one the value is entered."""
        values = super().clean()
        registered: date | None = values.get("registered_on")
        if registered is None:
            return values
        if registered < FORMULA_FROM:
            self.require(values, "amount")
        else:
            self.require(values, "model_year", "new_car_price")
            if values.get("amount"):
                self.add_error("amount", _("Leave empty: the value of this car is worked out."))
        return values

    def details(self) -> dict[str, str]:
        registered: date = self.cleaned_data["registered_on"]
        return super().details() if registered >= FORMULA_FROM else {"registered_on": registered.isoformat()}


class FuelForm(DetailForm):
    """Fuel for private driving."""

    amount = KronorField(
        label=_("Market value a month"),
        example="1 200",
        help_text=_(
            # xgettext:no-python-format
            "Of the fuel for private driving, with VAT. 120 % of it is taxed."
        ),
    )


class BicycleForm(DetailForm):
    """A bicycle."""

    bicycle_price = KronorField(label=_("Price of the bicycle"), example="18 000")
    electric = forms.BooleanField(label=_("Electric bicycle"), required=False)
    life_years = WholeNumberField(
        label=_("Years that it lasts"),
        lowest=1,
        highest=30,
        example="6",
        required=False,
        help_text=_(
            # xgettext:no-python-format
            "An electric bicycle loses 20 % of its price a year; leave empty."
        ),
    )
    service_cost = KronorField(label=_("Service a year"), example="500", required=False)
    offered_to_all = forms.BooleanField(
        label=_("Offered to all permanent staff: the first 3,000 kr a year are free"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """An ordinary bicycle lasts some years."""
        values = super().clean()
        if not values.get("electric"):
            self.require(values, "life_years")
        elif values.get("life_years"):
            self.add_error("life_years", _("Leave empty for an electric bicycle."))
        return values


class MealsForm(DetailForm):
    """Meals of a month."""

    main_meals = WholeNumberField(
        label=_("Lunches and dinners a month"), lowest=0, highest=62, example="20", required=False
    )
    breakfasts = WholeNumberField(label=_("Breakfasts a month"), lowest=0, highest=31, example="20", required=False)
    whole_days = WholeNumberField(
        label=_("Days with all meals a month"), lowest=0, highest=31, example="5", required=False
    )

    def clean(self) -> dict[str, Any]:
        """Something was eaten."""
        values = super().clean()
        if not self.errors and not any(values.get(name) for name in ("main_meals", "breakfasts", "whole_days")):
            self.add_error("main_meals", _("Write how many meals."))
        return values


class TaxableShareForm(DetailForm):
    """A health insurance."""

    amount = KronorField(label=_("Premium a month"), example="333", lowest=Decimal("0.01"))
    taxable_share = NumberField(
        label=_("Taxable share, %"),
        lowest=Decimal("0.01"),
        highest=Decimal(100),
        example="60",
        help_text=_(
            # xgettext:no-python-format
            "The part for private care, as the insurer says. Often 60 %."
        ),
    )


class WellnessForm(DetailForm):
    """Wellness of a year, in the month in which it is to stand on the payslip."""

    amount = KronorField(
        label=_("Allowance of the whole year"),
        example="4 500",
        help_text=_("Up to the year's limit it is free and only noted. Above it all of it is taxed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("last", self.initial.get("first"))


class LoanForm(DetailForm):
    """Repayment of a loan or an advance."""

    amount = KronorField(label=_("Instalment a month"), example="1 500", lowest=Decimal("0.01"))
    loan_principal = KronorField(
        label=_("To repay in all"),
        example="20 000",
        required=False,
        help_text=_("The line ends by itself when it is repaid. Leave empty: the line goes on until you end it."),
    )


class LoanInterestForm(DetailForm):
    """Interest below what the law says."""

    amount = KronorField(label=_("Owed"), example="100 000")
    interest_rate = NumberField(
        label=_("Interest that the employee pays, % a year"),
        lowest=Decimal(0),
        highest=Decimal(50),
        example="1,5",
    )


class SalarySacrificeForm(DetailForm):
    """Pay that becomes pension."""

    amount = KronorField(label=_("Pay given up a month"), example="3 000")
    premium_on_top = NumberField(
        label=_("Raise of the premium, %"),
        lowest=Decimal(0),
        highest=Decimal(20),
        example="5,8",
        required=False,
        help_text=_(
            # xgettext:no-python-format
            "Usually 5.8 %: then it costs the employer about the same. Leave empty: no premium is made."
        ),
    )


BENEFIT_FORMS: dict[Method, type[PayLineForm]] = {
    Method.CAR: CarForm,
    Method.FUEL: FuelForm,
    Method.BICYCLE: BicycleForm,
    Method.MEALS: MealsForm,
    Method.TAXABLE_SHARE: TaxableShareForm,
    Method.WELLNESS: WellnessForm,
    Method.LOAN: LoanForm,
    Method.LOAN_INTEREST: LoanInterestForm,
    Method.SALARY_SACRIFICE: SalarySacrificeForm,
}
