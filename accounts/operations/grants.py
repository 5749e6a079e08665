"""Giving and ending access; called by operations that own the reason for it, inside their transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import AccessGrant
from accounts.permissions import GrantScope
from common import clock
from common.rls import as_system
from events.operations import About, record_all

REASON = "access is written by operations, for people who may not have any yet"


@dataclass(frozen=True)
class Wanted:
    """Access that a user is to have: to the whole company, or to one group of its employees."""

    user_id: UUID
    scope: GrantScope
    employee_group: UUID | None = None


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
            record_all("accounts.access_given", by=by, about=[_given(grant, for_firm_id)])
    return grant


@transaction.atomic
def give_all(
    *,
    company_id: UUID,
    wanted: Sequence[Wanted],
    source_type: str,
    source_id: UUID,
    by: UUID | None,
    on: date,
    for_firm_id: UUID | None = None,
) -> None:
    """Open grants for users that follow from one source, in a few statements; what is open already stays as it is."""
    rows = [
        AccessGrant(
            company_id=company_id,
            user_id=one.user_id,
            scope=one.scope,
            employee_group=one.employee_group,
            source_type=source_type,
            source_id=source_id,
            starts_on=on,
        )
        for one in wanted
    ]
    with as_system(reason=REASON, company_id=company_id, firm_id=for_firm_id):
        AccessGrant.objects.bulk_create(rows, ignore_conflicts=True)
        opened = set(AccessGrant.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        about = [_given(row, for_firm_id) for row in rows if row.pk in opened]
        record_all("accounts.access_given", by=by, about=about)


def _given(grant: AccessGrant, for_firm_id: UUID | None) -> About:
    """A firm's register is the firm's own business: nothing of it is written into the company's log."""
    data = {"scope": grant.scope, "user": grant.user_id, "firm": grant.firm_id, "source": grant.source_type}
    if grant.employee_group:
        data["group"] = grant.employee_group
    company_id = None if grant.firm_id else grant.company_id
    return About(subject=grant, company_id=company_id, firm_id=for_firm_id or grant.firm_id, data=data)


@transaction.atomic
def end(*, company_id: UUID, by: UUID | None, reason: str, for_firm_id: UUID | None = None, **filters: Any) -> int:
    """Close the company's open grants that match the filters, with the commit; returns how many there were.

    Filters are field look-ups of AccessGrant, such as `source_type`, `source_id`, `scope`, `user_id`.
    """
    with as_system(reason=REASON, company_id=company_id, firm_id=for_firm_id):
        grants = AccessGrant.objects.filter(company_id=company_id, ended_at__isnull=True, **filters)
        ended = list(grants.select_for_update())
        if ended:
            closed = AccessGrant.objects.filter(pk__in=[grant.pk for grant in ended])
            closed.update(ended_at=clock.now(), ended_reason=reason)
        about = [_ended(grant, for_firm_id, reason) for grant in ended]
        record_all("accounts.access_ended", by=by, about=about)
    return len(ended)


def _ended(grant: AccessGrant, for_firm_id: UUID | None, reason: str) -> About:
    data = {"scope": grant.scope, "user": grant.user_id, "firm": grant.firm_id, "reason": reason}
    return About(subject=grant, company_id=grant.company_id, firm_id=for_firm_id or grant.firm_id, data=data)
