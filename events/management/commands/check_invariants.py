"""`manage.py check_invariants`: what must always hold, asked of the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from psycopg import sql

from events.operations.relay import SYSTEM


class Command(BaseCommand):
    """Runs every view named `inv_…`; each returns rows only where something is broken."""

    help = "Read every inv_* view and the audit chains; exit 1 when any returns a row."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a view and the first broken rows."""
        broken = 0
        with connections[SYSTEM].cursor() as cursor:
            cursor.execute(
                "SELECT viewname FROM pg_views WHERE schemaname = 'public' AND viewname LIKE 'inv\\_%' ORDER BY 1"
            )
            sources = [sql.Identifier(row[0]) for row in cursor.fetchall()]
            for source in [*sources, sql.SQL("broken_audit_events()")]:
                cursor.execute(sql.SQL("SELECT * FROM {}").format(source))
                rows = cursor.fetchall()
                broken += len(rows)
                self.stdout.write(f"{len(rows):>6}  {source.as_string()}")
                for row in rows[:5]:
                    self.stderr.write(f"        {row}")
        if broken:
            raise CommandError(f"{broken} rows break an invariant.")
