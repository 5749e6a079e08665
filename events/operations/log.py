"""Appending to the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, kw_only=True)
class About:
    """What an event tells of: the row, whose log it belongs to, and what changed, with no personal data."""

    subject: Subject
    firm_id: UUID | None = None
    company_id: UUID | None = None
    data: dict[str, Any] | None = None


_encoder = DjangoJSONEncoder(ensure_ascii=False, sort_keys=True)
_APPEND = "append_audit_event(%s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s)"
AT_ONCE = 500
"""Events in one statement: PostgreSQL takes no more than 1,664 values in a list."""


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
    about = About(subject=subject, firm_id=firm_id, company_id=company_id, data=data)
    return record_all(kind, by=by, about=[about])[0]


def record_all(kind: str, *, by: UUID | None, about: Sequence[About]) -> list[AuditEvent]:
    """Append an event about each of several rows, in their order and in few statements."""
    events = [_event(kind, by, one) for one in about]
    with connection.cursor() as cursor:
        for start in range(0, len(events), AT_ONCE):
            some = events[start : start + AT_ONCE]
            values = [value for event in some for value in _values(event)]
            cursor.execute(f"SELECT {', '.join([_APPEND] * len(some))}", values)
    return events


def _event(kind: str, by: UUID | None, about: About) -> AuditEvent:
    chain_id = about.company_id or about.firm_id
    if chain_id is None:
        raise ValueError("An event belongs to a firm or a company.")
    return AuditEvent(
        id=new_id(),
        chain_id=chain_id,
        firm_id=about.firm_id,
        company_id=about.company_id,
        actor_id=by,
        kind=kind,
        subject_type=type(about.subject).__name__,
        subject_id=about.subject.pk,
        data=about.data or {},
        occurred_at=clock.now(),
    )


def _values(event: AuditEvent) -> tuple[Any, ...]:
    return (
        event.id,
        event.chain_id,
        event.firm_id,
        event.company_id,
        event.actor_id,
        event.kind,
        event.subject_type,
        event.subject_id,
        _encoder.encode(event.data),
        event.occurred_at,
    )
