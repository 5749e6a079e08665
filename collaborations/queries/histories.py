"""What happened in a collaboration, in plain words: events, whom they concern, and the mails that they caused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import AccessGrant
from advisor.event_wording import Names, details_of, icon_of, people_in, sentence_for
from advisor.queries import names_of
from collaborations.catalogue.sentences import OCCASIONS, OTHER_OCCASION
from collaborations.models import Collaboration, CollaborationChange, Invitation
from collaborations.queries.facts import GRANT_SOURCE
from collaborations.queries.happenings import details_in
from collaborations.rules.changes import ChangeState
from collaborations.rules.invitations import AUTOMATIC, InvitationState
from common.rls import as_system
from events.models import AuditEvent, OutboxEffect
from events.rules.effect_states import EffectState

PAGE_SIZE = 50
LARGEST = 2**63 - 1
MAIL_KINDS = (
    "collaborations.send_invitation",
    "collaborations.send_news",
    "collaborations.send_change_news",
    "collaborations.send_welcome",
)
SIDES = ("_firm", "_client")


@dataclass(frozen=True)
class Mailing:
    """A mail to a person: on what occasion, and what became of it. `is_needless`: nobody waits for it any longer."""

    to: str
    occasion: str
    effect: OutboxEffect
    is_needless: bool


@dataclass(frozen=True)
class Line:
    """What happened, when, by whom (empty for the product itself), and the mails that it caused."""

    at: datetime
    text: str
    details: str
    icon: str
    who: str
    mails: tuple[Mailing, ...]


@dataclass(frozen=True)
class History:
    """A page of it, newest first; `before` leads to what is older and is empty at the end."""

    lines: list[Line]
    before: str


def history_of(collaboration: Collaboration, *, before: str = "") -> History:
    """What the reader may see of it, on either side; a cursor that is not ours begins from the start."""
    found = _events(collaboration).order_by("-sequence")
    if before.isascii() and before.isdigit() and int(before) <= LARGEST:
        found = found.filter(sequence__lt=int(before))
    events = list(found[: PAGE_SIZE + 1])
    shown = events[:PAGE_SIZE]
    mails = _mails(shown)
    invitations = {one.pk: one for one in Invitation.objects.filter(collaboration=collaboration)}
    answered = _answered(collaboration)
    people = {one for event in shown for one in people_in(event)}
    if collaboration.answered_by_id:
        people.add(collaboration.answered_by_id)
    names = names_of(people | {who for effects in mails.values() for one in effects if (who := _user_in(one))})
    return History(
        lines=[_line(event, collaboration, names, mails.get(event.pk, []), invitations, answered) for event in shown],
        before=str(shown[-1].sequence) if len(events) > PAGE_SIZE else "",
    )


def _events(collaboration: Collaboration) -> QuerySet[AuditEvent]:
    """Its own, and those of the access that it gave; one chain, so that their numbers are their order."""
    tenants = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    with as_system(reason="which grants a collaboration gave is not lost when they are closed", **tenants):
        given = AccessGrant.objects.filter(source_type=GRANT_SOURCE, source_id=collaboration.pk)
        subjects = [collaboration.pk, *given.values_list("pk", flat=True)]
    return AuditEvent.objects.filter(chain_id=collaboration.company_id, subject_id__in=subjects)


def _answered(collaboration: Collaboration) -> frozenset[UUID]:
    """The questions about changes that nobody is reminded of any longer."""
    changes = CollaborationChange.objects.filter(collaboration=collaboration)
    return frozenset(changes.exclude(state=ChangeState.WAITING_FOR_CLIENT).values_list("pk", flat=True))


def _mails(events: Iterable[AuditEvent]) -> dict[UUID, list[OutboxEffect]]:
    found: dict[UUID, list[OutboxEffect]] = {}
    caused = OutboxEffect.objects.filter(cause__in=list(events), kind__in=MAIL_KINDS)
    for effect in caused.order_by("next_attempt_at", "pk"):
        found.setdefault(effect.cause_id, []).append(effect)
    return found


def _line(
    event: AuditEvent,
    collaboration: Collaboration,
    names: Names,
    mails: list[OutboxEffect],
    invitations: dict[UUID, Invitation],
    answered: frozenset[UUID],
) -> Line:
    parts = (details_in(event, collaboration), details_of(event, names))
    return Line(
        at=event.occurred_at,
        text=sentence_for(event),
        details=", ".join(part for part in parts if part),
        icon=icon_of(event),
        who=names.get(_actor_of(event, collaboration), ""),
        mails=tuple(_mailing(effect, names, invitations, answered) for effect in mails),
    )


def _actor_of(event: AuditEvent, collaboration: Collaboration) -> UUID | None:
    """Who accepts without a login gets one in the same moment, and is nobody yet when it is told."""
    is_newcomer = event.actor_id is None and event.kind == "collaborations.accepted"
    return collaboration.answered_by_id if is_newcomer else event.actor_id


def _mailing(
    effect: OutboxEffect, names: Names, invitations: dict[UUID, Invitation], answered: frozenset[UUID]
) -> Mailing:
    invitation = invitations.get(effect.subject_id)
    reminds = str(effect.payload.get("occasion", "")).removesuffix("_client") in AUTOMATIC
    is_closed = invitation is not None and invitation.state != InvitationState.OPEN
    is_closed = is_closed or (reminds and effect.subject_id in answered)
    waits, was_not_sent = effect.state == EffectState.QUEUED, effect.state == EffectState.SENT
    return Mailing(
        to=invitation.name if invitation else names.get(_user_in(effect), ""),
        occasion=_occasion(str(effect.payload.get("occasion", "welcome"))),
        effect=effect,
        is_needless=is_closed and (waits or (was_not_sent and not effect.external_reference)),
    )


def _occasion(name: str) -> str:
    for side in SIDES:
        name = name.removesuffix(side)
    return str(next((text for start, text in OCCASIONS.items() if name.startswith(start)), OTHER_OCCASION))


def _user_in(effect: OutboxEffect) -> UUID | None:
    user = effect.payload.get("user_id")
    return UUID(user) if user else None
