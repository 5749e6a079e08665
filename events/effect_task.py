"""The Celery base class that executes an outbox row: lock, check, enter the tenant, act, mark."""

from typing import Any
from uuid import UUID

from celery import Task
from django.db import transaction

from common.rls import database_context
from common.scoping import no_scope, scope
from events.models import OutboxEffect
from events.operations.effects import fail, move
from events.rules.effect_states import EffectAction, EffectState

PENDING = (EffectState.QUEUED, EffectState.CLAIMED)


class ActorMissing(RuntimeError):
    """A task was started without an outbox row that says for whom it works."""


class EffectTask(Task):  # type: ignore[misc]
    """Runs the task body once for an outbox row, in one transaction with marking the row.

    The body gets the row's payload as keyword arguments and works as the system bound to the row's firm and
    company. A repeated delivery finds the row finished and does nothing. A failure rolls the body back and is
    counted on the row, which is then retried with growing pauses and at last shown to a person.
    """

    abstract = True

    def __call__(self, *, effect_id: str = "", firm_id: str | None = None, company_id: str | None = None) -> Any:
        if not effect_id or not (firm_id or company_id):
            raise ActorMissing(f"{self.name} was started without an outbox row.")
        tenant = {
            "firm_id": UUID(firm_id) if firm_id else None,
            "company_id": UUID(company_id) if company_id else None,
        }
        companies = [tenant["company_id"]] if tenant["company_id"] else None
        with no_scope(), scope(firm_id=tenant["firm_id"], company_ids=companies):
            try:
                with transaction.atomic(), database_context(**tenant):
                    return self._perform(effect_id)
            except Exception as error:
                with transaction.atomic(), database_context(**tenant):
                    self._count_failure(effect_id, error)
                return None

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
            fail(effect, error)
