"""Events in plain words: each app registers its own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import CompanyRole, FirmRole, GrantScope
from common.templatetags.format import month
from events.models import AuditEvent

Wording = str | Promise | Callable[[Mapping[str, Any]], str]
"""A sentence, or what writes one of what the event carries."""

_wording: dict[str, Wording] = {
    "advisor.client_added": _("The client was added"),
    "advisor.client_changed": _("The client's details were changed"),
    "advisor.contact_added": _("A contact was added"),
    "advisor.contact_changed": _("A contact was changed"),
    "advisor.contact_removed": _("A contact was removed"),
    "advisor.assignment_added": _("An assignment was added"),
    "advisor.assignment_changed": _("An assignment was changed"),
    "advisor.assignment_ended": _("An assignment was ended"),
    "advisor.staff_invited": _("A colleague was invited"),
    "advisor.staff_ended": _("A colleague's access was closed"),
    "accounts.staff_added": _("A colleague was added to the firm"),
    "accounts.access_given": _("Access was given"),
    "accounts.access_ended": _("Access was ended"),
    "accounts.member_added": _("A member was added to the company"),
    "accounts.member_ended": _("A member left the company"),
}


NameFunction = Callable[[UUID, Iterable[UUID]], dict[UUID | None, str]]
_name_functions: list[NameFunction] = []


def register_names(function: NameFunction) -> None:
    """Called from an upper app's `AppConfig.ready`: the names of a company's employees, as far as the actor sees."""
    _name_functions.append(function)


def names_in_company(company_id: UUID, ids: Iterable[UUID]) -> dict[UUID | None, str]:
    """The names that upper apps know the ids by."""
    wanted, found = set(ids), dict[UUID | None, str]()
    for function in _name_functions:
        found |= function(company_id, wanted)
    return found


def register(wording: Mapping[str, Wording]) -> None:
    """Called from an upper app's `AppConfig.ready`: event kind → short sentence."""
    _wording.update(wording)


def sentence_for(event: AuditEvent) -> str:
    """What happened, for people."""
    sentence = _wording.get(event.kind)
    if sentence is None:
        return gettext("Something was changed in %(area)s") % {"area": event.kind.split(".", maxsplit=1)[0]}
    return str(sentence) if isinstance(sentence, str | Promise) else sentence(event.data)


Names = Mapping[UUID | None, str]
_LABELS = {**dict(GrantScope.choices), **dict(FirmRole.choices), **dict(CompanyRole.choices)}
# What an event carries that tells it apart from others of its kind, in the order that it is read.
_DETAILS: Mapping[str, Callable[[Any, Names], str]] = {
    "carried": lambda value, names: (
        ngettext("%(number)s employee", "%(number)s employees", int(value)) % {"number": value}
    ),
    "month": lambda value, names: month(date.fromisoformat(f"{value}-01")),
    "accounts": lambda value, names: ", ".join(f"{before} → {after}" for before, after in value.values()),
    "name": lambda value, names: value,
    "role": lambda value, names: str(_LABELS.get(value, "")),
    "scope": lambda value, names: str(_LABELS.get(value, "")),
    "user": lambda value, names: names.get(UUID(value), ""),
}

_ICONS = {
    "accounts": "key-round",
    "advisor": "pencil",
    "collaborations": "handshake",
    "employment": "contact",
    "timereporting": "calendar-check",
    "payroll": "wallet",
    "bundles": "archive",
}


AREAS: Mapping[str, Promise] = {
    "advisor": _("Client"),
    "collaborations": _("Collaborations"),
    "accounts": _("Access"),
    "employment": _("Employees"),
    "timereporting": _("Time"),
    "payroll": _("Payroll"),
    "bundles": _("All payroll data"),
}
"""The areas that events come from: the first part of their kind."""


def icon_of(event: AuditEvent) -> str:
    """The drawing of the area that the event comes from."""
    return _ICONS.get(event.kind.split(".", maxsplit=1)[0], "circle")


def details_of(event: AuditEvent, names: Names) -> str:
    """What the event is about, for people: the employee, the month, the name, the right and its holder."""
    parts = [write(event.data[key], names) for key, write in _DETAILS.items() if event.data.get(key)]
    return ", ".join(part for part in (_employee_of(event, names), *parts) if part)


def _employee_of(event: AuditEvent, names: Names) -> str:
    """Whom it is about, by name for those who may see it, or else by the number that the event carries."""
    known = next((names[one] for one in employees_in(event) if one in names), "")
    number = event.data.get("number", "")
    if known or not number:
        return known
    return gettext("employee number %(number)s") % {"number": number}


def employees_in(event: AuditEvent) -> list[UUID]:
    """The ids under which an upper app may know an employee."""
    about = event.data.get("employee")
    return [one for one in (UUID(about) if about else None, event.subject_id) if one]


def people_in(event: AuditEvent) -> set[UUID]:
    """The ids of those who did it and of those it is about."""
    about = event.data.get("user")
    return {one for one in (event.actor_id, UUID(about) if about else None) if one}


@dataclass(frozen=True)
class Told:
    """What happened, as a person reads it; `number` alike things in a row are one line, `who` when one did them all."""

    at: datetime
    text: str
    details: str
    icon: str
    who: str
    number: int = 1


def told(events: Sequence[AuditEvent], names: Names) -> list[Told]:
    """Events in words, newest first as given; what happened several times in a row on a day is told once."""
    lines: list[Told] = []
    for event in events:
        line = Told(
            event.occurred_at, sentence_for(event), details_of(event, names), icon_of(event),
            names.get(event.actor_id, ""),
        )  # fmt: skip
        last = lines[-1] if lines else None
        if last and (last.text, last.details, last.at.date()) == (line.text, line.details, line.at.date()):
            lines[-1] = replace(last, number=last.number + 1, who=last.who if last.who == line.who else "")
        else:
            lines.append(line)
    return lines
