"""Writes of the audit log and the outbox."""

from events.operations.effects import enqueue, retry_effect
from events.operations.log import About, record, record_all

__all__ = ["About", "enqueue", "record", "record_all", "retry_effect"]
