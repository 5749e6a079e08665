"""Appending to the audit log."""

from typing import Any, Protocol
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from common import clock
from common.identifiers import new_id
from events.models import AuditEvent


class Subject(Protocol):
    """Any model instance with a random id."""

    @property
    def pk(self) -> UUID: ...


_encoder = DjangoJSONEncoder(ensure_ascii=False, sort_keys=True)


def record(
    kind: str,
    *,
    by: UUID | None,
    subject: Subject,
    firm_id: UUID | None = None,
    company_id: UUID | None = None,
    data: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event, in the transaction of the change that it tells of.

    `kind` is `<app>.<past event>`; `by` the acting user, None for the product itself; `data` what changed,
    with no personal data. The chain is the company's when there is one, otherwise the firm's.
    """
    chain_id = company_id or firm_id
    if chain_id is None:
        raise ValueError("An event belongs to a firm or a company.")
    event = AuditEvent(
        id=new_id(),
        chain_id=chain_id,
        firm_id=firm_id,
        company_id=company_id,
        actor_id=by,
        kind=kind,
        subject_type=type(subject).__name__,
        subject_id=subject.pk,
        data=data or {},
        occurred_at=clock.now(),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT append_audit_event(%s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s)",
            [
                event.id,
                event.chain_id,
                firm_id,
                company_id,
                by,
                kind,
                event.subject_type,
                event.subject_id,
                _encoder.encode(event.data),
                event.occurred_at,
            ],
        )
    return event
