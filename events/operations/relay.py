"""The relay: claims due effects and hands their ids to Celery. Runs as the system role, in its own process."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction

from common import clock
from events.models import OutboxEffect
from events.rules.effect_states import EffectAction, EffectState, next_state

SYSTEM = "system"
Sender = Callable[[OutboxEffect], None]


def relay_due(*, send: Sender, limit: int = 100) -> int:
    """Claim up to `limit` due effects and send each; returns how many were claimed.

    The claim commits before anything is sent: a relay that dies in between leaves a lease that the sweep takes back.
    What could not be sent is queued again at once. Raises what `send` raises.
    """
    due = _claim(limit)
    for position, effect in enumerate(due):
        try:
            send(effect)
        except Exception:
            _give_back(due[position:])
            raise
    return len(due)


def _claim(limit: int) -> list[OutboxEffect]:
    at = clock.now()
    with transaction.atomic(using=SYSTEM):
        effects = OutboxEffect.objects.using(SYSTEM)
        queued = effects.filter(state=EffectState.QUEUED, next_attempt_at__lte=at).order_by("next_attempt_at")
        due = list(queued.select_for_update(skip_locked=True)[:limit])
        effects.filter(pk__in=[effect.pk for effect in due]).update(
            state=next_state(EffectState.QUEUED, EffectAction.CLAIM),
            lease_until=at + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS),
        )
    return due


def _give_back(effects: Sequence[OutboxEffect]) -> None:
    """Queue again what is still claimed; one of them may have been sent all the same, which changes nothing."""
    with transaction.atomic(using=SYSTEM):
        claimed = OutboxEffect.objects.using(SYSTEM).filter(
            pk__in=[effect.pk for effect in effects], state=EffectState.CLAIMED
        )
        _queue_again(claimed)


def sweep_expired_leases() -> int:
    """Queue again what was claimed but never finished: a killed worker, a flushed broker, a dead relay.

    What is being performed right now is locked by its worker, and left alone however long it takes.
    """
    with transaction.atomic(using=SYSTEM):
        claimed = OutboxEffect.objects.using(SYSTEM).filter(state=EffectState.CLAIMED, lease_until__lt=clock.now())
        return _queue_again(claimed)


def _queue_again(claimed: models.QuerySet[OutboxEffect]) -> int:
    keys = list(claimed.select_for_update(skip_locked=True).values_list("pk", flat=True))
    state = next_state(EffectState.CLAIMED, EffectAction.EXPIRE_LEASE)
    return OutboxEffect.objects.using(SYSTEM).filter(pk__in=keys).update(state=state, lease_until=None)
