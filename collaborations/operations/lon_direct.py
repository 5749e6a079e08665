"""Closing Lön Direkt for a client in Start, and what begins once it is closed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.operations import grants
from accounts.permissions import GrantScope
from collaborations.models import Collaboration
from collaborations.operations.carrying_out import tell
from collaborations.operations.confirmation import begin_once
from collaborations.operations.work import Work
from collaborations.queries.company_pages import CLOSED_BY_START, lon_direct_of
from collaborations.queries.effects import deactivations, is_held_up
from collaborations.queries.people import administrators_of
from collaborations.rules.states import State
from common.rls import as_system
from events.models import AuditEvent
from events.operations import record, retry_effect


@transaction.atomic
def deactivate_lon_direct(*, collaboration: Collaboration, at: datetime) -> None:
    """End the client's access to Lön Direkt and, in the same commit, let the collaboration begin.

    Does nothing when the collaboration no longer is being activated. Raises Blocked while a Lön Direkt run is
    unfinished: the effect is then tried again, and shown.
    """
    tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    with as_system(reason="closing Lön Direkt concerns both parties", **tenant):
        begin_once(collaboration, _close, at=at)


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


def _close(collaboration: Collaboration) -> AuditEvent:
    closed = grants.end(
        company_id=collaboration.company_id,
        for_firm_id=collaboration.firm_id,
        scope=GrantScope.LON_DIRECT,
        by=None,
        reason=CLOSED_BY_START,
    )
    return record(
        "collaborations.lon_direct_closed",
        by=None,
        subject=collaboration,
        firm_id=collaboration.firm_id,
        company_id=collaboration.company_id,
        data={"closed": closed},
    )
