"""The invoice basis of a month; needs the firm's scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Firm
from accounts.payslip_counts import payslip_counts
from advisor.models import Client
from collaborations.catalogue import services
from collaborations.models import BillingPeriod
from collaborations.queries.price_list import prices_of_firm
from collaborations.rules.invoicing import FIRM, Bill, Note, Row, bills_of, rows_of
from collaborations.rules.payslips_due import Payslips
from collaborations.rules.stretches import Stretch
from collaborations.rules.terms import BillingRecipient
from common.money import Ore
from common.periods import ONE_DAY, Month


@dataclass(frozen=True)
class InvoiceBasis:
    """What is to be billed for a month, by recipient, and the clients that the rows name by id."""

    firm: Firm
    month: Month
    bills: tuple[Bill, ...]
    clients: dict[str, Client]

    @property
    def amount(self) -> Ore:
        return sum(bill.amount for bill in self.bills)

    @property
    def vat(self) -> Ore:
        return sum(bill.vat for bill in self.bills)

    @property
    def total(self) -> Ore:
        return sum(bill.total for bill in self.bills)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for bill in self.bills for row in bill.rows)

    @property
    def missing_prices(self) -> tuple[tuple[str, str], ...]:
        """Service and variant of what has no price, each once."""
        lacking = (row.stretch for row in self.rows if row.note == Note.PRICE_MISSING)
        return tuple(dict.fromkeys((stretch.service, stretch.variant) for stretch in lacking))

    def client_of(self, row: Row) -> Client:
        """Whose service it is."""
        return self.clients[row.stretch.client]

    def name_of(self, bill: Bill) -> str:
        """Who gets the invoice."""
        return self.firm.name if bill.recipient == FIRM else self.clients[bill.client].name


def invoice_basis(
    firm: Firm, month: Month, clients: QuerySet[Client], recipient: BillingRecipient | None = None
) -> InvoiceBasis:
    """What is to be billed for the month for these clients, to one kind of recipient or to all."""
    touching = BillingPeriod.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=month.first - ONE_DAY),
        starts_on__lte=month.last,
        collaboration__client__in=clients,
    )
    periods = BillingPeriod.objects.filter(collaboration__in=touching.values("collaboration"))
    found = sorted(periods.select_related("collaboration__client"), key=_order)
    prices = [row.price for row in prices_of_firm()]
    rows = rows_of(month, map(_stretch, found), prices, _sent(firm.pk, month))
    if recipient is not None:  # only now: what one pays for the rest of a period is taken back from another
        rows = tuple(row for row in rows if row.stretch.recipient == recipient)
    named = {str(period.collaboration.client_id): period.collaboration.client for period in found}
    return InvoiceBasis(firm, month, bills_of(rows), named)


def _order(period: BillingPeriod) -> tuple[object, ...]:
    client, catalogue = period.collaboration.client, [str(one) for one in services()]
    place = catalogue.index(period.service) if period.service in catalogue else len(catalogue)
    return (client.sort_key, str(client.pk), place, period.starts_on, str(period.pk))


def _stretch(period: BillingPeriod) -> Stretch:
    return Stretch(
        key=str(period.pk),
        collaboration=str(period.collaboration_id),
        client=str(period.collaboration.client_id),
        company=str(period.company_id),
        service=period.service,
        variant=period.variant,
        recipient=period.recipient,
        months=period.months,
        first=period.starts_on,
        last=period.ends_on,
        free_until=period.free_until,
        continues_from=period.continues_from,
    )


def _sent(firm_id: UUID, month: Month) -> Iterable[Payslips]:
    for service, counts in payslip_counts(firm_id, month.first, month.last).items():
        for one in counts:
            yield Payslips(str(one.company_id), service, one.approved_on, one.payday, one.number)
