"""Filters that say what the rules name: effects, blockers, situations, in the words for the reader."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from accounts.open_work import OpenWork
from advisor.event_wording import sentence_for
from advisor.models import Client
from collaborations.catalogue import service_name
from collaborations.catalogue.change_sentences import IN_GROUP
from collaborations.catalogue.sentences import (
    ACTIVE_AS_AGREED,
    ACTIVE_WITHOUT_CLIENT,
    AUDIENCES,
    BILLED,
    BLOCKERS,
    DELIVERIES,
    EFFECTS,
    FAILURES,
    FIRM_TOOL,
    KINDS,
    MAILS,
    MOMENTS,
    NOT_BILLED,
    ON_END,
    PARTIES,
    REMEDIES,
    REMEDY_URLS,
    SITUATIONS,
    TIME_MODES,
    WHEN_PROVIDED,
)
from collaborations.models import Collaboration, CollaborationChange, TermsTemplate
from collaborations.models.choices import RESPONSIBILITIES, RESPONSIBILITIES_IN_WORDS
from collaborations.queries.badges import TONES
from collaborations.queries.change_words import Line, failure_of, lines_of, parameters_of
from collaborations.queries.changes import shown_changes
from collaborations.queries.deliveries import InvitationRow
from collaborations.queries.histories import Mailing
from collaborations.queries.proposals import Proposal, Situation
from collaborations.rules.blockers import Blocker
from collaborations.rules.effects import Audience, Effect, Moment
from collaborations.rules.ending import may_cancel_end
from collaborations.rules.facts import Person
from collaborations.rules.planning import Plan
from collaborations.rules.scenarios import Scenario
from collaborations.rules.states import State
from collaborations.rules.terms import GROUP_TASKS, BillingRecipient, Party
from common import clock
from common.templatetags.format import date_long
from common.templatetags.format import moment as at_moment
from events.models import AuditEvent, OutboxEffect
from events.rules.effect_states import EffectState

register = template.Library()
NOT_YET = {Scenario.COMPANY_NOT_KNOWN, Scenario.SERVICE_MISSING}


@register.filter
def names(people: Iterable[Person]) -> str:
    """ "Eva Lind, Jon Ask and Mia Krok", in the reader's language."""
    found = [person.name for person in people]
    if len(found) < 2:
        return "".join(found)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(found[:-1]), "last": found[-1]}


@register.filter
def sentence(effect: Effect, viewer: str = "firm") -> str:
    """What an effect means, said to the firm or to the client."""
    parameters = effect.parameters
    if effect.code == "time_mode_set":
        return str(TIME_MODES[str(parameters["time_mode"])])
    if effect.code == "billing_set":
        return _billing_sentence(parameters, viewer)
    people = parameters.get("people", ())
    named_: dict[str, object] = {**parameters, "names": names(people)}  # type: ignore[arg-type]
    for name in ("last_day", "day"):
        if name in named_:
            named_[name] = date_long(named_[name])  # type: ignore[arg-type]
    if "service" in named_:
        named_["service"] = service_name(str(named_["service"]))
    named_ |= parameters_of(effect, viewer)
    return _without_double_stop(f"{_text_of(effect) % named_} {_what_stays(parameters)}".strip())


def _text_of(effect: Effect) -> str:
    if effect.code == "active_at_once" and not effect.parameters["has_mandate"]:
        return str(ACTIVE_WITHOUT_CLIENT)
    if effect.code == "active_at_once" and effect.parameters["is_agreed"]:
        return str(ACTIVE_AS_AGREED)
    if effect.parameters.get("group_name") and effect.code in IN_GROUP:
        return str(IN_GROUP[effect.code])
    return str(EFFECTS[effect.code])


def _what_stays(parameters: dict[str, object]) -> str:
    """What becomes of the data at the end, as the catalogue says."""
    return str(ON_END[str(parameters["on_end"])]) if "on_end" in parameters else ""


def _billing_sentence(parameters: dict[str, object], viewer: str) -> str:
    recipient, months = parameters["recipient"], parameters["months"]
    said = [str(BILLED[str(recipient), viewer == "client"])] if recipient else [str(NOT_BILLED)]
    return " ".join([*said, _period(int(str(months)))] if months else said)


