"""The views about what was sent must be empty: they are, and they see what is wrong."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import deepcopy
from uuid import UUID

import pytest
from django.db import connection

from collaborations.models import Collaboration
from events.mail import message_id
from tests.factories.collaborations import make_cast, standard_terms
from tests.factories.effects import drain_outbox

pytestmark = pytest.mark.django_db
Owner = Callable[[], AbstractContextManager[None]]
ONE = "SELECT id FROM events_outboxeffect WHERE state = 'SENT' AND external_reference <> '' ORDER BY id LIMIT 1"
MAILED = (
    "INSERT INTO events_mailboxmessage (id, message_id, sender, recipient, subject, text, html, sent_at)"
    " SELECT uuidv7(), {id}, 'a@example.se', 'b@example.se', '', '', '', now()"
)
REFERENCE = f"(SELECT external_reference FROM events_outboxeffect WHERE id = ({ONE}))"
PLANTED = [
    (
        "inv_02_one_message_id",
        f"UPDATE events_outboxeffect SET external_reference = {REFERENCE} WHERE external_reference <> ''",
    ),
    ("inv_02_one_message_id", f"{MAILED} FROM generate_series(1, 2)".format(id=REFERENCE)),
    ("inv_12_stale_effects", "UPDATE events_outboxeffect SET state = 'QUEUED', next_attempt_at = '2026-01-01'"),
    (
        "inv_12_stale_effects",
        "UPDATE events_outboxeffect SET state = 'CLAIMED', lease_until = now() - interval '6 minutes'",
    ),
    ("inv_13_no_ghosts", MAILED.format(id="'<nobody@example.se>'")),
    ("inv_13_no_ghosts", f"{MAILED}; UPDATE events_outboxeffect SET state = 'DEAD'".format(id=REFERENCE)),
    ("inv_13_no_ghosts", f"UPDATE events_outboxeffect SET company_id = uuidv7() WHERE id = ({ONE})"),
    ("inv_09_client_register", "UPDATE accounts_accessgrant SET ended_at = now() WHERE scope = 'client_register'"),
    ("inv_09_client_register", "UPDATE accounts_accessgrant SET source_id = uuidv7() WHERE scope = 'client_register'"),
]


@pytest.fixture(scope="module")
def made(standing: None) -> Collaboration:
    """A client whose collaboration was requested, accepted and mailed about."""
    cast = make_cast()
    collaboration = cast.accept(cast.activate(standard_terms()))
    drain_outbox()
    return collaboration


@pytest.fixture
def collaboration(made: Collaboration, db: None) -> Collaboration:
    return deepcopy(made)


def rows(view: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {view}")
        return int(cursor.fetchall()[0][0])


@pytest.mark.parametrize(("view", "statement"), PLANTED)
def test_the_view_sees_what_is_planted(
    collaboration: Collaboration, as_owner: Owner, view: str, statement: str
) -> None:
    with as_owner(), connection.cursor() as cursor:
        assert rows(view) == 0
        cursor.execute(statement)
        assert rows(view) > 0


def test_a_collaboration_that_nobody_told_of_is_seen(collaboration: Collaboration, as_owner: Owner) -> None:
    with as_owner(), connection.cursor() as cursor:
        assert rows("inv_08_collaboration_changes_are_told") == 0
        cursor.execute("ALTER TABLE events_auditevent DISABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        forgotten: UUID = collaboration.pk
        cursor.execute("UPDATE events_auditevent SET subject_id = uuidv7() WHERE subject_id = %s", [forgotten])
        assert rows("inv_08_collaboration_changes_are_told") == 1


def test_an_effect_may_tell_several_people(collaboration: Collaboration, as_owner: Owner) -> None:
    to_another = f"(regexp_replace({REFERENCE}, '[.][0-9a-f]+@', '.0123456789abcdef@'))"
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(MAILED.format(id=to_another))
        assert (rows("inv_13_no_ghosts"), rows("inv_02_one_message_id")) == (0, 0)


def test_a_message_id_says_which_send_and_which_reader() -> None:
    first, again = message_id("send:1", "a@example.se"), message_id("send:1", "a@example.se")
    other_reader, other_send = message_id("send:1", "b@example.se"), message_id("send:2", "a@example.se")
    assert first == again
    assert first.split(".")[0] == other_reader.split(".")[0] != other_send.split(".")[0]
    assert len({first, other_reader, other_send}) == 3
