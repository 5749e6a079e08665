"""`manage.py check_invariants`: what must always hold, asked of the database and computed again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction
from psycopg import sql

from common.rls import as_system
from events.company_checks import Check, company_checks
from events.operations.relay import SYSTEM

VIEWS = "SELECT viewname FROM pg_views WHERE schemaname = 'public' AND viewname LIKE 'inv\\_%' ORDER BY 1"
SHOWN = 5


class Command(BaseCommand):
    """Runs every view named `inv_…` and every registered check; each returns rows only where something is broken."""

    help = "Read every inv_* view and the audit chains, recompute what is approved; exit 1 when anything is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a check and the first broken rows."""
        broken = 0
        with connections[SYSTEM].cursor() as cursor:
            cursor.execute(VIEWS)
            sources = [sql.Identifier(row[0]) for row in cursor.fetchall()]
            for source in [*sources, sql.SQL("broken_audit_events()")]:
                cursor.execute(sql.SQL("SELECT * FROM {}").format(source))
                broken += self._report(source.as_string(), cursor.fetchall())
            cursor.execute("SELECT id FROM every_company ORDER BY id")
            companies = [row[0] for row in cursor.fetchall()]
        for name, check in company_checks():
            broken += self._report(name, [fault for company in companies for fault in self._faults(check, company)])
        if broken:
            raise CommandError(f"{broken} rows break an invariant.")

    def _faults(self, check: Check, company_id: UUID) -> list[str]:
        with transaction.atomic(), as_system(reason="invariants are checked", company_id=company_id):
            return check(company_id)

    def _report(self, name: str, rows: Sequence[object]) -> int:
        self.stdout.write(f"{len(rows):>6}  {name}")
        for row in rows[:SHOWN]:
            self.stderr.write(f"        {row}")
        return len(rows)
