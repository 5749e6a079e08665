"""Events in plain words: each app registers its own."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import AuditEvent

_wording: dict[str, str | Promise] = {
    "advisor.client_added": _("The client was added"),
    "advisor.client_changed": _("The client's details were changed"),
    "advisor.contact_added": _("A contact was added"),
    "advisor.contact_changed": _("A contact was changed"),
    "advisor.contact_removed": _("A contact was removed"),
    "advisor.assignment_added": _("An assignment was added"),
    "advisor.assignment_changed": _("An assignment was changed"),
    "advisor.assignment_ended": _("An assignment was ended"),
    "accounts.access_given": _("Access was given"),
    "accounts.access_ended": _("Access was ended"),
    "accounts.member_added": _("A member was added to the company"),
    "accounts.member_ended": _("A member left the company"),
}


def register(wording: Mapping[str, str | Promise]) -> None:
    """Called from an upper app's `AppConfig.ready`: event kind → short sentence."""
    _wording.update(wording)


def sentence_for(event: AuditEvent) -> str:
    """What happened, for people."""
    sentence = _wording.get(event.kind)
    if sentence is None:
        return gettext("Something was changed in %(area)s") % {"area": event.kind.split(".", maxsplit=1)[0]}
    return str(sentence)
