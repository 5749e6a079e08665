"""Forms of the activation of many clients."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from advisor.models import Assignment, Contact
from advisor.queries import contacts_of, open_assignments_of
from collaborations.catalogue import service_name, services
from collaborations.forms import ContactChoice
from collaborations.models import BulkActivation, BulkItem

TERMS = ("variant", "billing_recipient", "period_months", "time_mode")


class ServiceChoice(forms.Form):
    """Which service is activated for all of them."""

    service = forms.ChoiceField(label=_("Service"))

    def __init__(self, service: str) -> None:
        super().__init__({"service": service})
        self.fields["service"].choices = [(code, service_name(code)) for code in services()]  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """Assignment and contact of one client; what is not sent stays as it is."""

    assignment: "forms.ModelChoiceField[Assignment]" = forms.ModelChoiceField(
        None, label=_("Assignment"), required=False, empty_label=None
    )
    contact: "forms.ModelChoiceField[Contact]" = ContactChoice(
        None, label=_("Contact who answers"), required=False, empty_label=None
    )

    def __init__(self, data: Any, *, item: BulkItem) -> None:
        super().__init__(data)
        self.item = item
        self.fields["assignment"].queryset = open_assignments_of(item.client_id)  # type: ignore[attr-defined]
        self.fields["contact"].queryset = contacts_of(item.client_id)  # type: ignore[attr-defined]

    @property
    def choices(self) -> dict[str, Any]:
        """What the operation wants."""
        return {name: self.cleaned_data[name] or getattr(self.item, name) for name in ("assignment", "contact")}


def chosen_before(bulk: BulkActivation) -> dict[str, Any]:
    """The choices that were proposed, to go on from."""
    terms = bulk.written_terms
    return {**{name: str(terms.get(name) or "") for name in TERMS}, **terms["responsibilities"]} if terms else {}


def service_in(data: QueryDict, bulk: BulkActivation) -> str:
    """The service that is asked for, that was proposed, or the first one."""
    asked = data.get("service", "")
    return asked if asked in services() else bulk.service or services()[0]


def version_in(data: QueryDict) -> int:
    """Which preview was seen; none when that is not said."""
    seen = data.get("version", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1
