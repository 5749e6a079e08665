"""Closing Lön Direkt for a client in Start, and what begins once it is closed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.operations import grants
from accounts.permissions import GrantScope
from collaborations.models import Collaboration
from collaborations.operations.carrying_out import carry_out, tell
from collaborations.operations.locks import locked, require
from collaborations.operations.work import Work
from collaborations.queries.company_pages import CLOSED_BY_START, lon_direct_of
from collaborations.queries.effects import deactivation_of, deactivations, is_held_up
from collaborations.queries.facts import facts_of_collaboration
from collaborations.queries.people import administrators_of
from collaborations.rules.effects import Moment
from collaborations.rules.planning import Plan, plan_acceptance
from collaborations.rules.states import State
from common.rls import as_system
from events.operations import record, retry_effect


@transaction.atomic
def deactivate_lon_direct(*, collaboration: Collaboration, at: datetime) -> None:
    """End the client's access to Lön Direkt and, in the same commit, let the collaboration begin.

    Does nothing when the collaboration no longer is being activated. Raises Blocked while a Lön Direkt run is
    unfinished: the effect is then tried again, and shown.
    """
    tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    with as_system(reason="closing Lön Direkt concerns both parties", **tenant):
        fresh = locked(collaboration.pk, collaboration.company_id)
        if fresh.state != State.ACTIVATING:
            return
        plan = _plan(fresh)
        require(plan, None)
        closed = grants.end(
            company_id=fresh.company_id,
            for_firm_id=fresh.firm_id,
            scope=GrantScope.LON_DIRECT,
            by=None,
            reason=CLOSED_BY_START,
        )
        cause = record("collaborations.lon_direct_closed", by=None, subject=fresh, data={"closed": closed}, **tenant)
        carry_out(plan.due(Moment.ON_CONFIRMATION), Work(fresh, cause, None, at))


@transaction.atomic
def retry_deactivation(*, collaboration: Collaboration, by: User) -> bool:
    """Try a deactivation that failed once more at once, by hand; returns whether there was one to retry."""
    tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    with as_system(reason="closing Lön Direkt concerns both parties", **tenant):
        fresh = locked(collaboration.pk, collaboration.company_id)
        effect = deactivation_of(fresh)
        if fresh.state != State.ACTIVATING or effect is None or not is_held_up(effect):
            return False
        record(
            "collaborations.deactivation_retried",
            by=by.pk,
            subject=fresh,
            firm_id=fresh.firm_id,
            company_id=fresh.company_id,
        )
        retry_effect(effect=effect)
    return True


@transaction.atomic
def close_after_run(*, company_id: UUID) -> None:
    """A run of Lön Direkt is finished: what waited for it goes on at once, even when it had been given up."""
    with as_system(reason="an unfinished run held the closing back", company_id=company_id):
        found = list(Collaboration.objects.filter(state=State.ACTIVATING).values_list("pk", "firm_id"))
    for pk, firm_id in found:
        with as_system(reason="closing Lön Direkt concerns both parties", firm_id=firm_id, company_id=company_id):
            effect = deactivations([pk]).get(pk)
            if effect is not None and is_held_up(effect):
                retry_effect(effect=effect)


@transaction.atomic
def tell_held_up(*, collaboration: Collaboration, at: datetime) -> None:
    """Ask the company's administrators by mail to finish the run without which the collaboration does not begin."""
    tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    with as_system(reason="closing Lön Direkt concerns both parties", **tenant):
        status = lon_direct_of(collaboration.company_id)
        if not status.unfinished:
            return
        cause = record("collaborations.closing_held_up", by=None, subject=collaboration, data={}, **tenant)
        work = Work(collaboration, cause, None, at)
        tell(administrators_of(collaboration.company_id), work, occasion="held_up_client")


def _plan(collaboration: Collaboration) -> Plan:
    """What begins now; the plan is made before Lön Direkt closes, so that its effects are those announced."""
    return plan_acceptance(facts_of_collaboration(collaboration, contact=None), collaboration.terms)
