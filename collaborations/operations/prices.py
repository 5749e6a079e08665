"""The firm's price list: a new price is a new row from a month on."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Firm, User
from collaborations.models import PriceListRow
from collaborations.rules.invoicing import PriceUnit
from collaborations.rules.pricing import is_settled
from common.clock import STOCKHOLM
from common.money import Ore
from common.periods import Month
from events.operations import record


class PriceSettled(Exception):
    """The price would change a month that has passed and had a price."""


@transaction.atomic
def set_price(
    *,
    firm: Firm,
    service: str,
    variant: str,
    unit: PriceUnit,
    amount: Ore,
    vat_percent: int,
    starts_on: date,
    by: User,
    at: datetime,
) -> PriceListRow:
    """Let a price apply from the first of a month. Raises PriceSettled, and has then changed nothing."""
    Firm.objects.select_for_update(no_key=True).get(pk=firm.pk)
    known = _days_with_prices(firm.pk, service, variant, unit)
    if is_settled(starts_on, known, Month.of(at.astimezone(STOCKHOLM).date())):
        raise PriceSettled
    row = PriceListRow.objects.create(
        firm=firm,
        service=service,
        variant=variant,
        unit=unit,
        amount=amount,
        vat_percent=vat_percent,
        starts_on=starts_on,
        decided_at=at,
        decided_by=by,
    )
    data = {"service": service, "variant": variant, "unit": unit, "amount": amount, "from": starts_on}
    record("collaborations.price_set", by=by.pk, subject=row, firm_id=firm.pk, data=data)
    return row


def _days_with_prices(firm_id: UUID, service: str, variant: str, unit: PriceUnit) -> list[date]:
    rows = PriceListRow.objects.filter(firm_id=firm_id, service=service, variant=variant, unit=unit)
    return list(rows.values_list("starts_on", flat=True))
