"""Background work of the outbox itself."""

from celery import shared_task

from events.effect_task import SystemTask
from events.operations.relay import sweep_expired_leases


@shared_task(base=SystemTask, name="events.sweep_outbox")
def sweep_outbox() -> int:
    """Take back expired leases; tenant-free system work, started by beat."""
    return sweep_expired_leases()
