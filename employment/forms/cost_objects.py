"""Forms of the registers of cost centres and projects."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from employment.forms.fields import DayField
from employment.models import CostObject
from employment.models.cost_object import Dimension
from employment.operations.cost_objects import Named

CODE = re.compile(r"[\w.-]{1,20}")


class CostObjectForm(forms.Form):
    """What it is called, and when it is used."""

    name = forms.CharField(label=_("Name"), max_length=60)
    starts_on = DayField(label=_("Used from"))
    ends_on = DayField(
        label=_("To and including"),
        required=False,
        help_text=_("A last day archives it: it is not offered after that day, and what is posted stays."),
    )

    @classmethod
    def of(cls, row: CostObject, data: Any = None) -> "CostObjectForm":
        """The form filled with what there is."""
        return cls(data, initial={"name": row.name, "starts_on": row.starts_on, "ends_on": row.ends_on})

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            sentence = _("The last day cannot be before the first day, %(day)s.")
            self.add_error("ends_on", ValidationError(sentence, code="order", params={"day": first}))
        return values

    def named(self) -> Named:
        """What was filled in."""
        values = self.cleaned_data
        return Named(values["name"], values["starts_on"], values["ends_on"])


class NewCostObjectForm(CostObjectForm):
    """The same with the register and the code."""

    dimension = forms.ChoiceField(label=_("What it is"), choices=Dimension.choices, widget=forms.RadioSelect)
    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("As in the bookkeeping. It cannot be changed afterwards.")
    )
    field_order = ("dimension", "code", "name", "starts_on", "ends_on")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise ValidationError(_("A code has letters, digits, points and hyphens, no spaces."), code="invalid")
        return code
