"""One thing that happened, linked to the one before it by a hash."""

from typing import ClassVar

from django.db import models

from common.identifiers import new_id


class AuditEvent(models.Model):
    """Append-only: rows are made by the database function `append_audit_event` alone, see migration 0002.

    `chain_id` is the company when the event concerns one, otherwise the firm; `hash` covers the row and the
    hash before it. Keys of upper apps are plain ids: events know no one above them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    chain_id = models.UUIDField()
    sequence = models.BigIntegerField()
    firm_id = models.UUIDField(null=True)
    company_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    data = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain_id", "sequence"], name="audit_event_sequence"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["firm_id", "-occurred_at"], name="audit_event_firm"),
            models.Index(fields=["company_id", "-occurred_at"], name="audit_event_company"),
            models.Index(fields=["subject_id", "-occurred_at"], name="audit_event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.sequence}"
