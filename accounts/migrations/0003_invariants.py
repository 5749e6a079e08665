"""What must always hold of effects and access, as views that return what is broken."""

from typing import ClassVar

from django.db import migrations

from common import rls

STALE_EFFECTS = """
SELECT id, kind, state, next_attempt_at, lease_until FROM events_outboxeffect
 WHERE (state = 'QUEUED' AND next_attempt_at < now() - interval '5 minutes')
    OR (state = 'CLAIMED' AND lease_until < now() - interval '5 minutes')
"""
ADMINISTRATORS_WITHOUT_ACCESS = """
SELECT m.id FROM accounts_companymembership m
 WHERE m.role = 'ADMINISTRATOR' AND m.ended_at IS NULL AND NOT EXISTS (
   SELECT FROM accounts_accessgrant g WHERE g.user_id = m.user_id AND g.company_id = m.company_id
    AND g.scope = 'collaboration_admin' AND g.ended_at IS NULL)
"""
ACCESS_AFTER_MEMBERSHIP = """
SELECT g.id FROM accounts_accessgrant g JOIN accounts_companymembership m ON m.id = g.source_id
 WHERE g.source_type = 'company_membership' AND g.ended_at IS NULL AND m.ended_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0002_tenancy")]

    operations: ClassVar = [
        rls.invariant("inv_09_administrators_without_access", ADMINISTRATORS_WITHOUT_ACCESS),
        rls.invariant("inv_09_access_after_membership", ACCESS_AFTER_MEMBERSHIP),
        rls.invariant("inv_12_stale_effects", STALE_EFFECTS),
    ]
