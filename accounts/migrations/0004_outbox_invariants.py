"""What must always hold of what was sent, and the list of companies that checks go through one by one."""

from typing import ClassVar

from django.db import migrations

from common import rls

# A send has one Message-ID, and a Message-ID one send; the local mailbox keeps each message once.
ONE_MESSAGE_ID = """
SELECT external_reference AS message_id, count(*) AS sends FROM events_outboxeffect
 WHERE external_reference <> '' GROUP BY external_reference HAVING count(*) > 1
UNION ALL
SELECT message_id, count(*) FROM events_mailboxmessage
 WHERE message_id <> '' GROUP BY message_id HAVING count(*) > 1
"""
# Messages of sign-in pages carry no Message-ID of ours: nobody else's effect causes them.
NO_GHOSTS = """
SELECT message.id, message.message_id FROM events_mailboxmessage message
 WHERE message.message_id <> '' AND NOT EXISTS (
   SELECT FROM events_outboxeffect effect
    WHERE effect.external_reference = message.message_id AND effect.state = 'SENT')
UNION ALL
SELECT effect.id, effect.dedupe_key FROM events_outboxeffect effect
  JOIN events_auditevent cause ON cause.id = effect.cause_id
 WHERE (effect.firm_id, effect.company_id) IS DISTINCT FROM (cause.firm_id, cause.company_id)
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0003_invariants")]

    operations: ClassVar = [
        rls.invariant("inv_02_one_message_id", ONE_MESSAGE_ID),
        rls.invariant("inv_13_no_ghosts", NO_GHOSTS),
        rls.system_view("every_company", "SELECT id FROM accounts_company"),
    ]
