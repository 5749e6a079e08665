"""The activation of what was made elsewhere: the terms stand, the rest is chosen."""

from typing import Any

from collaborations.catalogue import offer_of
from collaborations.forms import ActivationForm
from collaborations.models import UnlinkedCollaboration


class ConnectForm(ActivationForm):
    """Variant, recipient and period are what was imported: shown, not asked, and never read from what is sent."""

    def __init__(self, data: Any, *, unlinked: UnlinkedCollaboration, **kwargs: Any) -> None:
        agreed = {**unlinked.choices}
        if len(offer_of(unlinked.service, unlinked.variant).billing_recipients) < 2:
            agreed.pop("billing_recipient", None)
        typed = {key: data[key] for key in data if key not in ("variant", "billing_recipient", "period_months")}
        super().__init__({**typed, **agreed}, **kwargs)
        for name, value in agreed.items():
            if name in self.fields:
                self.fields[name].disabled = True
                self.initial[name] = value
