"""Ending a collaboration at once: access closes with the commit, data stays."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from collaborations.models import Collaboration
from collaborations.operations.carrying_out import carry_out
from collaborations.operations.invitations import close_invitations
from collaborations.operations.locks import locked, require
from collaborations.operations.work import Work
from collaborations.queries.ending import end_plan_of
from collaborations.rules.states import Action
from collaborations.rules.terms import BillingRecipient
from common.rls import as_system
from events.operations import record


@transaction.atomic
def end(
    *,
    collaboration: Collaboration,
    by: User,
    party: BillingRecipient,
    reason: str,
    at: datetime,
    seen: str | None = None,
) -> Collaboration:
    """End at once, for the firm or for the client. Raises TransitionNotAllowed, PlanChanged."""
    tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    with as_system(reason="ending closes access on both sides", **tenant):
        fresh = locked(collaboration.pk, collaboration.company_id)
        plan = end_plan_of(fresh)
        fresh.apply(Action.END)
        require(plan, seen)
        fresh.ended_at = max(at, fresh.activated_at or at)  # it may have begun while this waited for the lock
        fresh.ended_by = by
        fresh.ended_by_party = party
        fresh.end_reason = reason
        fresh.save(update_fields=["state", "ended_at", "ended_by", "ended_by_party", "end_reason"])
        close_invitations(fresh)
        cause = record("collaborations.ended", by=by.pk, subject=fresh, data={"party": party}, **tenant)
        carry_out(plan.effects, Work(fresh, cause, by.pk, at))
    return fresh
