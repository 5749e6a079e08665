"""Reads of the audit log and the outbox."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from events.models import AuditEvent, MailboxMessage, OutboxEffect


def events_of_firm(firm_id: UUID, *, company_id: UUID | None = None) -> QuerySet[AuditEvent]:
    """Events seen by a firm, newest first, optionally about one company."""
    events = AuditEvent.objects.filter(firm_id=firm_id)
    if company_id is not None:
        events = events.filter(company_id=company_id)
    return events.order_by("-occurred_at", "-sequence")


def events_of_subject(subject_id: UUID) -> QuerySet[AuditEvent]:
    """Events about one object, newest first."""
    return AuditEvent.objects.filter(subject_id=subject_id).order_by("-occurred_at", "-sequence")


def effects_of(subject_ids: Iterable[UUID]) -> QuerySet[OutboxEffect]:
    """Effects that belong to some objects, newest first."""
    return OutboxEffect.objects.filter(subject_id__in=list(subject_ids)).order_by("-created_at")


def mailbox_messages(search: str) -> QuerySet[MailboxMessage]:
    """What the local mailbox has, newest first, with the words in recipient or subject."""
    messages = MailboxMessage.objects.order_by("-sent_at")
    if search:
        messages = messages.filter(Q(recipient__icontains=search) | Q(subject__icontains=search))
    return messages


def events_after(
    company_id: UUID, subject_ids: Iterable[UUID], kind: str, kinds: Iterable[str]
) -> QuerySet[AuditEvent]:
    """Events of some `kinds` in a company's log that stand after the last of a `kind` about some objects, in order.

    None when there is no such event. The log has them in the order that they were committed.
    """
    events = AuditEvent.objects.filter(chain_id=company_id)  # by the index of the sequence
    last = events.filter(subject_id__in=list(subject_ids), kind=kind).order_by("-sequence").values("sequence")[:1]
    return events.filter(kind__in=list(kinds), sequence__gt=last).order_by("sequence")


def last_event_of(subject_id: UUID, kind: str) -> AuditEvent | None:
    """The latest event of a kind about an object."""
    return events_of_subject(subject_id).filter(kind=kind).first()
