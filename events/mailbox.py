"""The local mailbox: a mail backend that keeps every message in the database."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from common import clock
from events.models import MailboxMessage


class MailboxBackend(BaseEmailBackend):
    """Stores instead of sending, so that anyone who runs the demo can read what was sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store each message once per recipient; returns how many messages were handled."""
        rows = [
            MailboxMessage(
                message_id=str(message.extra_headers.get("Message-ID", "")),
                sender=message.from_email,
                recipient=recipient,
                subject=str(message.subject),
                text=str(message.body),
                html=_html(message),
                sent_at=clock.now(),
            )
            for message in email_messages
            for recipient in message.recipients()
        ]
        MailboxMessage.objects.bulk_create(rows)
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    return next((str(content) for content, mimetype in message.alternatives if mimetype == "text/html"), "")
