"""One effect that must happen outside the transaction that caused it."""

from typing import ClassVar

from django.db import models

from common.identifiers import new_id
from events.models.audit_event import AuditEvent
from events.rules.effect_states import EffectState


class OutboxEffect(models.Model):
    """Written in the transaction that causes it; the relay hands it to Celery; the task marks it.

    `kind` is the Celery task's name and `payload` its keyword arguments: ids only, never personal data.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=80)
    dedupe_key = models.CharField(max_length=200, unique=True)
    firm_id = models.UUIDField(null=True)
    company_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    subject_id = models.UUIDField()
    payload = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=[(state, state) for state in EffectState], default=EffectState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    external_reference = models.CharField(max_length=200, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    cause = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="effects")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="outbox_effect_lease_when_claimed",
                condition=~models.Q(state=EffectState.CLAIMED) | models.Q(lease_until__isnull=False),
            ),
            models.CheckConstraint(
                name="outbox_effect_has_tenant",
                condition=models.Q(firm_id__isnull=False) | models.Q(company_id__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at"],
                name="outbox_effect_due",
                condition=models.Q(state=EffectState.QUEUED),
            ),
            models.Index(
                fields=["lease_until"],
                name="outbox_effect_lease",
                condition=models.Q(state=EffectState.CLAIMED),
            ),
            models.Index(fields=["subject_id"], name="outbox_effect_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
