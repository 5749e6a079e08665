"""Models, one a file."""

from events.models.audit_event import AuditEvent
from events.models.mailbox_message import MailboxMessage
from events.models.outbox_effect import OutboxEffect

__all__ = ["AuditEvent", "MailboxMessage", "OutboxEffect"]
