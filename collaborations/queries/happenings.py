"""What an event of a collaboration carries, in words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext

from collaborations.catalogue import service_name, variant_name
from collaborations.catalogue.change_sentences import CHANGE_EVENTS
from collaborations.catalogue.sentences import BILLED
from collaborations.models import Collaboration
from collaborations.queries.change_words import LABELS
from common.templatetags.format import date_long
from events.models import AuditEvent

Data = Mapping[str, Any]


def details_in(event: AuditEvent, collaboration: Collaboration) -> str:
    """What tells the event apart from others of its kind; empty where the sentence says it all."""
    write = _WRITERS.get(event.kind)
    return write(event.data, collaboration) if write else ""


def _service(data: Data, collaboration: Collaboration) -> str:
    service, variant = data["service"], data["variant"]
    told = ", ".join(name for name in (service_name(service), variant_name(service, variant)) if name)
    billed = BILLED.get((data.get("billing") or "", False))
    return f"{told}. {billed}" if billed else told


def _accepted(data: Data, collaboration: Collaboration) -> str:
    return gettext("terms version %(version)s") % {"version": data.get("terms_version", collaboration.terms_version)}


def _declined(data: Data, collaboration: Collaboration) -> str:
    return collaboration.decline_reason


def _handover(data: Data, collaboration: Collaboration) -> str:
    return gettext("first day %(day)s") % {"day": date_long(date.fromisoformat(data["day"]))}


def _connected(data: Data, collaboration: Collaboration) -> str:
    if not data["agreed_on"]:
        return ""
    return gettext("agreed %(day)s") % {"day": date_long(date.fromisoformat(data["agreed_on"]))}


def _last_day(data: Data, collaboration: Collaboration) -> str:
    return gettext("last day %(day)s") % {"day": date_long(date.fromisoformat(data["day"]))}


def _ended(data: Data, collaboration: Collaboration) -> str:
    return collaboration.end_reason


def _changed(data: Data, collaboration: Collaboration) -> str:
    return ", ".join(str(label) for subject, label in LABELS.items() if subject in data["subjects"])


_WRITERS: dict[str, Callable[[Data, Collaboration], str]] = {
    "collaborations.requested": _service,
    "collaborations.started_at_once": _service,
    "collaborations.accepted": _accepted,
    "collaborations.connected": _connected,
    "collaborations.declined": _declined,
    "collaborations.end_scheduled": _last_day,
    "collaborations.ended": _ended,
    "collaborations.handover_requested": _handover,
    "collaborations.handover_agreed": _handover,
    "collaborations.taken_over": _handover,
    "collaborations.handed_over": _last_day,
    "collaborations.handover_cancelled": _declined,
    **dict.fromkeys(CHANGE_EVENTS, _changed),
}
