"""Calls that a person asks for: the same call again, and a test."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from collaborations.models import ProviderSettings, WebhookDelivery
from collaborations.models.choices import ProviderKind
from collaborations.operations.handing_over import perform
from collaborations.operations.providers import Errand, deliver
from collaborations.queries.effects import is_held_up
from collaborations.queries.provider_messages import message_about_nobody
from events.models import OutboxEffect
from events.operations import enqueue, record, retry_effect
from events.rules.effect_states import EffectState


@transaction.atomic
def send_again(*, delivery: WebhookDelivery, by: User) -> bool:
    """Make a call once more, under its first key; returns whether there is anything to send.

    What failed is tried again at once. What was confirmed is repeated by an effect of its own.
    """
    original = OutboxEffect.objects.select_for_update(skip_locked=True).filter(pk=delivery.key).first()
    if original is None or delivery.collaboration is None:
        return False
    repeats = list(OutboxEffect.objects.filter(dedupe_key__startswith=_again(original.pk)).order_by("created_at"))
    newest = [original, *repeats][-1]
    if newest.state != EffectState.SENT and not is_held_up(newest):
        return False
    cause = record(
        "collaborations.call_repeated",
        by=by.pk,
        subject=delivery.collaboration,
        firm_id=delivery.firm_id,
        company_id=delivery.company_id,
    )
    if newest.state != EffectState.SENT:
        retry_effect(effect=newest)
        return True
    enqueue(
        "collaborations.redeliver",
        dedupe_key=f"{_again(original.pk)}{len(repeats)}",
        cause=cause,
        original_id=original.pk,
        number=len(repeats),
        by_id=by.pk,
    )
    return True


@transaction.atomic
def perform_again(*, original_id: UUID, number: int, by: UUID, at: datetime) -> str:
    """Repeat a call that was confirmed. Raises what the call itself raises."""
    effect = OutboxEffect.objects.get(dedupe_key=f"{_again(original_id)}{number}")
    return perform(original=OutboxEffect.objects.get(pk=original_id), effect=effect, by=by, at=at)


@transaction.atomic
def send_test(*, settings: ProviderSettings, by: User) -> bool:
    """Let a message about nobody be sent; returns whether there is an address to send it to."""
    if settings.kind != ProviderKind.WEBHOOK:
        return False
    cause = record("collaborations.provider_tested", by=by.pk, subject=settings, firm_id=settings.firm_id)
    enqueue(
        "collaborations.test_provider",
        dedupe_key=_test(settings.pk, cause.pk),
        cause=cause,
        settings_id=settings.pk,
        cause_id=cause.pk,
    )
    return True


@transaction.atomic
def perform_test(*, settings_id: UUID, cause_id: UUID) -> str:
    """Call once; the delivery says how it went, and nothing is tried again."""
    settings = ProviderSettings.objects.select_related("firm").get(pk=settings_id)
    effect = OutboxEffect.objects.get(dedupe_key=_test(settings_id, cause_id))
    message = message_about_nobody(service=settings.service, firm=settings.firm, key=effect.pk, event_id=cause_id)
    delivery = deliver(Errand(effect, effect.pk, message), settings)
    delivery.save(force_insert=True)
    return str(delivery.pk)


def _again(original_id: UUID) -> str:
    return f"effect:{original_id}:again:"


def _test(settings_id: UUID, cause_id: UUID) -> str:
    return f"provider:{settings_id}:test:{cause_id}"
