"""One effect may tell several people: their messages share the first part of the Message-ID."""

from typing import ClassVar

from django.db import migrations

from common import rls

# Messages of sign-in pages carry no Message-ID of ours: nobody else's effect causes them.
NO_GHOSTS = """
SELECT message.id, message.message_id FROM events_mailboxmessage message
 WHERE message.message_id <> '' AND NOT EXISTS (
   SELECT FROM events_outboxeffect effect
    WHERE effect.state = 'SENT' AND effect.external_reference <> ''
      AND split_part(effect.external_reference, '.', 1) = split_part(message.message_id, '.', 1))
UNION ALL
SELECT effect.id, effect.dedupe_key FROM events_outboxeffect effect
  JOIN events_auditevent cause ON cause.id = effect.cause_id
 WHERE (effect.firm_id, effect.company_id) IS DISTINCT FROM (cause.firm_id, cause.company_id)
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0004_outbox_invariants")]

    operations: ClassVar = [
        migrations.RunSQL("DROP VIEW inv_13_no_ghosts", migrations.RunSQL.noop),
        rls.invariant("inv_13_no_ghosts", NO_GHOSTS),
    ]
