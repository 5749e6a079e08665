"""Giving and ending access; called by operations that own the reason for it, inside their transaction."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import AccessGrant
from accounts.permissions import GrantScope
from common import clock
from common.rls import as_system
from events.operations import record

REASON = "access is written by operations, for people who may not have any yet"


@transaction.atomic
def give(
    *,
    company_id: UUID,
    scope: GrantScope,
    source_type: str,
    source_id: UUID,
    by: UUID | None,
    on: date,
    user_id: UUID | None = None,
    firm_id: UUID | None = None,
    for_firm_id: UUID | None = None,
    employee_group: UUID | None = None,
) -> AccessGrant:
    """Open a grant for a user or a firm; giving the same again changes nothing.

    `for_firm_id` is the firm that shall see the event besides the company.
    """
    keys = {
        "scope": scope,
        "source_type": source_type,
        "source_id": source_id,
        "user_id": user_id,
        "firm_id": firm_id,
        "employee_group": employee_group,
    }
    with as_system(reason=REASON, company_id=company_id, firm_id=for_firm_id or firm_id):
        grant, created = AccessGrant.objects.get_or_create(
            company_id=company_id, ended_at=None, **keys, defaults={"starts_on": on}
        )
        if created:
            record(
                "accounts.access_given",
                by=by,
                subject=grant,
                # A firm's register is the firm's own business: nothing of it is written into the company's log.
                company_id=None if firm_id else company_id,
                firm_id=for_firm_id or firm_id,
                data={
                    "scope": scope,
                    "user": user_id,
                    "firm": firm_id,
                    "source": source_type,
                    **({"group": employee_group} if employee_group else {}),
                },
            )
    return grant


@transaction.atomic
def end(*, company_id: UUID, by: UUID | None, reason: str, for_firm_id: UUID | None = None, **filters: Any) -> int:
    """Close the company's open grants that match the filters, with the commit; returns how many there were.

    Filters are field look-ups of AccessGrant, such as `source_type`, `source_id`, `scope`, `user_id`.
    """
    with as_system(reason=REASON, company_id=company_id, firm_id=for_firm_id):
        grants = AccessGrant.objects.filter(company_id=company_id, ended_at__isnull=True, **filters)
        ended = list(grants.select_for_update())
        for grant in ended:
            grant.ended_at = clock.now()
            grant.ended_reason = reason
            grant.save(update_fields=["ended_at", "ended_reason"])
            record(
                "accounts.access_ended",
                by=by,
                subject=grant,
                company_id=company_id,
                firm_id=for_firm_id or grant.firm_id,
                data={"scope": grant.scope, "user": grant.user_id, "firm": grant.firm_id, "reason": reason},
            )
    return len(ended)
