"""The catalogue: services and variants as data. A new service or variant is an entry in `services.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from collaborations.rules.terms import BillingRecipient, Offer, ServedBy

SOURCE = Path(__file__).with_name("services.toml")

CURRENT_TERMS_VERSION = 1
"""The version of the general terms that a request carries and an acceptance records."""


@cache
def offers() -> tuple[Offer, ...]:
    """Every service in every variant, in the order of the catalogue."""
    return tuple(_offer(service, variant) for service in _entries() for variant in service["variant"])


def offers_of(service: str) -> tuple[Offer, ...]:
    """The variants of a service. Raises LookupError when the catalogue has no such service."""
    found = tuple(offer for offer in offers() if offer.service == service)
    if not found:
        raise LookupError(f"There is no service {service}.")
    return found


def offer_of(service: str, variant: str) -> Offer:
    """The entry for a service in a variant. Raises LookupError when the catalogue has none."""
    for offer in offers():
        if (offer.service, offer.variant) == (service, variant):
            return offer
    raise LookupError(f"{service} has no variant {variant}.")


def shared_offer() -> Offer:
    """The offer in which firm and client share the work, and agree on who does what."""
    return next(offer for offer in offers() if offer.client_works_in_payroll)


def services() -> tuple[str, ...]:
    """Every service once, in the order of the catalogue."""
    return tuple(dict.fromkeys(offer.service for offer in offers()))


def service_name(service: str) -> str:
    """What the service is called; names of services are not translated. Raises LookupError."""
    for entry in _entries():
        if entry["code"] == service:
            return str(entry["name"])
    raise LookupError(f"There is no service {service}.")


def variant_name(service: str, variant: str) -> str:
    """What the variant is called in the reader's language; empty for a service without variants."""
    for entry in _entries():
        for one in entry["variant"]:
            if (entry["code"], one.get("code", "")) == (service, variant):
                name = one.get("name", "")
                return str(name[get_language() or "sv"] if isinstance(name, dict) else name)
    raise LookupError(f"{service} has no variant {variant}.")


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(SOURCE.read_text("utf-8"))["service"])


def _offer(service: dict[str, Any], variant: dict[str, Any]) -> Offer:
    return Offer(
        service=service["code"],
        variant=variant.get("code", ""),
        billing_recipients=tuple(BillingRecipient(name) for name in variant.get("recipients", ())),
        period_months=tuple(variant.get("periods", ())),
        client_works_in_payroll=variant.get("client_works_in_payroll", False),
        closes_lon_direct=variant.get("closes_lon_direct", False),
        active_at_once_without_account=variant.get("active_at_once_without_account", False),
        served_by=ServedBy(service["served_by"]),
        asks_client=variant.get("asks_client", True),
        registers_time=variant.get("registers_time", False),
        needs=service.get("needs", ""),
        on_end=service["on_end"],
    )
