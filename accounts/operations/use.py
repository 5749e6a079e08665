"""Noting that somebody uses their access to a company."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache

from accounts.models import LastUse

NOTED_EVERY = timedelta(hours=1)


def note_use(*, user_id: UUID, company_id: UUID, at: datetime) -> None:
    """Note the use, once an hour at most; in the scope of the company and as the person."""
    if cache.add(f"used:{user_id}:{company_id}", 1, int(NOTED_EVERY.total_seconds())):
        LastUse.objects.bulk_create(
            [LastUse(company_id=company_id, user_id=user_id, used_at=at)],
            update_conflicts=True,
            unique_fields=["company", "user"],
            update_fields=["used_at"],
        )