@register.filter
def blocker_sentence(blocker: Blocker) -> str:
    """Why the activation is not possible."""
    return _without_double_stop(str(BLOCKERS[blocker.code]) % {"names": ", ".join(blocker.names)})


@register.filter
def remedy(blocker: Blocker) -> str:
    """The text of the link that mends a blocker; empty when there is none."""
    return str(REMEDIES.get(blocker.remedy, ""))


@register.filter
def consequences(plan: Plan, viewer: str = "firm") -> list[dict[str, Any]]:
    """The plan as sections by moment, each grouped by whom it concerns, as the component for them wants it."""
    # While something stands in the way a group of people can be empty: then there is nothing to say of it.
    parts = [(moment, Plan(tuple(one for one in plan.due(moment) if _concerns_someone(one)))) for moment in Moment]
    shown = [(moment, part) for moment, part in parts if part.effects]
    provided = any(effect.code == "service_opened" for effect in plan.effects)
    return [
        {
            "title": _title(moment, [one for one, _part in shown], viewer, provided=provided),
            "groups": [_group(audience, effects, viewer) for audience, effects in part.by_audience()],
        }
        for moment, part in shown
    ]


def _title(moment: Moment, moments: list[Moment], viewer: str, *, provided: bool) -> str:
    """The company reads of its own acceptance, except where it is the one who decides."""
    if len(moments) < 2:
        return ""
    if provided and moment is Moment.ON_CONFIRMATION:
        return str(WHEN_PROVIDED)
    decides = viewer != "client" or {Moment.ON_DAY, Moment.AFTER_LAST_DAY} & set(moments)
    return str(MOMENTS[moment, not decides])


@register.filter
def is_empty(plan: Plan) -> bool:
    """Whether nobody would be concerned by its first effect: there is nothing to do."""
    return not _concerns_someone(plan.effects[0])


def _concerns_someone(effect: Effect) -> bool:
    return effect.parameters.get("people") != ()


def _group(audience: Audience, effects: list[Effect], viewer: str) -> dict[str, Any]:
    sentences = [
        {
            "text": sentence(effect, viewer),
            "kind": "warning" if effect.is_loss else KINDS.get(effect.code, ""),
        }
        for effect in effects
    ]
    return {"who": AUDIENCES[audience, viewer == "client"], "sentences": sentences}


@register.filter
def matrix(collaboration: Collaboration, viewer: str = "firm") -> list[tuple[Any, Any]]:
    """Each responsibility with who has it."""
    return [
        (label, PARTIES[collaboration.responsibilities[task], viewer == "client"])
        for task, label in RESPONSIBILITIES.items()
    ]


@register.filter
def group_matrix(collaboration: Collaboration, viewer: str = "firm") -> list[tuple[str, Any, Any]]:
    """What is agreed about single employee groups: the group, the task, and who has it there."""
    return [
        (one.name, RESPONSIBILITIES_IN_WORDS[task], PARTIES[party, viewer == "client"])
        for one in collaboration.terms.groups
        for task in GROUP_TASKS
        if (party := getattr(one, task))
    ]


@register.filter
def shares(collaboration: Collaboration | TermsTemplate, viewer: str = "firm") -> list[tuple[Any, str]]:
    """Each party with what it does, in words; a party that does nothing is left out."""
    agreed, words_of = collaboration.responsibilities, RESPONSIBILITIES_IN_WORDS.items()
    tasks = {party: [str(words) for task, words in words_of if agreed.get(task) == party] for party in Party}
    return [(PARTIES[party, viewer == "client"], ", ".join(words)) for party, words in tasks.items() if words]


@register.filter
def shown_change(collaboration: Collaboration) -> CollaborationChange | None:
    """The change that is to come, or the last one if it came to nothing."""
    if collaboration.state != State.ACTIVE:
        return None
    return shown_changes([collaboration.pk]).get(collaboration.pk)


