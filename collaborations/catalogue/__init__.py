"""The catalogue: services and variants as data. A new service or variant is an entry in `services.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from collaborations.rules.terms import BillingRecipient, Offer, Service, Variant

SOURCE = Path(__file__).with_name("services.toml")

CURRENT_TERMS_VERSION = 1
"""The version of the general terms that a request carries and an acceptance records."""


@cache
def offers() -> tuple[Offer, ...]:
    """Every service in every variant, in the order of the catalogue."""
    return tuple(_offer(entry) for entry in tomllib.loads(SOURCE.read_text("utf-8"))["offer"])


def offer_of(service: str, variant: str) -> Offer:
    """The entry for a service in a variant. Raises LookupError when the catalogue has none."""
    for offer in offers():
        if (offer.service, offer.variant) == (service, variant):
            return offer
    raise LookupError(f"{service} has no variant {variant}.")


def services() -> tuple[Service, ...]:
    """Every service once, in the order of the catalogue."""
    return tuple(dict.fromkeys(offer.service for offer in offers()))


def _offer(entry: dict[str, Any]) -> Offer:
    return Offer(
        service=Service(entry["service"]),
        variant=Variant(entry["variant"]),
        billing_recipients=tuple(BillingRecipient(name) for name in entry["billing_recipients"]),
        period_months=tuple(entry["period_months"]),
        client_works_in_payroll=entry["client_works_in_payroll"],
        closes_lon_direct=entry["closes_lon_direct"],
        active_at_once_without_account=entry["active_at_once_without_account"],
    )
