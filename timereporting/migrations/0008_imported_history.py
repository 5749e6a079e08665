"""Time that was taken in from a file is told of by the import, and was approved where it came from."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

from common import rls

_before = import_module("timereporting.migrations.0006_invariants")
IMPORTED = """
   AND NOT EXISTS (
     SELECT FROM events_auditevent taken
      WHERE taken.kind = 'bundles.imported' AND taken.company_id = report.company_id
        AND taken.occurred_at >= report.approved_at)
"""
CHANGED = {
    "inv_08_time_approval_is_told": _before.APPROVAL_IS_TOLD,
    "inv_14_time_approved_with_the_right_to": _before.APPROVED_WITH_THE_RIGHT_TO,
}


def _replaced(name: str, query: str) -> list[migrations.RunSQL]:
    """The view leaves imported history out; backwards it is what it was."""
    former = rls.invariant(name, query)
    dropped = migrations.RunSQL(former.reverse_sql, former.sql)
    return [dropped, rls.invariant(name, query + IMPORTED)]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0007_night_shifts")]

    operations: ClassVar = [one for name, query in CHANGED.items() for one in _replaced(name, query)]
