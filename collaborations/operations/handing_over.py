"""What the provider was asked for is done: access is recorded, and a collaboration that waited for it begins."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import connection, transaction

from collaborations.models import Collaboration, ServiceAccess
from collaborations.operations.confirmation import begin_once, beginning_of
from collaborations.operations.locks import require
from collaborations.operations.providers import Errand, hand_over
from collaborations.queries.provider_messages import message_about
from collaborations.queries.providers import settings_for
from collaborations.rules.states import OPEN_STATES, State
from collaborations.rules.webhooks import ProvisionAction
from common.rls import as_system
from events.models import AuditEvent, OutboxEffect
from events.operations import record

DONE = {"open": "access_opened", "change": "access_changed", "close": "access_closed"}


@transaction.atomic
def perform(*, original: OutboxEffect, by: UUID | None, at: datetime, effect: OutboxEffect | None = None) -> str:
    """Ask the provider and carry out what follows. Raises ProviderFailed, Blocked: it is then asked again.

    `original` says what is asked, and under which key; `effect` is another one that repeats it. What has been
    overtaken, such as an opening after the end, is left undone.
    """
    collaboration = Collaboration.objects.get(pk=original.subject_id)
    action: ProvisionAction = original.payload["action"]
    tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    with as_system(reason="a provider serves both parties", **tenant):
        _wait_for_turn(collaboration.pk)
        rows = Collaboration.objects.select_related("firm", "company", "client", "assignment", "requested_by")
        fresh = rows.get(pk=collaboration.pk)
        if action != "close" and fresh.state not in OPEN_STATES:
            return ""
        if fresh.state == State.ACTIVATING:
            require(beginning_of(fresh), None)
        message = message_about(fresh, action=action, key=original.pk, event_id=original.cause_id)
        settings = settings_for(fresh.firm_id, fresh.service)
        reference = hand_over(Errand(effect or original, original.pk, message, fresh), settings)
        _record_access(fresh, action, settings.link, at)
        if not (action == "open" and confirm(fresh, at, by=by)):
            _tell(fresh, action=action, by=by)
        return reference


def confirm(collaboration: Collaboration, at: datetime, *, by: UUID | None = None) -> bool:
    """Access is open: a collaboration that waited for it begins. Returns whether it did."""
    return begin_once(collaboration, partial(_tell, action="open", by=by), at=at)


def _wait_for_turn(collaboration_id: UUID) -> None:
    """One call at a time about a collaboration, so that a closing never is overtaken by its opening."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"provision:{collaboration_id}"])


def _record_access(collaboration: Collaboration, action: ProvisionAction, link: str, at: datetime) -> None:
    if action == "close":
        ServiceAccess.objects.filter(collaboration=collaboration, closed_at__isnull=True).update(closed_at=at)
        return
    tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    ServiceAccess.objects.update_or_create(
        collaboration=collaboration,
        defaults={"link": link, "closed_at": None},
        create_defaults={"link": link, "opened_at": at, **tenant},
    )


def _tell(collaboration: Collaboration, *, action: ProvisionAction, by: UUID | None) -> AuditEvent:
    return record(
        f"collaborations.{DONE[action]}",
        by=by,
        subject=collaboration,
        firm_id=collaboration.firm_id,
        company_id=collaboration.company_id,
        data={"service": collaboration.service},
    )
