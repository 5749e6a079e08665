"""Performing the outbox in a test, in the same way as the relay and a worker do."""

from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from uuid import UUID

from celery import current_app
from django.db import connection

from common import clock
from common.rls import database_context
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
        for (firm_id, company_id), of_tenant in groupby(effects, key=lambda one: (one.firm_id, one.company_id)):
            with _told(firm_id, company_id):
                for effect in of_tenant:
                    deliver(effect)
        performed += len(effects)
        if not effects:
            break
    return performed


def _told(firm_id: UUID | None, company_id: UUID | None) -> AbstractContextManager[None]:
    """The context that each task opens for itself, opened around several: what is told already is not told again."""
    if not connection.in_atomic_block:
        return nullcontext()
    return database_context(firm_id=firm_id, company_id=company_id)


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
