"""Forms of a handover from one firm to another."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collaborations.catalogue.handover_sentences import DAY_REFUSALS
from collaborations.forms import ActivationForm
from collaborations.rules.handover import day_refusal, proposed_day
from common import clock


class HandoverForm(ActivationForm):
    """The choices of an activation, and the day on which the firm takes over."""

    takes_over_on = forms.DateField(
        label=_("Your first day"),
        help_text=_("The present firm works through the day before. The first day of a month is easiest for payroll."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["contact"]  # the client's administrators answer

    def clean_takes_over_on(self) -> Any:
        """The day, when the company can change firms on it."""
        day = self.cleaned_data["takes_over_on"]
        refusal = day_refusal(day, clock.today())
        if refusal is not None:
            raise forms.ValidationError(str(DAY_REFUSALS[refusal]))
        return day

    @property
    def proposal(self) -> dict[str, Any]:
        """Terms, assignment and day, as the plan and the operation want them."""
        return {name: self.cleaned_data[name] for name in ("terms", "assignment", "takes_over_on")}


def with_day(chosen: dict[str, Any]) -> dict[str, Any]:
    """What was chosen so far; a day is proposed where none is."""
    return {"takes_over_on": proposed_day(clock.today()).isoformat(), **chosen}


class HandoverCancelForm(forms.Form):
    """Why the client takes its approval back."""

    reason = forms.CharField(
        label=_("Why is the handover cancelled?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
