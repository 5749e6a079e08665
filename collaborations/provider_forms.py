"""Forms about services that somebody else runs."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from collaborations.catalogue import service_name
from collaborations.catalogue.sentences import CALL_FAILURES
from collaborations.models import ProviderSettings
from collaborations.models.choices import PROVIDER_KINDS, ProviderKind
from collaborations.operations.webhook_calls import refuse_address
from collaborations.queries.providers import provided_services
from collaborations.rules.webhooks import LONGEST_ADDRESS, BadAddress

https_only = URLValidator(schemes=["https"], message=_("Write a web address that begins with https://."))


class ProviderForm(forms.Form):
    """How access in a service is opened, and the link that leads people there."""

    kind = forms.ChoiceField(label=_("How access is opened"), choices=PROVIDER_KINDS, widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("Address of the webhook"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=_("Only for a webhook. A public address that begins with https://."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    link = forms.CharField(
        label=_("Link to the service"),
        required=False,
        max_length=LONGEST_ADDRESS,
        validators=[https_only],
        help_text=_("Shown to you and to the client while access is open."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """An address that can be called, where there has to be one."""
        values: dict[str, Any] = self.cleaned_data
        address = values.get("address", "")
        if values.get("kind") == ProviderKind.WEBHOOK and "address" in values and not address:
            self.add_error("address", _("Write the address that is to be called."))
        elif address:
            try:
                refuse_address(address)
            except BadAddress as refused:
                self.add_error("address", str(CALL_FAILURES[refused.problem]))
        return values


def form_of(settings: ProviderSettings, data: Any = None) -> ProviderForm:
    """The form with what is set up now, or with what was sent."""
    return ProviderForm(data, initial={name: getattr(settings, name) for name in ("kind", "address", "link")})


class DeliveryFilter(forms.Form):
    """What the list of calls is narrowed to; anything that is not understood is as if it were not there."""

    service = forms.ChoiceField(label=_("Service"), required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("Every outcome")), ("failed", _("Failed")), ("done", _("Confirmed"))],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        known = [(service, service_name(service)) for service in provided_services()]
        self.fields["service"].choices = [("", _("Every service")), *known]  # type: ignore[attr-defined]

    @property
    def narrowing(self) -> dict[str, str]:
        """The choices that hold."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("service", "outcome")}
