"""Runs that were taken in from a file are told of by the import, and were approved where they came from."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

from common import rls

_before = import_module("payroll.migrations.0004_invariants")
IMPORTED = """
   AND NOT EXISTS (
     SELECT FROM events_auditevent taken
      WHERE taken.kind = 'bundles.imported' AND taken.company_id = run.company_id
        AND taken.occurred_at >= run.created_at)
"""
CHANGED = {
    "inv_08_run_changes_are_told": _before.CHANGES_ARE_TOLD,
    "inv_14_run_approved_with_the_right_to": _before.APPROVED_WITH_THE_RIGHT_TO,
}


def _replaced(name: str, query: str) -> list[migrations.RunSQL]:
    """The view leaves imported history out; backwards it is what it was."""
    former = rls.invariant(name, query)
    dropped = migrations.RunSQL(former.reverse_sql, former.sql)
    return [dropped, rls.invariant(name, query + IMPORTED)]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payroll", "0005_payslip_counts")]

    operations: ClassVar = [one for name, query in CHANGED.items() for one in _replaced(name, query)]
