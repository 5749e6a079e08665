"""Every change of a collaboration is told in the audit log."""

from typing import ClassVar

from django.db import migrations

from common import rls

CHANGES_ARE_TOLD = """
SELECT collaboration.id, collaboration.state FROM collaborations_collaboration collaboration
 WHERE NOT EXISTS (
   SELECT FROM events_auditevent event
    WHERE event.subject_id = collaboration.id AND event.kind LIKE 'collaborations.%'
      AND (collaboration.state <> 'ENDED' OR event.kind = 'collaborations.ended'))
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("collaborations", "0003_end_after_a_day"), ("accounts", "0003_invariants")]

    operations: ClassVar = [rls.invariant("inv_08_collaboration_changes_are_told", CHANGES_ARE_TOLD)]
