"""Which services somebody else runs, and how a firm reaches them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import QuerySet

from collaborations.catalogue import offers, service_name
from collaborations.models import Collaboration, ProviderSettings, ServiceAccess, WebhookDelivery
from collaborations.models.choices import ProviderKind
from collaborations.rules.states import WORKING_STATES
from collaborations.rules.terms import Offer, ServedBy
from events.models import OutboxEffect
from events.rules.effect_states import EffectState

PAGE_SIZE = 50


@dataclass(frozen=True)
class ProvidedService:
    """A service that somebody else runs, as the firm has set it up."""

    code: str
    settings: ProviderSettings
    latest: WebhookDelivery | None = None

    @property
    def name(self) -> str:
        """What the service is called."""
        return service_name(self.code)

    @property
    def host(self) -> str:
        """The host that is called."""
        return urlsplit(self.settings.address).netloc

    @property
    def link_host(self) -> str:
        """Where the link leads, in short."""
        return urlsplit(self.settings.link).netloc

    @property
    def is_webhook(self) -> bool:
        """Whether the service is asked."""
        return self.settings.kind == ProviderKind.WEBHOOK


@dataclass(frozen=True)
class DeliveryRow:
    """A call, and whether it can be made again."""

    delivery: WebhookDelivery
    effect: OutboxEffect
    is_latest: bool

    @property
    def service(self) -> str:
        """What the service is called."""
        return service_name(self.delivery.service)

    @property
    def can_be_repeated(self) -> bool:
        """Once an effect: its newest call, unless the outbox is about to make the next by itself or it was a test."""
        return self.is_latest and self.delivery.action != "test" and self.effect.state != EffectState.CLAIMED


def is_provided(offer: Offer) -> bool:
    """Whether somebody else runs the service."""
    return offer.served_by is ServedBy.PROVIDER


def provided_services() -> tuple[str, ...]:
    """Every service that somebody else runs, in the order of the catalogue."""
    return tuple(dict.fromkeys(str(offer.service) for offer in offers() if is_provided(offer)))


def settings_for(firm_id: UUID, service: str) -> ProviderSettings:
    """How the firm reaches a service: noted here unless something else was chosen; needs the firm's scope."""
    found = ProviderSettings.objects.filter(firm_id=firm_id, service=service).first()
    return found or ProviderSettings(firm_id=firm_id, service=service)


def provided_services_of(firm_id: UUID) -> list[ProvidedService]:
    """Every such service with the firm's settings and the newest call; needs the firm's scope."""
    known = {one.service: one for one in ProviderSettings.objects.filter(firm_id=firm_id)}
    calls = WebhookDelivery.objects.filter(firm_id=firm_id).order_by("service", "-sent_at", "-pk").distinct("service")
    latest = {call.service: call for call in calls}
    return [
        ProvidedService(code, known.get(code) or ProviderSettings(firm_id=firm_id, service=code), latest.get(code))
        for code in provided_services()
    ]


def accesses_of(collaborations: Iterable[Collaboration]) -> dict[UUID, ServiceAccess]:
    """For each collaboration at work the access that is open in its service."""
    working = [one.pk for one in collaborations if one.state in WORKING_STATES]
    found = ServiceAccess.objects.filter(collaboration__in=working, closed_at__isnull=True) if working else ()
    return {access.collaboration_id: access for access in found}


def deliveries_of(
    firm_id: UUID, *, service: str = "", outcome: str = "", before: UUID | None = None
) -> list[DeliveryRow]:
    """One page of the firm's calls and one more, newest first; needs the firm's scope."""
    calls = _filtered(WebhookDelivery.objects.filter(firm_id=firm_id), service, outcome)
    if before is not None:
        calls = calls.filter(pk__lt=before)
    page = list(calls.select_related("effect", "collaboration__client").order_by("-pk")[: PAGE_SIZE + 1])
    newest = WebhookDelivery.objects.filter(key__in=[one.key for one in page]).order_by("key", "-pk").distinct("key")
    latest = set(newest.values_list("pk", flat=True)) if page else set()
    return [DeliveryRow(one, one.effect, one.pk in latest) for one in page]


def _filtered(calls: "QuerySet[WebhookDelivery]", service: str, outcome: str) -> "QuerySet[WebhookDelivery]":
    if service:
        calls = calls.filter(service=service)
    if outcome == "failed":
        return calls.exclude(error="")
    return calls.filter(error="") if outcome == "done" else calls
