"""Filters for the activation of many clients."""

from django import template

from collaborations.catalogue import service_name, variant_name
from collaborations.catalogue.bulk_sentences import (
    ASKED,
    AT_ONCE,
    ITEM_TONES,
    NOT_DONE,
    SHORT_EFFECTS,
    SHORT_SITUATIONS,
)
from collaborations.models import BulkItem
from collaborations.queries.bulk import Options
from collaborations.rules.bulk import ItemState
from collaborations.rules.terms import Offer

register = template.Library()


@register.filter
def short_situation(item: BulkItem) -> str:
    """What the system saw about the client, in a few words."""
    return str(SHORT_SITUATIONS.get(item.scenario, ""))


@register.filter
def beginning(item: BulkItem) -> str:
    """Whether the client is asked, or it begins at once."""
    if not item.waits_for_answer:
        return str(AT_ONCE)
    return str(ASKED % {"number": item.people.get("request_sent", 0)})


@register.filter
def short_effects(item: BulkItem) -> list[tuple[str, str]]:
    """What is worth a word about this client, each with its tone."""
    return [
        (str(text % {"number": item.people[code]}), tone)
        for code, (text, tone) in SHORT_EFFECTS.items()
        if code in item.people
    ]


@register.filter
def item_tone(state: str) -> str:
    """The colour of where a client stands."""
    return ITEM_TONES.get(state, "grey")


@register.filter
def not_done(item: BulkItem) -> str:
    """Why nothing was done."""
    return str(NOT_DONE[item.reason]) if item.reason else ""


@register.filter
def is_planned(item: BulkItem) -> bool:
    """Whether the line says what happens, or has happened, for this client."""
    return bool(item.digest) and item.state not in (ItemState.BLOCKED, ItemState.REFUSED, ItemState.LEFT_OUT)


@register.filter
def is_chosen_from(item: BulkItem, options: Options) -> bool:
    """Whether there is anything to choose for this client."""
    return len(options.assignments) > 1 or (item.asks_for_contact and len(options.contacts) > 1)


@register.filter
def service_title(service: str) -> str:
    """What a service is called."""
    return service_name(service)


@register.filter
def variant_title(offer: Offer) -> str:
    """What a variant is called; empty for a service without variants."""
    return variant_name(offer.service, offer.variant)
