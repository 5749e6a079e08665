"""`manage.py verify_audit_log`: recomputes every hash chain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from events.operations.relay import SYSTEM


class Command(BaseCommand):
    """Verifies the audit log."""

    help = "Recompute every hash chain of the audit log and name the first broken event of each."

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a chain is broken, cut or has a gap."""
        with connections[SYSTEM].cursor() as cursor:
            cursor.execute("SELECT chain_id, sequence, fault FROM broken_audit_events() ORDER BY chain_id, sequence")
            faults = cursor.fetchall()
            cursor.execute("SELECT count(*), count(DISTINCT chain_id) FROM events_auditevent")
            events, chains = cursor.fetchone()
        for chain_id, sequence, fault in faults:
            self.stderr.write(f"{chain_id} #{sequence}: {fault}")
        if faults:
            raise CommandError(f"{len(faults)} faults in the audit log.")
        self.stdout.write(f"{events} events in {chains} chains verify.")
