"""How tax is deducted from a date: table, side income, or what the tax agency has decided, and what comes on top."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.number_fields import KronorField, NumberField, WholeNumberField
from common.templatetags.format import krona
from employment.forms.terms import FromDateForm
from employment.models.employment_terms import EmploymentTerms
from employment.models.tax_terms import ORDINARY, WITH_EXTRA_TAX, TaxExemption, TaxMethod
from employment.operations.terms import Tax
from employment.rules.tax_choices import COLUMNS, SENIOR, TABLES, proposed_column, proposed_table

COLUMN_LABELS = {
    1: _("1 – pay, under 66 at the start of the year"),
    2: _("2 – pension, 66 or older"),
    3: _("3 – pay, 66 or older at the start of the year"),
    4: _("4 – sickness or activity compensation"),
    5: _("5 – other pensionable income than pay"),
    6: _("6 – pension, under 66"),
}
NEEDED = {
    TaxMethod.TABLE: ("tax_table", "tax_column"),
    TaxMethod.ADJUSTMENT_RATE: ("adjustment_rate",),
    TaxMethod.ADJUSTMENT_AMOUNT: ("adjustment_amount",),
}
TAKEN = {TaxMethod.TABLE: ("expected_income",)}
"""What a way can have and need not."""
HIGHEST_EXTRA_TAX = Decimal(100_000)
"""More than nearly anybody has left of a month: a slip of the hand, or a tax that is to be paid in another way."""
ALWAYS_KEPT = ("extra_tax", "exemption", "decision_note")


class TaxTermsForm(FromDateForm):
    """What the chosen way needs is asked for; what belongs to another way is left out."""

    method = forms.ChoiceField(label=_("Tax deduction"), choices=TaxMethod.choices, widget=forms.RadioSelect)
    tax_table = WholeNumberField(
        label=_("Tax table"), lowest=TABLES[0], highest=TABLES[-1], example="33", required=False
    )
    tax_column = forms.TypedChoiceField(label=_("Column"), choices=[], coerce=int, empty_value=None, required=False)
    expected_income = KronorField(
        label=_("Income of the year, as the employee has stated it"),
        decimals=0,
        example="420 000",
        required=False,
        help_text=_("For the tax of one-off amounts. Left empty, it is worked out from what is paid this year."),
    )
    municipal_rate = NumberField(
        label=_("Total municipal rate"),
        lowest=Decimal(0),
        highest=Decimal(100),
        example="32,82",
        decimals=3,
        required=False,
        help_text=_(
            "Municipality, region and burial fee, and the fee to a faith community for who is a member, where the"
            " employee was registered on 1 November the year before."
        ),
    )
    adjustment_rate = NumberField(
        label=_("Adjustment, per cent of the pay"),
        lowest=Decimal("0.01"),
        highest=Decimal(100),
        example="18",
        required=False,
    )
    adjustment_amount = KronorField(label=_("Adjustment, tax a month"), decimals=0, example="2 500", required=False)
    exemption = forms.ChoiceField(
        label=_("Free of tax, all or in part"),
        choices=TaxExemption.choices,
        required=False,
        help_text=_("The pay that passes a limit of the year is taxed by the table or as side income."),
    )
    extra_tax = KronorField(
        label=_("Extra tax a month"),
        highest=HIGHEST_EXTRA_TAX,
        decimals=0,
        example="500",
        required=False,
        help_text=_("When the employee has asked for it. Deducted as far as the pay is enough."),
    )
    decision_note = forms.CharField(
        label=_("Note of the decision"),
        max_length=200,
        required=False,
        help_text=_("For example the day of the tax agency's decision."),
    )
    field_order = (
        "method", "tax_table", "tax_column", "expected_income", "municipal_rate", "adjustment_rate",
        "adjustment_amount", "exemption", "extra_tax", "decision_note", "on",
    )  # fmt: skip
    PAGE_FORM = "tax-form"
    """The rate stands beside the form, so that Enter in a field saves instead of proposing."""

    def __init__(
        self, *args: Any, born: date | None, today: date, salaries: Sequence[EmploymentTerms] = (), **kwargs: Any
    ) -> None:
        """`salaries` is what the employee is paid, by day, to hold the extra tax against."""
        super().__init__(*args, **kwargs)
        self.salaries = salaries
        self.fields["municipal_rate"].widget.attrs["form"] = self.PAGE_FORM
        column: Any = self.fields["tax_column"]
        column.choices = [("", "–"), *((number, COLUMN_LABELS[number]) for number in COLUMNS)]
        if born is not None:
            column.help_text = column_reason(born, today)

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data.get("method")
        if chosen:
            method = TaxMethod(chosen)
            self.require(*NEEDED.get(method, ()))
            self._refuse("extra_tax", _("There is nothing to add to here. Empty the field."), method, WITH_EXTRA_TAX)
            sentence = _("Only with a tax table or side income. Choose the dash.")
            self._refuse("exemption", sentence, method, ORDINARY)
        self._refuse_more_than_the_salary()
        return self.cleaned_data

    def _refuse_more_than_the_salary(self) -> None:
        """Extra tax cannot be taken of what is not paid; pay by the hour is not known beforehand."""
        on, extra = self.cleaned_data.get("on"), self.cleaned_data.get("extra_tax")
        paid = [one for one in self.salaries if on and one.starts_on <= on and (not one.ends_on or on <= one.ends_on)]
        salary = paid[0].monthly_salary if paid else None
        if extra and salary and extra > salary:
            sentence = _("The salary is %(salary)s kr a month: no more than that can be deducted.")
            self.add_error("extra_tax", ValidationError(sentence, code="salary", params={"salary": krona(salary)}))

    def propose_table(self) -> None:
        """Fill in the table that follows from the rate; nothing else is judged yet."""
        self.is_valid()
        wrong, rate = self.errors.get("municipal_rate"), self.cleaned_data.get("municipal_rate")
        self.errors.clear()
        table = None if rate is None else proposed_table(rate)
        if wrong:
            self.errors["municipal_rate"] = wrong
        elif rate is None:
            self.require("municipal_rate")
        elif table is None:
            self.add_error("municipal_rate", _("There is no table for that rate. Write the table that you know."))
        else:
            typed = {name: self.data[name] for name in self.data}
            self.data = {**typed, "method": TaxMethod.TABLE.value, "tax_table": str(table)}

    def tax(self) -> Tax:
        """What was filled in, without what another way would need."""
        values = self.cleaned_data
        method = TaxMethod(values["method"])
        return Tax(method=method, **{name: values[name] for name in self._of(method)})

    @staticmethod
    def _of(method: TaxMethod) -> tuple[str, ...]:
        return (*NEEDED.get(method, ()), *TAKEN.get(method, ()), *ALWAYS_KEPT)

    def _refuse(self, name: str, sentence: Promise | str, method: TaxMethod, allowed: tuple[TaxMethod, ...]) -> None:
        if self.cleaned_data.get(name) and method not in allowed:
            self.add_error(name, ValidationError(str(sentence), code="not_with_method"))


def column_reason(born: date, today: date) -> str:
    """Which column is usual for pay, and why."""
    senior = proposed_column(born, year=today.year) == SENIOR
    older = _("Born %(year)s: 66 or older at the start of the year, so column 3 is usual for pay.")
    younger = _("Born %(year)s: under 66 at the start of the year, so column 1 is usual for pay.")
    return str(older if senior else younger) % {"year": born.year}
