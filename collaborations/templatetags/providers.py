"""Filters about services that somebody else runs, and about what a collaboration waits for."""

from uuid import UUID

from django import template

from collaborations.catalogue.sentences import CALL_ACTIONS, CALL_FAILURES, HELD_UP, UNDER_WAY
from collaborations.models import Collaboration, ServiceAccess, WebhookDelivery
from collaborations.queries import providers as queries
from collaborations.queries.effects import GIVEN_UP, subject_of
from events.models import OutboxEffect

register = template.Library()


@register.filter
def awaited_title(effect: OutboxEffect) -> str:
    """What has not succeeded: given up, or tried again by itself."""
    given_up, waiting = HELD_UP[subject_of(effect)]
    return str(given_up if effect.state in GIVEN_UP else waiting)


@register.filter
def under_way(effect: OutboxEffect) -> str:
    """What is being done outside the product."""
    return str(UNDER_WAY[subject_of(effect)])


@register.filter
def is_provided(collaboration: Collaboration) -> bool:
    """Whether somebody else runs the service."""
    return queries.is_provided(collaboration.terms.offer)


@register.filter
def access_of(accesses: dict[UUID, ServiceAccess], collaboration: Collaboration) -> ServiceAccess | None:
    """The access that is open in the service of a collaboration."""
    return accesses.get(collaboration.pk)


@register.filter
def call_action(delivery: WebhookDelivery) -> str:
    """What a provider was asked for."""
    return str(CALL_ACTIONS[delivery.action])


@register.filter
def call_failure(delivery: WebhookDelivery) -> str:
    """Why a call did not succeed; empty when it did."""
    return str(CALL_FAILURES[delivery.error]) if delivery.error else ""
