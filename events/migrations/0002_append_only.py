"""The audit log is append-only and appended through one function."""

from typing import ClassVar

from django.db import migrations

CHAIN_HEADS = """
CREATE TABLE events_auditchain (chain_id uuid PRIMARY KEY, length bigint NOT NULL, head bytea NOT NULL);
"""

HASH = """
CREATE FUNCTION audit_event_hash(previous bytea, event events_auditevent) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(previous || convert_to(jsonb_build_array(
    event.id, event.chain_id, event.sequence, event.firm_id, event.company_id, event.actor_id, event.kind,
    event.subject_type, event.subject_id, event.data,
    to_char(event.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'))::text, 'UTF8'))
$$;
"""

APPEND = """
CREATE FUNCTION append_audit_event(
  new_id uuid, chain uuid, firm uuid, company uuid, actor uuid, event_kind text, about text, about_id uuid,
  event_data jsonb, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  chain_head events_auditchain;
  event events_auditevent;
BEGIN
  INSERT INTO events_auditchain VALUES (chain, 0, '') ON CONFLICT DO NOTHING;
  SELECT * INTO chain_head FROM events_auditchain WHERE chain_id = chain FOR UPDATE;
  event := ROW(new_id, chain, chain_head.length + 1, firm, company, actor, event_kind, about, about_id,
               event_data, at, chain_head.head, ''::bytea);
  event.hash := audit_event_hash(chain_head.head, event);
  INSERT INTO events_auditevent SELECT (event).*;
  UPDATE events_auditchain SET length = event.sequence, head = event.hash WHERE chain_id = chain;
END $$;
"""

VERIFY = """
CREATE FUNCTION broken_audit_events() RETURNS TABLE (chain_id uuid, sequence bigint, fault text)
LANGUAGE sql STABLE AS $$
  WITH linked AS (
    SELECT event, lag(event.hash, 1, ''::bytea) OVER chain AS before,
           row_number() OVER chain AS place
    FROM events_auditevent event WINDOW chain AS (PARTITION BY event.chain_id ORDER BY event.sequence)
  )
  SELECT (event).chain_id, (event).sequence, 'gap before this event' FROM linked WHERE (event).sequence <> place
  UNION ALL
  SELECT (event).chain_id, (event).sequence, 'does not follow the event before it' FROM linked
   WHERE (event).previous_hash <> before
  UNION ALL
  SELECT (event).chain_id, (event).sequence, 'was changed' FROM linked
   WHERE (event).hash <> audit_event_hash((event).previous_hash, event)
  UNION ALL
  SELECT head.chain_id, head.length, 'the newest events are missing' FROM events_auditchain head
   LEFT JOIN LATERAL (SELECT max(e.sequence) AS last FROM events_auditevent e WHERE e.chain_id = head.chain_id) e ON true
   WHERE coalesce(e.last, 0) <> head.length
$$;
"""

FREEZE = """
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The audit log is append-only.'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON events_auditevent
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON events_auditevent
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
"""


def _sql(statement: str) -> migrations.RunSQL:
    return migrations.RunSQL(statement, migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("events", "0001_initial")]

    operations: ClassVar = [
        _sql(CHAIN_HEADS),
        _sql(HASH),
        _sql(APPEND),
        _sql(VERIFY),
        _sql(FREEZE),
    ]
