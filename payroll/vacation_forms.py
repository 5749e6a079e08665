"""Forms of vacation: the company's terms, an employee's opening balance, and corrections."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.number_fields import KronorField, NumberField
from employment.forms.fields import DayField, OfferedChoiceField
from employment.forms.settings import percent
from payroll.models.vacation_rule_choice import CHOICES
from payroll.models.vacation_terms import RULES
from payroll.operations.vacation_accounts import Correction, Opening
from payroll.rules.vacation_advance import EndReason
from payroll.rules.vacation_liability import Owed
from payroll.rules.vacation_order import DayKind
from payroll.rules.vacation_terms import VacationRule, VacationTerms
from payroll.vacation_wording import DAY_KINDS

MOST_DAYS = Decimal(60)
SAVED_YEARS = 5
YEARS = {
    "APRIL": (4, False, _("1 April – 31 March, earned the year before")),
    "APRIL_SAME": (4, True, _("1 April – 31 March, earned in the same year")),
    "JANUARY": (1, False, _("1 January – 31 December, earned the year before")),
    "JANUARY_SAME": (1, True, _("1 January – 31 December, earned in the same year")),
}
REASONS = [
    (EndReason.OTHER, _("Own notice, fixed term or another reason")),
    (EndReason.SHORTAGE_OF_WORK, _("Shortage of work")),
    (EndReason.ILLNESS, _("The employee's illness")),
    (EndReason.EMPLOYERS_BREACH, _("The employer's breach of contract")),
]
RATES = ("variable_rate", "variable_day_rate", "percentage_rate")


def year_text(starts_month: int, is_coinciding: bool) -> str:
    """A vacation year in words; a month that is not offered by its number."""
    place = (starts_month, is_coinciding)
    return next((str(one[2]) for one in YEARS.values() if one[:2] == place), str(starts_month))


def days_field(label: Any, help_text: Any = "", *, lowest: Decimal = Decimal(0), example: str = "25") -> NumberField:
    """A number of vacation days; empty is none."""
    return NumberField(
        label=label, lowest=lowest, highest=MOST_DAYS, example=example, required=False, help_text=help_text
    )


class TermsForm(forms.Form):
    """What vacation follows from a day on."""

    starts_on = DayField(label=_("Applies from"))
    year = forms.ChoiceField(
        label=_("Vacation year"), choices=[(key, one[2]) for key, one in YEARS.items()], widget=forms.RadioSelect
    )
    advance_days = days_field(_("Days in advance for who has not earned all"), example="5")
    rule = forms.ChoiceField(label=_("Rule"), choices=RULES, widget=forms.RadioSelect)
    percentage_rate = percent(
        _("Percentage rule"), 30, "12", _("Percent of the pay of the earning year. The law says 12.")
    )
    counts_overtime = forms.BooleanField(
        label=_("Overtime gives vacation pay on top"),
        required=False,
        help_text=_("Divisors such as 94 and 72 often have the vacation pay in them already."),
    )
    variable_rate = percent(_("Variable pay, of a year"), 30, "12", _("Percent, divided by the days. The law says 12."))
    variable_day_rate = percent(_("Variable pay, a day"), 5, "0,5", _("Percent a day by the agreement."))

    layout = (
        ("", ("starts_on", "year")),
        (_("Vacation pay"), ("rule", "percentage_rate", "advance_days")),
        (_("Variable pay"), ("counts_overtime", "variable_rate", "variable_day_rate")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variable_day_rate"].required = False

    @classmethod
    def of(cls, terms: VacationTerms, data: Any = None, **initial: Any) -> "TermsForm":
        """The form filled with terms."""
        place = (terms.starts_month, terms.is_coinciding)
        year = next((key for key, one in YEARS.items() if one[:2] == place), "APRIL")
        given = {name: getattr(terms, name) for name in cls.base_fields if hasattr(terms, name)}
        return cls(data, initial={**given, "year": year, **initial})

    def sections(self) -> list[tuple[Any, list[tuple[forms.BoundField, str]]]]:
        """The fields with their units, in titled sections."""
        return [(title, [(self[name], "%" if name in RATES else "") for name in names]) for title, names in self.layout]

    @property
    def terms(self) -> VacationTerms:
        """What was filled in, once the form is valid."""
        values = dict(self.cleaned_data)
        values.pop("starts_on")
        month, same, _label = YEARS[values.pop("year")]
        values["rule"] = VacationRule(values["rule"])
        values["advance_days"] = values["advance_days"] or Decimal(0)
        return VacationTerms(starts_month=month, is_coinciding=same, **values)


class RuleForm(forms.Form):
    """By which rule an employee's vacation is paid, from a day."""

    rule = OfferedChoiceField(label=_("Rule"), choices=CHOICES, widget=forms.RadioSelect)
    starts_on = DayField(label=_("Applies from"))


