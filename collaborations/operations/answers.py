"""The client answers: accepting or declining, once."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from collaborations.models import Collaboration, Invitation
from collaborations.operations.carrying_out import carry_out, tell
from collaborations.operations.grants import end_preparation
from collaborations.operations.handover import agree
from collaborations.operations.invitations import close_invitations
from collaborations.operations.locks import locked, require
from collaborations.operations.refusals import InvitationGone, NotTheInvited
from collaborations.operations.work import Newcomer, Work
from collaborations.queries.facts import facts_of_collaboration
from collaborations.queries.handover import facts_of_handover, outlook_of
from collaborations.queries.people import firm_person, invited_person
from collaborations.rules.effects import Moment
from collaborations.rules.facts import Facts, Person
from collaborations.rules.handover import answerers
from collaborations.rules.invitations import InvitationAction, InvitationState
from collaborations.rules.planning import plan_acceptance
from collaborations.rules.states import Action, State
from common.rls import as_system
from events.models import AuditEvent
from events.operations import record

REASON = "an answer changes the data of both parties"


@transaction.atomic
def accept(
    *,
    invitation: Invitation,
    by: User | None,
    at: datetime,
    seen: str | None = None,
    newcomer: Newcomer | None = None,
) -> Collaboration:
    """Accept for the company. `by` is the signed-in user, or None for a newcomer without login.

    Raises InvitationGone, NotTheInvited, Blocked or PlanChanged, and has then changed nothing.
    """
    with as_system(reason=REASON, firm_id=invitation.firm_id, company_id=invitation.company_id):
        collaboration, invitation = _open(invitation, at)
        if collaboration.takes_over_on is not None:
            return _approve(collaboration, invitation, by, at, seen)
        facts = facts_of_collaboration(collaboration, contact=invited_person(invitation))
        _refuse_others(invitation, by, newcomer, facts, facts.recipients)
        plan = plan_acceptance(facts, collaboration.terms)
        require(plan, seen)
        collaboration.apply(Action.ACCEPT)
        collaboration.answered_at = at
        collaboration.save(update_fields=["state", "answered_at"])
        _answer(invitation, InvitationAction.ACCEPT, at)
        end_preparation(collaboration, by=by.pk if by else None, at=at, reason="accepted")
        cause = _record("accepted", collaboration, by, {"terms_version": collaboration.terms_version})
        carry_out(plan.due(Moment.NOW), Work(collaboration, cause, by.pk if by else None, at, newcomer))
        collaboration.answered_by = by or User.objects.get(email__iexact=invitation.email)
        collaboration.save(update_fields=["answered_by"])
    return collaboration


@transaction.atomic
def decline(*, invitation: Invitation, by: User | None, reason: str, at: datetime) -> Collaboration:
    """Decline for the company, with a reason that the firm reads. Raises InvitationGone, NotTheInvited."""
    with as_system(reason=REASON, firm_id=invitation.firm_id, company_id=invitation.company_id):
        collaboration, invitation = _open(invitation, at)
        if invitation.user_id and (by is None or by.pk != invitation.user_id):
            raise NotTheInvited
        collaboration.apply(Action.DECLINE)
        collaboration.answered_at = at
        collaboration.answered_by = by
        collaboration.decline_reason = reason
        collaboration.save(update_fields=["state", "answered_at", "answered_by", "decline_reason"])
        _answer(invitation, InvitationAction.DECLINE, at)
        end_preparation(collaboration, by=by.pk if by else None, at=at, reason="declined")
        cause = _record("declined", collaboration, by, {})
        work = Work(collaboration, cause, by.pk if by else None, at)
        tell([firm_person(collaboration.requested_by)], work, occasion="declined")
    return collaboration


def _approve(
    collaboration: Collaboration, invitation: Invitation, by: User | None, at: datetime, seen: str | None
) -> Collaboration:
    """Another firm takes over: what is approved begins on its day."""
    facts = facts_of_handover(collaboration)
    _refuse_others(invitation, by, None, facts, answerers(facts))
    if by is None:
        raise NotTheInvited
    outlook = outlook_of(collaboration)
    require(outlook.whole, seen)
    _answer(invitation, InvitationAction.ACCEPT, at)
    agree(collaboration, outlook, by=by, at=at)
    return collaboration


def _open(invitation: Invitation, at: datetime) -> tuple[Collaboration, Invitation]:
    collaboration = locked(invitation.collaboration_id, invitation.company_id)
    fresh = Invitation.objects.select_for_update().get(pk=invitation.pk)
    open_ = collaboration.state == State.REQUESTED and fresh.state == InvitationState.OPEN
    if not open_ or fresh.expires_at <= at:
        raise InvitationGone
    return collaboration, fresh


def _refuse_others(
    invitation: Invitation, by: User | None, newcomer: Newcomer | None, facts: Facts, who: tuple[Person, ...]
) -> None:
    """Who may accept: the invited person, who is an administrator or becomes the first, and not firm staff."""
    login = User.objects.filter(email__iexact=invitation.email).first()
    if login is None:
        if by is not None or newcomer is None or facts.has_account:
            raise NotTheInvited
    elif by is None or by.pk != login.pk or by.pk not in {person.user_id for person in who}:
        raise NotTheInvited
    if facts.contact is not None and facts.contact.is_firm_staff:
        raise NotTheInvited


def _answer(invitation: Invitation, action: InvitationAction, at: datetime) -> None:
    invitation.apply(action)
    invitation.answered_at = at
    invitation.save(update_fields=["state", "answered_at"])
    close_invitations(invitation.collaboration)


def _record(kind: str, collaboration: Collaboration, by: User | None, data: dict[str, int]) -> AuditEvent:
    return record(
        f"collaborations.{kind}",
        by=by.pk if by else None,
        subject=collaboration,
        firm_id=collaboration.firm_id,
        company_id=collaboration.company_id,
        data=data,
    )
