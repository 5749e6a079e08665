"""Writes of the audit log and the outbox."""

from events.operations.effects import effect_of, enqueue, enqueue_all, retry_effect
from events.operations.log import About, record, record_all

__all__ = ["About", "effect_of", "enqueue", "enqueue_all", "record", "record_all", "retry_effect"]
