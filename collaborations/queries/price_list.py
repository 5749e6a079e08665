"""The firm's prices as its page shows them; needs the firm's scope."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accounts.payslip_counts import counted_services
from collaborations.catalogue import offers, service_name, variant_name
from collaborations.models import PriceListRow
from collaborations.rules.invoicing import PriceUnit
from common.periods import Month


@dataclass(frozen=True)
class PriceLine:
    """What is taken for a unit: now, from a coming month, and how it came about (newest first)."""

    unit: PriceUnit
    now: PriceListRow | None
    coming: tuple[PriceListRow, ...]
    history: tuple[PriceListRow, ...]


@dataclass(frozen=True)
class PricedOffer:
    """A service in a variant that somebody is billed for, with its prices."""

    service: str
    variant: str
    service_label: str
    variant_label: str
    lines: tuple[PriceLine, ...] = ()

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.service}:{self.variant}"

    @property
    def label(self) -> str:
        return " · ".join(name for name in (self.service_label, self.variant_label) if name)


def billable_offers() -> tuple[PricedOffer, ...]:
    """What can have a price: the catalogue's services for which a recipient of the invoice is asked."""
    return tuple(
        PricedOffer(
            str(offer.service),
            str(offer.variant),
            service_name(offer.service),
            variant_name(offer.service, offer.variant),
        )
        for offer in offers()
        if offer.billing_recipients
    )


def units_of(service: str) -> tuple[PriceUnit, ...]:
    """What can be counted in a service."""
    return tuple(unit for unit in PriceUnit if unit != PriceUnit.PAYSLIP or service in counted_services())


def prices_of_firm() -> list[PriceListRow]:
    """Every price, in the order in which they were decided."""
    return list(PriceListRow.objects.select_related("decided_by").order_by("decided_at", "pk"))


def price_list(month: Month) -> list[PricedOffer]:
    """Each billable service in each variant, with the prices of a month and what is to come."""
    rows = prices_of_firm()
    return [replace(one, lines=_lines(rows, one.service, one.variant, month)) for one in billable_offers()]


def price_lines(service: str, variant: str, month: Month) -> tuple[PriceLine, ...]:
    """The prices of one service in a variant."""
    return _lines(prices_of_firm(), service, variant, month)


def _lines(rows: Sequence[PriceListRow], service: str, variant: str, month: Month) -> tuple[PriceLine, ...]:
    lines = []
    for unit in PriceUnit:
        own = [row for row in rows if (row.service, row.variant, row.unit) == (service, variant, unit)]
        if own:
            lines.append(_line(unit, own, month))
    return tuple(lines)


def _line(unit: PriceUnit, rows: Sequence[PriceListRow], month: Month) -> PriceLine:
    holding = {row.starts_on: row for row in rows}  # of several from the same month the last decided
    ordered = [holding[day] for day in sorted(holding)]
    begun = [row for row in ordered if row.starts_on <= month.first]
    coming = tuple(row for row in ordered if row.starts_on > month.first)
    return PriceLine(unit, begun[-1] if begun else None, coming, tuple(reversed(rows)))
