"""The Celery base classes: work that an outbox row asks for, and the few sweeps that no tenant asks for."""

from typing import Any
from uuid import UUID

import structlog
from celery import Task
from django.db import close_old_connections, transaction
from django.db.models import F

from common import clock
from common.rls import database_context
from common.scoping import no_scope, scope
from events.models import OutboxEffect
from events.operations.effects import fail, move
from events.rules.effect_states import MAX_ATTEMPTS, EffectAction, EffectState

PENDING = (EffectState.QUEUED, EffectState.CLAIMED)
log = structlog.get_logger(__name__)


class ActorMissing(RuntimeError):
    """A task was started without an outbox row that says for whom it works."""


class WorkerLost(RuntimeError):
    """The worker ended in the middle of the work every time it was tried."""


class SystemTask(Task):  # type: ignore[misc]
    """Work for the product as a whole, started by beat; a guard test lists every task of this kind."""

    abstract = True


class EffectTask(Task):  # type: ignore[misc]
    """Runs the task body once for an outbox row, in one transaction with marking the row.

    The body gets the row's payload as keyword arguments and works as the system bound to the row's firm and
    company. A repeated delivery finds the row finished and does nothing. A failure rolls the body back; the row
    is then retried with growing pauses and at last shown to a person. An attempt is counted before it is made, so
    that work that kills its worker is given up too.
    """

    abstract = True

    def __call__(self, *, effect_id: str = "", firm_id: str | None = None, company_id: str | None = None) -> Any:
        if not effect_id or not (firm_id or company_id):
            raise ActorMissing(f"{self.name} was started without an outbox row.")
        firm, company = (UUID(one) if one else None for one in (firm_id, company_id))
        tenant = {"firm_id": firm, "company_id": company}
        if not transaction.get_connection().in_atomic_block:
            close_old_connections()
        with no_scope(), scope(firm_id=firm, company_ids=[company] if company else None):
            try:
                with transaction.atomic(), database_context(**tenant):
                    begun = self._begin(effect_id)
                if not begun:
                    return None
                with transaction.atomic(), database_context(**tenant):
                    return self._perform(effect_id)
            except Exception as error:
                with transaction.atomic(), database_context(**tenant):
                    self._count_failure(effect_id, error)
                return None

    def gave_up(self, *, error: Exception, **payload: Any) -> None:
        """What else follows when the effect is given up, and why, with the row's payload; in the same transaction."""

    def failed(self, error: Exception) -> None:
        """What else is kept of an attempt whose work was rolled back; in the transaction that counts the failure."""

    def _begin(self, effect_id: str) -> bool:
        """Count the attempt; whether there is something to do."""
        # What failed a moment ago waits, even when it is delivered a second time; and so does what is due by the
        # relay's clock but not by ours: it would find nothing to do yet, and be taken for done.
        pending = OutboxEffect.objects.filter(state__in=PENDING, next_attempt_at__lte=clock.now(), pk=effect_id)
        if pending.filter(attempts__lt=MAX_ATTEMPTS).update(attempts=F("attempts") + 1):
            return True
        exhausted = pending.select_for_update().first()
        if exhausted is not None:
            self._fail(exhausted, WorkerLost(f"{exhausted.attempts} attempts"))
        return False

    def _perform(self, effect_id: str) -> Any:
        effect = OutboxEffect.objects.select_for_update().get(pk=effect_id)
        if effect.state not in PENDING:
            return None
        result = self.run(**effect.payload)
        if isinstance(result, str):
            effect.external_reference = result[:200]
        move(effect, EffectAction.SUCCEED)
        return result

    def _count_failure(self, effect_id: str, error: Exception) -> None:
        effect = OutboxEffect.objects.select_for_update().get(pk=effect_id)
        if effect.state in PENDING:
            self._fail(effect, error)
        try:
            with transaction.atomic():
                self.failed(error)
        except Exception:
            log.exception("keeping_failure_failed", kind=effect.kind, effect=str(effect.pk))

    def _fail(self, effect: OutboxEffect, error: Exception) -> None:
        fail(effect, error)
        if effect.state != EffectState.DEAD:
            return
        log.error("effect_given_up", kind=effect.kind, effect=str(effect.pk), error=effect.last_error)
        try:
            with transaction.atomic():
                self.gave_up(error=error, **effect.payload)
        except Exception:
            log.exception("giving_up_failed", kind=effect.kind, effect=str(effect.pk))
