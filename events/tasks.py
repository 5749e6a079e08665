"""Background work of the outbox itself."""

from celery import shared_task

from events.operations.relay import sweep_expired_leases


@shared_task(name="events.sweep_outbox")
def sweep_outbox() -> int:
    """Take back expired leases; tenant-free system work, started by beat."""
    return sweep_expired_leases()
