"""The relay: claims due effects and hands their ids to Celery. Runs as the system role, in its own process."""

from collections.abc import Callable

from django.db import transaction

from common import clock
from events.models import OutboxEffect
from events.operations.effects import move
from events.rules.effect_states import LEASE, EffectAction, EffectState

SYSTEM = "system"
Sender = Callable[[OutboxEffect], None]


def relay_due(*, send: Sender, limit: int = 100) -> int:
    """Claim up to `limit` due effects and send each; returns how many were claimed.

    The claim commits before anything is sent: a relay that dies in between leaves a lease that the sweep takes back.
    """
    at = clock.now()
    with transaction.atomic(using=SYSTEM):
        due = list(
            OutboxEffect.objects.using(SYSTEM)
            .filter(state=EffectState.QUEUED, next_attempt_at__lte=at)
            .order_by("next_attempt_at")
            .select_for_update(skip_locked=True)[:limit]
        )
        for effect in due:
            effect.state = EffectState.CLAIMED
            effect.lease_until = at + LEASE
        OutboxEffect.objects.using(SYSTEM).bulk_update(due, ["state", "lease_until"])
    for effect in due:
        send(effect)
    return len(due)


def sweep_expired_leases() -> int:
    """Queue again what was claimed but never finished: a killed worker, a flushed broker, a dead relay."""
    with transaction.atomic(using=SYSTEM):
        expired = list(
            OutboxEffect.objects.using(SYSTEM)
            .filter(state=EffectState.CLAIMED, lease_until__lt=clock.now())
            .select_for_update(skip_locked=True)
        )
        for effect in expired:
            move(effect, EffectAction.EXPIRE_LEASE)
    return len(expired)
