"""What the overview can be narrowed by."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from collaborations.models.choices import BILLING_RECIPIENTS, STATES
from collaborations.queries.overview import EVERY_STATE, Narrowing, service_choices, variant_choices
from collaborations.rules.states import State

SHOWN_STATES = [choice for choice in STATES if choice[0] != State.DRAFT]


class OverviewFilter(forms.Form):
    """Anything that is not understood is as if it were not there."""

    q = forms.CharField(required=False, max_length=100)
    assignment = forms.CharField(label=_("Assignment"), required=False, max_length=80)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Owner of the assignment"), required=False, empty_label=_("Every owner")
    )
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Responsible consultant"), required=False, empty_label=_("Everyone's clients")
    )
    service = forms.ChoiceField(label=_("Service"), required=False)
    variant = forms.ChoiceField(label=_("Variant"), required=False)
    recipient = forms.ChoiceField(
        label=_("Billing recipient"), required=False, choices=[("", _("Every recipient")), *BILLING_RECIPIENTS]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Standing and waiting")), *SHOWN_STATES, (EVERY_STATE, _("Former ones too"))],
    )

    def __init__(self, *args: Any, staff: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Names of the catalogue are written in the reader's language.
        self.fields["service"].choices = [("", _("Every service")), *service_choices()]  # type: ignore[attr-defined]
        self.fields["variant"].choices = [("", _("Every variant")), *variant_choices()]  # type: ignore[attr-defined]
        people = list(staff)
        choices = [(str(person.pk), person.full_name) for person in people]
        for name in ("owner", "responsible"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = staff
            # The names are read once for both fields.
            field.choices = [("", str(field.empty_label)), *choices]

    @property
    def narrowing(self) -> Narrowing:
        """What was understood."""
        self.is_valid()
        return Narrowing(**{name: value for name, value in self.cleaned_data.items() if value})

    @property
    def narrows(self) -> bool:
        """Whether anything is chosen."""
        return self.narrowing != Narrowing()
