"""The audit log only grows, and any change of it is found."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import DatabaseError, connection, transaction

from common.rls import as_system
from events.models import AuditEvent
from events.operations import record
from tests.factories.accounts import acting, make_company, make_member

pytestmark = pytest.mark.django_db
Owner = Callable[[], AbstractContextManager[None]]


def faults() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT fault FROM broken_audit_events()")
        return [row[0] for row in cursor.fetchall()]


def chain_of_three() -> list[AuditEvent]:
    company = make_company()
    return [
        record("test.happened", by=None, subject=company, company_id=company.pk, data={"number": number})
        for number in range(3)
    ]


def test_a_chain_of_events_verifies(as_owner: Owner) -> None:
    chain_of_three()
    with as_owner():
        assert faults() == []
        assert list(AuditEvent.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events_auditevent SET kind = 'test.other' WHERE sequence = 2",
        "UPDATE events_auditevent SET data = '{}' WHERE sequence = 3",
        "UPDATE events_auditevent SET occurred_at = occurred_at + interval '1 microsecond' WHERE sequence = 1",
        "DELETE FROM events_auditevent WHERE sequence = 2",
        "DELETE FROM events_auditevent WHERE sequence = 3",
        "DELETE FROM events_auditevent",
    ],
)
def test_a_changed_or_cut_chain_is_found(as_owner: Owner, statement: str) -> None:
    chain_of_three()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_auditevent DISABLE TRIGGER append_only")
        cursor.execute(statement)
        assert faults() != []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events_auditevent SET kind = 'test.other'",
        "DELETE FROM events_auditevent",
        "TRUNCATE events_auditevent CASCADE",
        "UPDATE events_auditchain SET length = 0",
        "INSERT INTO events_auditchain VALUES (uuidv7(), 0, '')",
    ],
)
def test_the_serving_role_cannot_change_the_log(statement: str) -> None:
    events = chain_of_three()
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        as_system(reason="test", company_id=events[0].company_id),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_owner_cannot_change_the_log_by_accident(as_owner: Owner) -> None:
    chain_of_three()
    with as_owner(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE events_auditevent SET kind = 'test.other'")


def test_events_of_a_company_are_seen_by_its_members_only() -> None:
    events = chain_of_three()
    stranger = make_member(make_company("Kanariefågeln AB"), "Sven Storm")
    with acting(stranger):
        assert not AuditEvent.objects.filter(company_id=events[0].company_id).exists()
    with as_system(reason="test", company_id=events[0].company_id):
        assert AuditEvent.objects.count() == 3
