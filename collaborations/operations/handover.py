"""A company goes from one firm to another: asked for by the new one, approved by the client, done on the day.

On the day the present firm's access closes and the new one's opens in one transaction, however late it is carried out.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from advisor.models import Assignment, Client, Contact
from collaborations.models import Collaboration
from collaborations.operations.activation import draft_of, refuse_billing, refuse_terms
from collaborations.operations.carrying_out import carry_out, tell
from collaborations.operations.ending import come_to_end
from collaborations.operations.grants import end_preparation
from collaborations.operations.locks import lock_company, locked, require
from collaborations.operations.refusals import Blocked, DayNotOffered, ForeignChoice, HandoverDue
from collaborations.operations.work import Work, start_of
from collaborations.queries.ending import parties_of
from collaborations.queries.facts import facts_for
from collaborations.queries.handover import (
    REASON,
    Outlook,
    ends_earlier,
    handover_request_plan,
    last_day_of,
    leaving_plan_of,
    present_of,
    takeover_plan_of,
)
from collaborations.queries.people import administrators_of, firm_person
from collaborations.rules.after_end import AfterEnd
from collaborations.rules.blockers import Blocker, BlockerCode, Remedy
from collaborations.rules.effects import Moment
from collaborations.rules.handover import day_refusal
from collaborations.rules.planning import Plan
from collaborations.rules.states import Action, State, TransitionNotAllowed
from collaborations.rules.terms import BillingRecipient, Terms
from common.clock import STOCKHOLM
from common.rls import as_system
from events.models import AuditEvent
from events.operations import record

END = ("ends_on", "ended_by_id", "ended_by_party", "end_reason", "after_end")
"""What is decided about an end, and given back when the handover comes to nothing."""


@transaction.atomic
def ask_for_handover(
    *,
    client: Client,
    assignment: Assignment | None,
    terms: Terms,
    takes_over_on: date,
    by: User,
    at: datetime,
    contact: Contact | None = None,
    seen: str | None = None,
    previous: Collaboration | None = None,
) -> Collaboration:
    """Ask the client's administrators to let the firm take over on a day; nothing changes until one approves.

    Raises TermsRefused, ForeignChoice, DayNotOffered, Blocked or PlanChanged, and has then changed nothing.
    """
    refuse_terms(terms)
    for choice in (assignment, contact, previous):
        if choice is not None and choice.client_id != client.pk:
            raise ForeignChoice
    refusal = day_refusal(takes_over_on, at.astimezone(STOCKHOLM).date())
    if refusal is not None:
        raise DayNotOffered(refusal)
    with as_system(reason=REASON, firm_id=client.firm_id, company_id=client.company_id):
        lock_company(client.company_id)
        refuse_billing(facts_for(client, terms.offer.service, assignment=assignment, contact=None, sender=by), terms)
        plan = handover_request_plan(
            client, terms=terms, assignment=assignment, sender=by, takes_over_on=takes_over_on
        )  # fmt: skip
        require(plan, seen)
        collaboration = draft_of(client, assignment, contact, terms, by, at, previous)
        collaboration.takes_over_on = takes_over_on
        data = {"service": terms.offer.service, "variant": terms.offer.variant, "day": takes_over_on}
        cause = _record("handover_requested", collaboration, by.pk, data)
        carry_out(plan.due(Moment.NOW), Work(collaboration, cause, by.pk, at))
    return collaboration


def agree(collaboration: Collaboration, outlook: Outlook, *, by: User, at: datetime) -> None:
    """The client approves: the day is fixed, and the present firm's end with it. In the answer's lock and scope."""
    collaboration.apply(Action.AGREE)
    collaboration.answered_at, collaboration.answered_by = at, by
    collaboration.save(update_fields=["state", "answered_at", "answered_by"])
    end_preparation(collaboration, by=by.pk, at=at, reason="agreed")
    data = {"terms_version": collaboration.terms_version, "day": collaboration.takes_over_on}
    cause = _record("handover_agreed", collaboration, by.pk, data)
    if outlook.present is not None:
        _let_go(outlook.present, collaboration, by=by, at=at)
    carry_out(outlook.coming.due(Moment.NOW), Work(collaboration, cause, by.pk, at))


@transaction.atomic
def cancel_handover(*, collaboration: Collaboration, by: User, reason: str, at: datetime) -> Collaboration:
    """The client takes its approval back, while the day has not come: everything goes on with the present firm.

    Raises HandoverDue, TransitionNotAllowed.
    """
    with as_system(reason=REASON, **_tenant(collaboration)):
        fresh = locked(collaboration.pk, collaboration.company_id)
        _refuse_when_due(fresh, at)
        if fresh.state != State.AGREED:
            raise TransitionNotAllowed(State(fresh.state), Action.DECLINE)
        fresh.apply(Action.DECLINE)
        fresh.answered_at, fresh.answered_by, fresh.decline_reason = at, by, reason
        fresh.save(update_fields=["state", "answered_at", "answered_by", "decline_reason"])
        _call_off(fresh, _record("handover_cancelled", fresh, by.pk, {}), by=by, at=at)
    return fresh


def withdraw_agreed(fresh: Collaboration, *, by: User, at: datetime) -> None:
    """The firm that was to take over does not. In the lock and scope of the withdrawal. Raises HandoverDue."""
    _refuse_when_due(fresh, at)
    fresh.apply(Action.WITHDRAW)
    fresh.save(update_fields=["state"])
    _call_off(fresh, _record("handover_withdrawn", fresh, by.pk, {}), by=by, at=at)


@transaction.atomic
def hand_over_when_due(*, collaboration: Collaboration, at: datetime) -> None:
    """On the day: one firm's access closes and the other's opens with the same commit; nothing when it was called off.

    A present firm that has left before is not missed, and the new one does not begin before the day.
    """
    with as_system(reason=REASON, **_tenant(collaboration)):
        fresh = locked(collaboration.pk, collaboration.company_id)
        if fresh.state != State.AGREED or at < start_of(_day_of(fresh)):
            return
        plan = takeover_plan_of(fresh)
        present = present_of(fresh.company_id, fresh.service)
        if present is not None and present.successor_id != fresh.pk:
            raise Blocked(Plan((), (Blocker(BlockerCode.OTHER_FIRM, Remedy.NONE),)))
        if present is not None:
            _leave(present, fresh, at=at)
        fresh.apply(Action.TAKE_OVER)
        fresh.save(update_fields=["state"])
        cause = _record("taken_over", fresh, None, {"day": fresh.takes_over_on})
        carry_out(plan.due(Moment.NOW), Work(fresh, cause, None, at))


def _let_go(present: Collaboration, coming: Collaboration, *, by: User, at: datetime) -> None:
    """The present firm ends on the day before, by the client's decision; an earlier end of its own stands."""
    day = _day_of(coming)
    with as_system(reason=REASON, **_tenant(present)):
        fresh = locked(present.pk, present.company_id)
        plan = leaving_plan_of(fresh, coming, day)
        moves = not ends_earlier(fresh, day)
        if moves and fresh.state == State.ENDING:
            fresh.former_end = {name: _plain(getattr(fresh, name)) for name in END}
        if fresh.state != State.ENDING:
            fresh.apply(Action.SCHEDULE_END)
        if moves:
            fresh.ends_on, fresh.ended_by, fresh.ended_by_party = last_day_of(fresh, day), by, BillingRecipient.CLIENT
            fresh.end_reason, fresh.after_end = _("Another firm takes over."), AfterEnd.HANDED_OVER
        fresh.successor = coming
        fresh.save(update_fields=["state", "former_end", "successor", *END])
        cause = _record("handed_over", fresh, by.pk, {"day": fresh.ends_on})
        carry_out(plan.due(Moment.NOW), Work(fresh, cause, by.pk, at))


