"""Performing the outbox in a test, in the same way as the relay and a worker do."""

from celery import current_app
from django.db import connection

from common import clock
from events.models import OutboxEffect
from events.rules.effect_states import MAX_ATTEMPTS, EffectState, backoff


def queued_effects() -> list[OutboxEffect]:
    """What the relay would claim now, seen as the owner."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_migrate")
    try:
        return list(
            OutboxEffect.objects.filter(state=EffectState.QUEUED, next_attempt_at__lte=clock.now()).order_by(
                "created_at", "id"
            )
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE lonsam_app")


def drain_outbox(*, rounds: int = 10) -> int:
    """Perform every due effect, and those that they cause; returns how many were performed."""
    performed = 0
    for _ in range(rounds):
        effects = queued_effects()
        for effect in effects:
            deliver(effect)
        performed += len(effects)
        if not effects:
            break
    return performed


def deliver_when_due(effect: OutboxEffect, *, times: int) -> None:
    """Hand one effect over again and again, each time after the longest pause between two attempts."""
    for number in range(times):
        with clock.frozen(clock.now() + number * backoff(MAX_ATTEMPTS)):
            deliver(effect)


def deliver(effect: OutboxEffect) -> None:
    """Hand one effect to its task, as the relay does."""
    if effect.kind not in current_app.tasks:
        current_app.loader.import_default_modules()
    current_app.tasks[effect.kind](
        effect_id=str(effect.pk),
        firm_id=str(effect.firm_id) if effect.firm_id else None,
        company_id=str(effect.company_id) if effect.company_id else None,
    )
