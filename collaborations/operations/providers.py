"""The two providers: access that is noted here, and access that somebody else is asked for by a signed call."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from collaborations.models import Collaboration, ProviderSettings, WebhookDelivery
from collaborations.models.choices import ProviderKind
from collaborations.operations.webhook_calls import call
from collaborations.queries.provider_messages import private_in
from collaborations.rules.webhooks import kept_of, signatures, stable_json
from common import clock
from events.models import OutboxEffect


class ProviderFailed(Exception):
    """The provider did not confirm; `delivery` is the call, to be kept although its transaction is rolled back."""

    def __init__(self, delivery: WebhookDelivery) -> None:
        super().__init__(f"provider_{delivery.error}")
        self.delivery = delivery


@dataclass(frozen=True)
class Errand:
    """What is asked, why, and under which key: the same however often it is asked."""

    effect: OutboxEffect
    key: UUID
    message: dict[str, Any]
    collaboration: Collaboration | None = None


def hand_over(errand: Errand, settings: ProviderSettings) -> str:
    """Let the provider do it; returns the call to refer to, if there was one. Raises ProviderFailed."""
    if settings.kind != ProviderKind.WEBHOOK:
        return ""
    delivery = deliver(errand, settings)
    delivery.save(force_insert=True)
    if delivery.error:
        raise ProviderFailed(delivery)
    return str(delivery.pk)


def deliver(errand: Errand, settings: ProviderSettings) -> WebhookDelivery:
    """Call, and say what became of it; the row is not saved yet."""
    at = clock.now()
    body, timestamp = stable_json(errand.message), int(at.timestamp())
    secrets = valid_secrets(settings)
    signature = signatures(secrets, timestamp, body)
    answer = call(settings.address, body, _headers(errand.key, timestamp, signature))
    private = [*private_in(errand.message), *secrets, *signature.replace("v1=", "").split(",")]
    return WebhookDelivery(
        firm_id=settings.firm_id,
        company_id=errand.collaboration.company_id if errand.collaboration else None,
        collaboration=errand.collaboration,
        effect=errand.effect,
        key=errand.key,
        service=settings.service,
        action=errand.message["action"],
        attempt=max(errand.effect.attempts, 1),
        address=settings.address,
        status=answer.status,
        duration=answer.duration,
        error=answer.error,
        answer=kept_of(answer.text, private),
        sent_at=at,
    )


def valid_secrets(settings: ProviderSettings) -> list[str]:
    """The secret, and the one before it while both are valid."""
    secrets = [settings.secret or ""]
    if settings.previous_secret and settings.previous_until and settings.previous_until > clock.now():
        secrets.append(settings.previous_secret)
    return secrets


def _headers(key: UUID, timestamp: int, signature: str) -> dict[str, str]:
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Lonsam-Webhook/1",
        "Idempotency-Key": str(key),
        "Lonsam-Timestamp": str(timestamp),
        "Lonsam-Signature": signature,
    }
