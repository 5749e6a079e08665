"""Begins and ends billing: dated rows, so that who paid when can always be told."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from collaborations.models import BillingPeriod, Collaboration
from collaborations.operations.work import Work
from collaborations.rules.billing import Billed, reason_for


def begin_billing(
    collaboration: Collaboration,
    *,
    recipient: str,
    variant: str,
    months: int | None,
    starts_on: date,
    work: Work,
    free_until: date | None = None,
) -> BillingPeriod | None:
    """Bill the recipient for the variant from a day; what was billed before ends the day before.

    With the same length as before the agreed period goes on; with another one a new period begins.
    `free_until` is the first day that costs anything. Where nobody is billed (no recipient) what ran ends and None
    is returned. Needs the company's lock, as everything that changes a collaboration does.
    """
    former = _in_force_from(collaboration, starts_on).order_by("starts_on").first()
    _close(collaboration, starts_on)
    if not recipient:
        return None
    free = free_until if free_until and free_until > starts_on else None
    goes_on = former is not None and free is None and former.months == months and former.counted_from < starts_on
    return BillingPeriod.objects.create(
        firm_id=collaboration.firm_id,
        company_id=collaboration.company_id,
        collaboration=collaboration,
        service=collaboration.service,
        variant=variant,
        recipient=recipient,
        months=months,
        starts_on=starts_on,
        free_until=free,
        continues_from=former.counted_from if former is not None and goes_on else None,
        reason=reason_for(former.billed if former else None, Billed(recipient, variant, months)),
        decided_at=work.at,
        decided_by_id=work.by,
    )


def end_billing(collaboration: Collaboration, *, last_day: date) -> None:
    """Bill nobody after the last day."""
    _close(collaboration, last_day + timedelta(days=1))


def _in_force_from(collaboration: Collaboration, day: date) -> QuerySet[BillingPeriod]:
    """The rows that run on the day or begin later, without those that never came into force."""
    rows = BillingPeriod.objects.filter(collaboration=collaboration)
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def _close(collaboration: Collaboration, day: date) -> None:
    """No row runs on the day or later. One that would have begun later never comes into force: it is kept, empty."""
    for row in _in_force_from(collaboration, day):
        row.ends_on = max(row.starts_on, day) - timedelta(days=1)
        row.save(update_fields=["ends_on"])
