"""Two hundred ways of rewriting history, each found: by the chain itself, or against heads that were published."""

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from events.operations import record
from tests.factories.accounts import make_company

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True, databases=["default", "system"])
Owner = Callable[[], AbstractContextManager[None]]
CHAINS, LENGTH, ATTEMPTS = 3, 12, 200
SEED = random.SystemRandom().randrange(10**6)

CONTENT_EDITS = [
    "kind = kind || 'x'",
    "data = data || '{\"amount\": 1}'",
    "data = '{}'",
    "actor_id = gen_random_uuid()",
    "subject_id = gen_random_uuid()",
    "subject_type = 'Other'",
    "firm_id = gen_random_uuid()",
    "company_id = NULL",
    "occurred_at = occurred_at - interval '1 microsecond'",
    "id = gen_random_uuid()",
]
EDITS = [
    *CONTENT_EDITS,
    "hash = sha256(hash)",
    "previous_hash = sha256(previous_hash)",
    "sequence = sequence + 100",
]
# Whoever owns the tables can also compute the hashes anew, from some event on, and write the head.
RECHAIN = """
DO $$
DECLARE
  event events_auditevent;
  before bytea := '';
  place bigint := 0;
BEGIN
  FOR event IN SELECT * FROM events_auditevent WHERE chain_id = '{chain}' ORDER BY sequence LOOP
    place := place + 1;
    UPDATE events_auditevent SET sequence = place WHERE id = event.id;
    event.sequence := place;
    UPDATE events_auditevent SET previous_hash = before, hash = audit_event_hash(before, event) WHERE id = event.id;
    SELECT hash INTO before FROM events_auditevent WHERE id = event.id;
  END LOOP;
  UPDATE events_auditchain SET length = place, head = before WHERE chain_id = '{chain}';
END $$
"""


@pytest.fixture
def chains(db: None) -> list[UUID]:
    """Some chains of a dozen events."""
    with transaction.atomic():
        companies = [make_company() for _ in range(CHAINS)]
        for number in range(LENGTH):
            for company in companies:
                record("test.happened", by=None, subject=company, company_id=company.pk, data={"number": number})
    return [company.pk for company in companies]


def intrude(*statements: str) -> None:
    """What an intruder can do who owns the tables."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_auditevent DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with unanswered questions is not altered
        cursor.execute("ALTER TABLE events_auditevent ENABLE TRIGGER USER")


def faults() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM broken_audit_events()")
        return list(cursor.fetchall())


def at(chain: UUID, sequence: int) -> str:
    return f"WHERE chain_id = '{chain}' AND sequence = {sequence}"


def edit(chain: UUID, dice: random.Random, edits: Sequence[str] = EDITS) -> list[str]:
    return [f"UPDATE events_auditevent SET {dice.choice(edits)} {at(chain, dice.randint(1, LENGTH))}"]


def delete(chain: UUID, dice: random.Random) -> list[str]:
    return [f"DELETE FROM events_auditevent {at(chain, dice.randint(1, LENGTH))}"]


def cut(chain: UUID, dice: random.Random) -> list[str]:
    return [f"DELETE FROM events_auditevent WHERE chain_id = '{chain}' AND sequence > {dice.randint(0, LENGTH - 1)}"]


def behead(chain: UUID, dice: random.Random) -> list[str]:
    return [f"DELETE FROM events_auditevent WHERE chain_id = '{chain}' AND sequence <= {dice.randint(1, LENGTH)}"]


def insert(chain: UUID, dice: random.Random, last: int = LENGTH + 1) -> list[str]:
    """A forged event with a hash of its own, between two others or at the end."""
    place = dice.randint(1, last)
    source = min(place, LENGTH)
    shift = (
        f"UPDATE events_auditevent SET sequence = sequence + 1000 WHERE chain_id = '{chain}' AND sequence >= {place}"
    )
    back = f"UPDATE events_auditevent SET sequence = sequence - 999 WHERE chain_id = '{chain}' AND sequence > 1000"
    forged = (
        "INSERT INTO events_auditevent SELECT (jsonb_populate_record(event, jsonb_build_object('id', gen_random_uuid(),"
        f" 'sequence', {place}, 'kind', 'test.forged'))).* FROM events_auditevent event"
        f" WHERE chain_id = '{chain}' AND sequence IN ({source}, {source + 1000}) LIMIT 1"
    )
    signed = f"UPDATE events_auditevent event SET hash = audit_event_hash(previous_hash, event) {at(chain, place)}"
    return [shift, forged, back, signed]


def swap(chain: UUID, dice: random.Random) -> list[str]:
    one, other = dice.sample(range(1, LENGTH + 1), 2)
    where = f"WHERE chain_id = '{chain}' AND sequence"
    return [
        f"UPDATE events_auditevent SET sequence = -{one} {where} = {one}",
        f"UPDATE events_auditevent SET sequence = {one} {where} = {other}",
        f"UPDATE events_auditevent SET sequence = {other} {where} = -{one}",
    ]


WAYS = [edit, edit, delete, cut, behead, insert, swap]
# Nothing that the recomputing would put right again, nor a mere event more.
REWRITINGS = [partial(edit, edits=CONTENT_EDITS), delete, cut, behead, partial(insert, last=LENGTH), swap]


def test_every_way_of_rewriting_history_is_found(chains: list[UUID], as_owner: Owner) -> None:
    dice = random.Random(SEED)
    missed = []
    with as_owner():
        assert faults() == []
        for _ in range(ATTEMPTS):
            statements = dice.choice(WAYS)(dice.choice(chains), dice)
            mark = transaction.savepoint()
            intrude(*statements)
            if not faults():
                missed.append(statements)
            transaction.savepoint_rollback(mark)
        assert faults() == []
    assert missed == [], f"seed {SEED}"


@committed
@pytest.mark.parametrize("way", REWRITINGS)
def test_a_history_rewritten_to_its_end_is_found_against_published_heads(
    chains: list[UUID],
    as_owner: Owner,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    way: Callable[[UUID, random.Random], list[str]],
) -> None:
    published = heads(tmp_path, capsys)
    call_command("verify_audit_log", "--against", published)
    with as_owner():
        intrude(*way(chains[0], random.Random(SEED)), RECHAIN.format(chain=chains[0]))
        assert faults() == []
    call_command("verify_audit_log")
    with pytest.raises(CommandError):
        call_command("verify_audit_log", "--against", published)
    assert str(chains[0]) in capsys.readouterr().err


@committed
def test_published_heads_still_verify_when_more_has_happened(
    chains: list[UUID], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = heads(tmp_path, capsys)
    with transaction.atomic():
        company = make_company()
        record("test.happened", by=None, subject=company, company_id=company.pk)
    call_command("verify_audit_log", "--against", published)


def heads(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The heads of today in a file outside the database, as the firm and the client have them."""
    published = folder / "heads.jsonl"
    call_command("verify_audit_log", "--heads")
    published.write_text(capsys.readouterr().out)
    assert len(published.read_text().splitlines()) == CHAINS
    return published
