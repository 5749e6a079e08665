"""The form of växa-stöd: its months, within what the law gives."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.periods import Month
from employment.models import Employee
from payroll.forms import MonthField
from payroll.rules.growth_support import Support, how_many_at_once, last_day_of
from payroll.statutory import Parameters


class GrowthSupportForm(forms.Form):
    """First and last month; both empty where there is no support."""

    first = MonthField(label=_("First month"), required=False)
    last = MonthField(
        label=_("Last month"), required=False, help_text=_("Left empty, as many months as the law gives.")
    )

    def __init__(
        self, *args: Any, employee: Employee, others: Sequence[Support], law: Parameters, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.employee, self.others, self.law = employee, others, law

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        first, last = values.get("first"), values.get("last")
        if first is None:
            if last is not None and "first" not in self.errors:
                self.add_error("first", ValidationError(_("Write the first month too."), code="required"))
            return values
        hired = Month.of(self.employee.hired_on)
        if first < hired:
            sentence = _("The employment begins in %(month)s. Choose that month or a later one.")
            self.add_error("first", ValidationError(sentence, code="before", params={"month": hired}))
        elif "last" not in self.errors:
            self._judge(first, last)
        return values

    def _judge(self, first: Month, last: Month | None) -> None:
        """At most so many months in a row, for so many employees at once."""
        months, most = (int(self.law.value(f"growth_support_{name}")) for name in ("months", "employees"))
        longest = last_day_of(first.first, months)
        support = Support(first.first, longest if last is None else last.last)
        if support.last < support.first:
            self.add_error("last", ValidationError(_("The last month is before the first.")))
        elif support.last > longest:
            values = {"months": months, "month": Month.of(longest)}
            sentence = _("At most %(months)s months in a row: %(month)s is the last.")
            self.add_error("last", ValidationError(sentence, code="long", params=values))
        elif how_many_at_once(support, self.others) > most:
            sentence = _("The support is for at most %(number)s employees at once. End another one first.")
            self.add_error("first", ValidationError(sentence, code="many", params={"number": most}))
        else:
            self.cleaned_data["support"] = support

    @property
    def support(self) -> Support | None:
        """What was filled in."""
        return self.cleaned_data.get("support")