class ReasonForm(forms.Form):
    """Whoever enters a balance says why."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("For example: from the former program."))


class OpeningForm(ReasonForm):
    """What is left today, by kind; saved days by the vacation year that they are from."""

    paid = days_field(_("Paid days left"))
    unpaid = days_field(_("Unpaid days left"), example="0")
    advance = days_field(_("Days in advance left"), example="0")
    day_pay = KronorField(
        label=_("Pay a day"),
        example="1 056",
        required=False,
        lowest=Decimal(0),
        help_text=_(
            "What a day gives by the percentage rule, or on top for variable pay, when it was earned elsewhere."
        ),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = list(range(year - 1, year - 1 - SAVED_YEARS, -1))
        for one in self.years:
            self.fields[f"saved_{one}"] = days_field(_("Saved, from %(year)s") % {"year": one}, example="0")
        saved = [f"saved_{one}" for one in self.years]
        self.order_fields(["paid", "unpaid", "advance", *saved, "day_pay", "reason"])

    @property
    def opening(self) -> Opening:
        """What was filled in, once the form is valid."""
        values = self.cleaned_data
        kinds = (DayKind.PAID, DayKind.ADVANCE, DayKind.UNPAID)
        days = {kind: values[kind.lower()] or Decimal(0) for kind in kinds}
        saved = {one: values[f"saved_{one}"] for one in self.years if values[f"saved_{one}"]}
        return Opening(days, saved, values["day_pay"])


class CorrectionForm(ReasonForm):
    """Days that are added to a balance, or taken from it."""

    way = forms.ChoiceField(
        label=_("What"), choices=[("ADD", _("Add days")), ("TAKE", _("Take days away"))], widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=_("Kind of days"), choices=list(DAY_KINDS.items()))
    days = NumberField(label=_("Days"), lowest=Decimal("0.01"), highest=MOST_DAYS, example="1")
    saved_from = forms.TypedChoiceField(label=_("Saved from"), coerce=int, empty_value=None, required=False)
    field_order = ("way", "kind", "days", "saved_from", "reason")

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(year - 1, year - 2 - SAVED_YEARS, -1)
        self.fields["saved_from"].choices = [("", "–"), *((one, str(one)) for one in years)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Saved days are of a year."""
        values = self.cleaned_data
        if values.get("kind") == DayKind.SAVED and values.get("saved_from") is None:
            self.add_error("saved_from", ValidationError(_("Choose the vacation year that the days were saved from.")))
        return values

    @property
    def correction(self) -> Correction:
        """What was filled in, once the form is valid."""
        values = self.cleaned_data
        sign = 1 if values["way"] == "ADD" else -1
        return Correction(DayKind(values["kind"]), sign * values["days"], values["reason"], values["saved_from"])


class BookedForm(forms.Form):
    """What the books say before the first posting; empty is nothing."""

    booked = KronorField(
        label=_("Booked already on 2920"),
        example="120 000",
        required=False,
        lowest=Decimal(0),
        help_text=_("The liability that the former program posted, so that it is not posted twice."),
    )
    booked_contributions = KronorField(
        label=_("Booked already on 2940"), example="37 704", required=False, lowest=Decimal(0)
    )

    @property
    def owed(self) -> Owed:
        """What was filled in, once the form is valid."""
        values = self.cleaned_data
        return Owed(monthly=values["booked"] or 0, contributions=values["booked_contributions"] or 0)


class EndForm(forms.Form):
    """Why the employment ends, as far as the debt for days in advance is concerned."""

    reason = forms.ChoiceField(label=_("Why the employment ends"), choices=REASONS, widget=forms.RadioSelect)

    @property
    def chosen(self) -> EndReason:
        """The reason, once the form is valid."""
        return EndReason(self.cleaned_data["reason"])
