"""What happened (audit log) and what must happen next (outbox)."""
