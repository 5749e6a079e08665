"""A change in words: what it replaces, line by line, and the parameters of its effects' sentences."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from advisor.models import Assignment
from collaborations.catalogue import variant_name
from collaborations.catalogue.change_sentences import CHANGE_FAILURES
from collaborations.catalogue.sentences import BILLED, BLOCKERS, PARTIES
from collaborations.models import Collaboration, CollaborationChange
from collaborations.models.choices import RESPONSIBILITIES, RESPONSIBILITIES_IN_WORDS
from collaborations.queries.people import staff_on
from collaborations.rules.change_effects import (
    GroupResponsibilityMoved,
    PeriodBegins,
    ResponsibilityMoved,
    VariantBilled,
    VariantChanged,
)
from collaborations.rules.effects import Effect, EmployeesCarriedOver
from collaborations.rules.terms import GROUP_TASKS
from common.rls import as_system
from common.templatetags.format import date_long

LABELS: dict[str, Any] = {
    "assignment": _("Assignment"),
    "variant": _("Variant"),
    "billing_recipient": _("Billing recipient"),
    "period_months": _("Period"),
    "time_mode": _("Time"),
    **RESPONSIBILITIES,
    "groups": _("Employee groups"),
}


@dataclass(frozen=True)
class Line:
    """One thing that is replaced."""

    label: str
    before: str
    after: str


def lines_of(change: CollaborationChange, viewer: str) -> list[Line]:
    """Everything that the change replaces, in the reader's words."""
    before, after = _said(change, change.before, viewer), _said(change, change.after, viewer)
    lines = [Line(str(LABELS[name]), before[name], after[name]) for name in before if before[name] != after[name]]
    return [*_assignment_lines(change, viewer), *lines]


def failure_of(change: CollaborationChange) -> str:
    """Why it could not be carried out; for a declined one the client's reason."""
    known = {**BLOCKERS, **CHANGE_FAILURES}
    codes = change.reason.split(",")
    if any(code not in known for code in codes):
        return change.reason
    return " ".join(str(known[code]) % {"names": ""} for code in codes).strip()


def parameters_of(effect: Effect, viewer: str) -> dict[str, str]:
    """What the sentence of an effect names, in words, where that is more than names."""
    to_client = viewer == "client"
    match effect:
        case VariantChanged():
            return {name: variant_name(effect.service, getattr(effect, name)) for name in ("before", "after")}
        case ResponsibilityMoved():
            party = {"before": PARTIES[effect.before, to_client], "after": PARTIES[effect.after, to_client]}
            return {"task": str(RESPONSIBILITIES[effect.task]), **{name: str(one) for name, one in party.items()}}
        case GroupResponsibilityMoved():
            words = {"before": group_party(effect.before, to_client), "after": group_party(effect.after, to_client)}
            return {"task": str(RESPONSIBILITIES_IN_WORDS[effect.task]), **words}
        case PeriodBegins():
            return {"billed": _billed(effect, to_client), "period": _period(effect)}
        case EmployeesCarriedOver():
            return {"employees": employees_in_words(effect.count)}
        case VariantBilled():
            return {"billed": _billed(effect, to_client), "variant": variant_name(effect.service, effect.variant)}
    day = effect.parameters.get("day")
    return {"day": date_long(day)} if day else {}  # type: ignore[arg-type]


def employees_in_words(number: int) -> str:
    """So many employees."""
    return ngettext("%(number)s employee", "%(number)s employees", number) % {"number": number}


def _billed(effect: PeriodBegins | VariantBilled, to_client: bool) -> str:
    return str(BILLED[effect.recipient, to_client]) if effect.recipient else ""


def _period(effect: PeriodBegins) -> str:
    if effect.months is None:
        return ""
    day = date_long(effect.starts_on) if effect.starts_on else gettext("with the change")
    return ngettext(
        "A new period of %(months)s month begins %(day)s.",
        "A new period of %(months)s months begins %(day)s.",
        effect.months,
    ) % {"months": effect.months, "day": day}


def _said(change: CollaborationChange, values: dict[str, Any], viewer: str) -> dict[str, str]:
    to_client = viewer == "client"
    shown = Collaboration(service=change.collaboration.service, variant=values["variant"])
    shown.time_mode = values["time_mode"]
    months, recipient = values["period_months"], values["billing_recipient"]
    return {
        "variant": str(shown.get_variant_display()),
        "billing_recipient": str(PARTIES[recipient, to_client]) if recipient else "",
        "period_months": _months(months) if months else "",
        "time_mode": str(shown.get_time_mode_display()),
        **{task: str(PARTIES[party, to_client]) for task, party in values["responsibilities"].items()},
        "groups": "; ".join(group_in_words(one, to_client) for one in values.get("group_responsibilities", [])),
    }


def group_in_words(one: dict[str, Any], to_client: bool) -> str:
    """What is agreed about a group of its own, as in "Lager: approving time – the client"."""
    words = RESPONSIBILITIES_IN_WORDS
    said = [f"{words[task]} – {group_party(one[task], to_client)}" for task in GROUP_TASKS if one[task]]
    return f"{one['name']}: {', '.join(said)}"


def group_party(party: str | None, to_client: bool) -> str:
    """Who does it for the group."""
    return str(PARTIES[party, to_client]) if party else gettext("as for the others")


def _assignment_lines(change: CollaborationChange, viewer: str) -> list[Line]:
    """The firm reads the assignment's name; the client reads who it is that gets access."""
    ids = [values["assignment_id"] for values in (change.before, change.after)]
    if ids[0] == ids[1]:
        return []
    with as_system(
        reason="a change of assignment is a change of people", firm_id=change.firm_id, company_id=change.company_id
    ):
        found = {str(one.pk): one for one in Assignment.objects.filter(pk__in=ids)}
        old, new = (found[one] for one in ids)
        if viewer == "firm":
            return [Line(gettext("Assignment"), old.name, new.name)]
        names = [", ".join(person.name for person in staff_on(one)) for one in (old, new)]
        return [Line(gettext("People at the firm"), *names)]


def _months(count: int) -> str:
    return ngettext("%(months)s month", "%(months)s months", count) % {"months": count}
