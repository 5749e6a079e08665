"""A company's own subscriptions: begun and ended by the company, apart from any firm."""

from datetime import date
from uuid import UUID

from django.db import transaction

from collaborations.catalogue import offer_of
from collaborations.models import Subscription
from common.rls import as_system
from events.operations import record

REASON = "a subscription is the company's own"


@transaction.atomic
def subscribe(
    *,
    company_id: UUID,
    service: str,
    variant: str,
    by: UUID | None,
    on: date,
    renews_on: date | None = None,
    includes: tuple[str, ...] = (),
) -> Subscription:
    """Note that the company has the service itself. Raises LookupError for a service that there is not."""
    offer_of(service, variant)
    with as_system(reason=REASON, company_id=company_id):
        subscription = Subscription.objects.create(
            company_id=company_id,
            service=service,
            variant=variant,
            includes=list(includes),
            starts_on=on,
            renews_on=renews_on,
        )
        record(
            "collaborations.subscribed",
            by=by,
            subject=subscription,
            company_id=company_id,
            data={"service": service, "variant": variant},
        )
    return subscription
