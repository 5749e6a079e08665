"""What the list of sent requests can be narrowed by; it lives in the address of the page."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from collaborations.catalogue import service_name, services
from collaborations.models import Collaboration
from collaborations.models.choices import STATES
from collaborations.queries.requests import NEWEST_FIRST, UNREACHED, Narrowing, senders_of
from collaborations.rules.ages import Age
from collaborations.rules.states import State

AGES = [
    ("", _("Sent any time")),
    (Age.LAST_7.value, _("Sent in the last 7 days")),
    (Age.LAST_30.value, _("Sent in the last 30 days")),
    (Age.OVER_3.value, _("Older than 3 days")),
    (Age.OVER_10.value, _("Older than 10 days")),
    (Age.OVER_30.value, _("Older than 30 days")),
]
STATE_VIEWS: list[tuple[str, Any]] = [
    ("", _("All")),
    (State.REQUESTED.value, dict(STATES)[State.REQUESTED.value]),
    (UNREACHED, _("Address does not work")),
    *[(state, text) for state, text in STATES if state not in (State.REQUESTED, State.DRAFT)],
]
ALWAYS_SHOWN = ("", State.REQUESTED.value)


class RequestFilter(forms.Form):
    """Anything that is not understood is as if it were not there."""

    state = forms.ChoiceField(required=False, choices=STATE_VIEWS, widget=forms.HiddenInput)
    service = forms.ChoiceField(required=False, label=_("Service"))
    sender: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        None, required=False, empty_label=_("Everyone"), label=_("Sender")
    )
    age = forms.ChoiceField(required=False, choices=AGES, label=_("Age"))
    sort = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, requests: QuerySet[Collaboration]) -> None:
        super().__init__(data)
        offered = [(service, service_name(service)) for service in services()]
        self.fields["service"].choices = [("", _("All services")), *offered]  # type: ignore[attr-defined]
        self.fields["sender"].queryset = senders_of(requests)  # type: ignore[attr-defined]

    @property
    def order(self) -> str:
        """How the list is sorted."""
        self.is_valid()
        return self.cleaned_data.get("sort") or NEWEST_FIRST

    @property
    def narrowing(self) -> Narrowing:
        """The part that was understood."""
        self.is_valid()
        chosen: Mapping[str, Any] = self.cleaned_data
        return Narrowing(
            state=chosen.get("state") or "",
            service=chosen.get("service") or "",
            sender=chosen.get("sender"),
            age=Age(chosen["age"]) if chosen.get("age") else None,
        )

    def query(self, **changed: str) -> str:
        """The address of the same list with something changed; what is empty is left out."""
        chosen = {**{name: self.data.get(name, "") for name in self.fields}, **changed}
        found = QueryDict(mutable=True)
        found.update({name: value for name, value in chosen.items() if value})
        return f"?{found.urlencode()}"

    def views(self, counts: dict[str, int], total: int) -> list[dict[str, Any]]:
        """A chip for each state that there is, with its count."""
        numbers = {"": total, **counts}
        current = self.narrowing.state
        return [
            {"label": f"{text} {numbers.get(state, 0)}", "url": self.query(state=state), "current": state == current}
            for state, text in STATE_VIEWS
            if numbers.get(state) or state in ALWAYS_SHOWN or state == current
        ]
