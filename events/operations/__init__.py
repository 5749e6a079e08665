"""Writes of the audit log and the outbox."""

from events.operations.effects import enqueue, retry_effect
from events.operations.log import record

__all__ = ["enqueue", "record", "retry_effect"]
