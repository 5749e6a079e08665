"""Asking the provider of a service to open, change or close a client's access."""

from uuid import UUID

from collaborations.models import Collaboration
from collaborations.rules.webhooks import ProvisionAction
from events.models import AuditEvent
from events.operations import enqueue


def provision(collaboration: Collaboration, *, action: ProvisionAction, cause: AuditEvent, by: UUID | None) -> None:
    """Let the provider that the firm has chosen know, once the transaction has committed.

    A collaboration that is ACTIVATING begins when "open" is confirmed.
    """
    enqueue(
        "collaborations.provision",
        dedupe_key=provision_key(collaboration.pk, action, cause.pk),
        cause=cause,
        subject_id=collaboration.pk,
        collaboration_id=collaboration.pk,
        action=action,
        cause_id=cause.pk,
        by_id=str(by or ""),
    )


def provision_key(collaboration_id: UUID, action: ProvisionAction, cause_id: UUID) -> str:
    """One such effect for each cause."""
    return f"collaboration:{collaboration_id}:provision:{action}:{cause_id}"
