"""Putting effects into the outbox, and moving them through their life."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from common import clock
from events.models import AuditEvent, OutboxEffect
from events.rules import effect_states
from events.rules.effect_states import EffectAction, EffectState, PermanentFailure


def enqueue(
    kind: str,
    *,
    dedupe_key: str,
    cause: AuditEvent,
    subject_id: UUID | None = None,
    not_before: datetime | None = None,
    **payload: UUID | str | int,
) -> OutboxEffect:
    """Write one effect in the current transaction. Raises IntegrityError when the dedupe key is taken.

    `kind` names the Celery task; tenant and actor come from the event that causes it; `payload` is ids only.
    """
    effect = effect_of(
        kind, dedupe_key=dedupe_key, cause=cause, subject_id=subject_id, not_before=not_before, **payload
    )
    effect.save(force_insert=True)
    return effect


def enqueue_all(effects: Iterable[OutboxEffect]) -> None:
    """Write several effects, each made by `effect_of`, in one statement. Raises IntegrityError as `enqueue` does."""
    OutboxEffect.objects.bulk_create(effects)


def effect_of(
    kind: str,
    *,
    dedupe_key: str,
    cause: AuditEvent,
    subject_id: UUID | None = None,
    not_before: datetime | None = None,
    **payload: UUID | str | int,
) -> OutboxEffect:
    """An effect that is not written yet; the arguments are those of `enqueue`."""
    at = clock.now()
    return OutboxEffect(
        kind=kind,
        dedupe_key=dedupe_key,
        firm_id=cause.firm_id,
        company_id=cause.company_id,
        actor_id=cause.actor_id,
        subject_id=subject_id or cause.subject_id,
        payload={key: str(value) if isinstance(value, UUID) else value for key, value in payload.items()},
        next_attempt_at=not_before or at,
        cause=cause,
        created_at=at,
    )


def move(effect: OutboxEffect, action: EffectAction) -> None:
    """Apply an action to a locked effect and save it. Raises TransitionNotAllowed."""
    effect.state = effect_states.next_state(EffectState(effect.state), action)
    if action != EffectAction.CLAIM:
        effect.lease_until = None
    if effect.state in (EffectState.SENT, EffectState.DEAD):
        effect.finished_at = clock.now()
    effect.save(
        update_fields=[
            "state",
            "lease_until",
            "finished_at",
            "attempts",
            "next_attempt_at",
            "last_error",
            "external_reference",
        ]
    )


def fail(effect: OutboxEffect, error: BaseException) -> None:
    """An attempt, counted when it began, has failed: wait and try again, or give up after the fifth.

    What cannot succeed is given up at once.
    """
    effect.last_error = f"{type(error).__name__}: {error}"[:500]
    if effect.attempts >= effect_states.MAX_ATTEMPTS or isinstance(error, PermanentFailure):
        move(effect, EffectAction.GIVE_UP)
        return
    effect.next_attempt_at = clock.now() + effect_states.backoff(effect.attempts)
    move(effect, EffectAction.FAIL)


@transaction.atomic
def retry_effect(*, effect: OutboxEffect) -> None:
    """Put an effect that gave up back into the queue, or let one that waits for its next attempt go now.

    The caller records who asked for it.
    """
    locked = OutboxEffect.objects.select_for_update().get(pk=effect.pk)
    locked.next_attempt_at = clock.now()
    if locked.state == EffectState.QUEUED:
        locked.save(update_fields=["next_attempt_at"])
        return
    locked.attempts = 0
    move(locked, EffectAction.RETRY)
