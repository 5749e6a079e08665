"""Templates of terms: the form for one, and the choice of one in the activation."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Party as PartyChoices
from accounts.permissions import TimeMode as TimeModeChoices
from collaborations.catalogue import shared_offer
from collaborations.forms import DEFAULTS, PROBLEMS
from collaborations.models import TermsTemplate
from collaborations.models.choices import BILLING_RECIPIENTS, RESPONSIBILITIES
from collaborations.rules.terms import (
    BillingRecipient,
    Party,
    Responsibilities,
    Terms,
    TimeMode,
    problems_in,
)

CHOSEN, FILLED = "template", "filled"


class TermsTemplateForm(forms.Form):
    """Terms under a name; judged like those of an activation."""

    name = forms.CharField(label=_("Name"), max_length=60)
    period_months = forms.TypedChoiceField(label=_("Period"), coerce=int)
    billing_recipient = forms.ChoiceField(label=_("Billing recipient"), choices=BILLING_RECIPIENTS)
    time_mode = forms.ChoiceField(
        label=_("How time is reported"), choices=TimeModeChoices.choices, widget=forms.RadioSelect
    )
    is_default = forms.BooleanField(label=_("Fill in this template from the start"), required=False)

    def __init__(self, data: Any = None, *, template: TermsTemplate | None = None) -> None:
        initial = {"name": template.name, "is_default": template.is_default} if template else {}
        super().__init__(data, initial={**DEFAULTS, **(template.choices if template else {}), **initial})
        self.offer = shared_offer()
        months = [(str(count), _("%(count)s months") % {"count": count}) for count in self.offer.period_months]
        self.fields["period_months"].choices = months  # type: ignore[attr-defined]
        for task, label in RESPONSIBILITIES.items():
            self.fields[task] = forms.ChoiceField(label=str(label), choices=PartyChoices.choices)

    @property
    def matrix(self) -> list[forms.BoundField]:
        """The fields of the responsibility matrix."""
        return [self[task] for task in RESPONSIBILITIES]

    @property
    def saved(self) -> dict[str, Any]:
        """What the operation wants."""
        return {name: self.cleaned_data[name] for name in ("name", "terms", "is_default")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        cleaned["terms"] = Terms(
            self.offer,
            BillingRecipient(cleaned["billing_recipient"]),
            cleaned["period_months"],
            TimeMode(cleaned["time_mode"]),
            Responsibilities(**{task: Party(cleaned[task]) for task in RESPONSIBILITIES}),
        )
        for problem in problems_in(cleaned["terms"]):
            field, message = PROBLEMS[problem]
            self.add_error(field, message)
        return cleaned


class TemplateChoice(forms.Form):
    """Which template fills in the activation, and which one already has."""

    template = forms.ChoiceField(
        label=_("Template"), required=False, help_text=_("Fills in who does what, time, period and billing.")
    )
    filled = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], templates: Sequence[TermsTemplate]) -> None:
        super().__init__({name: data.get(name, "") for name in (CHOSEN, FILLED)})
        choices = [("", _("No template")), *((str(one.pk), one.name) for one in templates)]
        self.fields[CHOSEN].choices = choices  # type: ignore[attr-defined]


def filled_in(
    data: Mapping[str, Any], templates: Sequence[TermsTemplate], *, use_default: bool = False
) -> dict[str, Any]:
    """What was chosen, with what a newly chosen template says instead; what is changed after that stays changed."""
    chosen = {key: data[key] for key in data}
    if use_default and CHOSEN not in chosen:
        chosen[CHOSEN] = next((str(one.pk) for one in templates if one.is_default), "")
    template = next((one for one in templates if str(one.pk) == chosen.get(CHOSEN)), None)
    if template is not None and chosen.get(FILLED) != chosen[CHOSEN]:
        chosen |= template.choices
    return {**chosen, FILLED: chosen.get(CHOSEN, "")}


def is_unfilled(data: Mapping[str, Any]) -> bool:
    """Whether a template has been chosen that has not filled in anything yet."""
    return bool(data.get(CHOSEN)) and data.get(CHOSEN) != data.get(FILLED)