def _leave(present: Collaboration, coming: Collaboration, *, at: datetime) -> None:
    with as_system(reason=REASON, **_tenant(present)):
        fresh = locked(present.pk, present.company_id)
        come_to_end(fresh, leaving_plan_of(fresh, coming), at=at)


def _call_off(collaboration: Collaboration, cause: AuditEvent, *, by: User, at: datetime) -> None:
    """Those who were to change hear of it, and what was decided before holds again."""
    work = Work(collaboration, cause, by.pk, at)
    staff = [firm_person(collaboration.requested_by)]
    tell(staff, work, occasion="handover_off_firm")
    tell(administrators_of(collaboration.company_id), work, occasion="handover_off_client")
    with as_system(reason=REASON, company_id=collaboration.company_id):
        present = Collaboration.objects.filter(successor=collaboration, state=State.ENDING).first()
    if present is not None:
        _go_on(present, by=by, at=at)


def _go_on(present: Collaboration, *, by: User, at: datetime) -> None:
    """The present firm stays, or ends when it had decided to."""
    with as_system(reason=REASON, **_tenant(present)):
        fresh = locked(present.pk, present.company_id)
        former, fresh.former_end, fresh.successor = fresh.former_end, None, None
        if former is not None:
            former["ends_on"] = date.fromisoformat(former["ends_on"])
        elif fresh.after_end == AfterEnd.HANDED_OVER:
            fresh.apply(Action.CANCEL_END)
            former = {"ends_on": None, "ended_by_id": None, "ended_by_party": "", "end_reason": "", "after_end": ""}
        for name, value in (former or {}).items():
            setattr(fresh, name, value)
        fresh.save(update_fields=["state", "former_end", "successor", *END])
        work = Work(fresh, _record("stays", fresh, by.pk, {"day": fresh.ends_on}), by.pk, at)
        staff, _client, _administrators = parties_of(fresh)
        tell(staff, work, occasion="handover_off_present")


def _refuse_when_due(collaboration: Collaboration, at: datetime) -> None:
    if collaboration.state == State.AGREED and at >= start_of(_day_of(collaboration)):
        raise HandoverDue


def _day_of(collaboration: Collaboration) -> date:
    if collaboration.takes_over_on is None:
        raise ValueError("The request is none for a handover.")
    return collaboration.takes_over_on


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    return str(value) if isinstance(value, date | UUID) else value


def _tenant(collaboration: Collaboration) -> dict[str, UUID]:
    return {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}


def _record(kind: str, collaboration: Collaboration, by: UUID | None, data: dict[str, Any]) -> AuditEvent:
    return record(f"collaborations.{kind}", by=by, subject=collaboration, data=data, **_tenant(collaboration))
