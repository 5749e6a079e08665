"""Who has paid for a collaboration, from when to when; needs the firm's or the company's scope."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from collaborations.models import BillingPeriod, Collaboration
from collaborations.rules.periods import AgreedPeriod, period_containing


def billing_of(collaborations: Iterable[Collaboration]) -> dict[UUID, tuple[BillingPeriod, ...]]:
    """The rows of each collaboration that came or will come into force, in order."""
    in_force = Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
    found: dict[UUID, tuple[BillingPeriod, ...]] = {}
    for row in BillingPeriod.objects.filter(in_force, collaboration__in=collaborations).order_by("starts_on"):
        found[row.collaboration_id] = (*found.get(row.collaboration_id, ()), row)
    return found


def period_of(collaboration: Collaboration, today: date) -> AgreedPeriod | None:
    """The agreed period that runs, or ran at the end: the first one is followed by others of the same length."""
    months, start = collaboration.period_months, collaboration.period_starts_on
    if months is None or start is None:
        return None
    ended = timezone.localtime(collaboration.ended_at).date() if collaboration.ended_at else None
    period = period_containing(max(start, collaboration.free_until or start), months, ended or today)
    return AgreedPeriod(period.first, max(min(period.last, ended), period.first)) if ended else period
