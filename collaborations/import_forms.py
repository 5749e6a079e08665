"""What the list of collaborations made elsewhere can be narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collaborations.queries.overview import service_choices
from collaborations.queries.unlinked import WITH_CLIENT, WITHOUT_CLIENT, Narrowing


class UnlinkedFilter(forms.Form):
    """What the list can be narrowed by; anything that is not understood is as if it were not there."""

    q = forms.CharField(required=False, max_length=100)
    service = forms.ChoiceField(label=_("Service"), required=False)
    client = forms.ChoiceField(
        label=_("Client"),
        required=False,
        choices=[("", _("All companies")), (WITH_CLIENT, _("Is a client")), (WITHOUT_CLIENT, _("Is no client yet"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", _("Every service")), *service_choices()]  # type: ignore[attr-defined]

    @property
    def narrowing(self) -> Narrowing:
        """What was understood."""
        self.is_valid()
        return Narrowing(**{name: value for name, value in self.cleaned_data.items() if value})