@register.filter
def change_lines(change: CollaborationChange, viewer: str = "firm") -> list[Line]:
    """What a change replaces, line by line."""
    return lines_of(change, viewer)


@register.filter
def change_failure(change: CollaborationChange) -> str:
    """Why a change came to nothing."""
    return failure_of(change)


@register.filter
def state_tone(state: str) -> str:
    """The colour of a collaboration's state."""
    return TONES.get(state, "grey")


@register.filter
def in_short(collaboration: Collaboration) -> str:
    """Service and state, for a badge."""
    return f"{collaboration.get_service_display()} · {collaboration.get_state_display()}"


@register.filter
def delivery_text(row: InvitationRow) -> str:
    """What became of an invitation's mail."""
    return str(DELIVERIES[row.delivery][0]) if row.delivery else ""


@register.filter
def delivery_tone(row: InvitationRow) -> str:
    """The colour of it."""
    return DELIVERIES[row.delivery][1] if row.delivery else "grey"


@register.filter
def mailing_state(mailing: Mailing) -> str:
    """What became of a mail, or when it is sent."""
    effect = mailing.effect
    if mailing.is_needless:
        return gettext("No longer needed, not sent")
    at = at_moment(effect.finished_at or effect.next_attempt_at)
    if effect.state == EffectState.QUEUED and not effect.attempts and effect.next_attempt_at > clock.now():
        return gettext("Is sent %(time)s") % {"time": at}
    return str(MAILS[effect.state]) % {"time": at}


@register.filter
def failure(effect: OutboxEffect) -> str:
    """Why an effect did not succeed, as far as a person can do something about it."""
    for code, text in FAILURES.items():
        if code in effect.last_error:
            return str(text)
    return gettext("A technical error occurred.")


@register.filter
def billed(collaboration: Collaboration, viewer: str = "firm") -> str:
    """Who is billed, said to the firm or to the client."""
    if not collaboration.billing_recipient:
        return gettext("Not billed separately")
    return str(PARTIES[collaboration.billing_recipient, viewer == "client"])


@register.filter
def situation_sentence(situation: Situation, proposal: Proposal | None = None) -> str:
    """What the system sees about the client; once a variant is chosen, what it means for the choice."""
    facts = situation.facts
    said = {
        "names": names(facts.lon_direct),
        "variant": situation.own_variant_name,
        "including": facts.included_in,
    }
    scenario = proposal.scenario if proposal else situation.scenario
    if scenario in NOT_YET and not situation.offer.asks_client:
        return str(FIRM_TOOL)
    return _without_double_stop(str(SITUATIONS[scenario]) % said).replace("  ", " ")


@register.filter
def happened(event: AuditEvent) -> str:
    """An event in a few words."""
    return sentence_for(event)


@register.filter
def may_cancel(collaboration: Collaboration, viewer: str) -> bool:
    """Whether the end that is decided is the viewer's to cancel."""
    decided_by, party = BillingRecipient(collaboration.ended_by_party), BillingRecipient(viewer.upper())
    return may_cancel_end(decided_by, party)


@register.filter
def work_text(work: OpenWork, viewer: str) -> str:
    """What is unfinished, said to the firm or to the client."""
    return work.sentence_for(viewer)


@register.filter
def work_url(work: OpenWork, viewer: str) -> str:
    """Where the firm or the client finishes it; empty where that is not theirs."""
    return work.url_for(viewer)


@register.filter
def remedy_url(blocker: Blocker, client: Client) -> str:
    """Where a blocker is mended."""
    name, of_firm = REMEDY_URLS.get(blocker.remedy, ("", False))
    return reverse(name, args=[client.firm_id if of_firm else client.pk]) if name else ""


@register.filter
def named(key: UUID, prefix: str) -> str:
    """The id of an element that belongs to a row."""
    return f"{prefix}-{key}"


def _without_double_stop(text: str) -> str:
    """An initial at the end of a sentence ends the sentence too."""
    return text.replace("..", ".")


def _period(months: int) -> str:
    return ngettext(
        "The period is %(months)s month from the start.",
        "The period is %(months)s months from the start.",
        months,
    ) % {"months": months}
