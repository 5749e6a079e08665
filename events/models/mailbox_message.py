"""A message kept in the database instead of being sent: the local mailbox."""

from typing import ClassVar

from django.db import models

from common.identifiers import new_id


class MailboxMessage(models.Model):
    """What would have been sent; written only when EMAIL_URL is `mailbox:`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message_id = models.CharField(max_length=200)
    sender = models.CharField(max_length=320)
    recipient = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-sent_at"], name="mailbox_message_sent")]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"
