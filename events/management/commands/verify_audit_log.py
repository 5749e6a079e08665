"""`manage.py verify_audit_log`: recomputes every hash chain, and holds it against heads that were published."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from events.operations.relay import SYSTEM

FAULTS = "SELECT chain_id::text, sequence, fault FROM broken_audit_events() ORDER BY chain_id, sequence"
HEADS = """
SELECT DISTINCT ON (chain_id) chain_id::text, sequence, encode(hash, 'hex') FROM events_auditevent
 ORDER BY chain_id, sequence DESC
"""
PUBLISHED = """
SELECT count(*) FROM events_auditevent WHERE chain_id = %s AND sequence = %s AND hash = decode(%s, 'hex')
"""
Fault = tuple[str, int, str]


class Command(BaseCommand):
    """Verifies the audit log."""

    help = "Recompute every hash chain of the audit log and name the first broken event of each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", action="store_true", help="print the heads of the chains, a JSON line each")
        parser.add_argument("--against", type=Path, help="a file of heads printed earlier, kept outside the database")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a chain is broken, cut, has a gap, or no longer has an event that was published as its head."""
        with connections[SYSTEM].cursor() as cursor:
            cursor.execute(FAULTS)
            faults: list[Fault] = list(cursor.fetchall())
            if options["against"]:
                faults += self._missing(cursor, options["against"].read_text(encoding="utf-8"))
            cursor.execute(HEADS)
            heads = cursor.fetchall()
        for chain_id, sequence, fault in faults:
            self.stderr.write(f"{chain_id} #{sequence}: {fault}")
        if faults:
            raise CommandError(f"{len(faults)} faults in the audit log.")
        if options["heads"]:
            for chain_id, sequence, digest in heads:
                self.stdout.write(json.dumps({"chain": chain_id, "sequence": sequence, "hash": digest}))
        else:
            self.stdout.write(f"{sum(head[1] for head in heads)} events in {len(heads)} chains verify.")

    def _missing(self, cursor: Any, published: str) -> list[Fault]:
        """A tail that was cut together with its head is seen only here."""
        missing: list[Fault] = []
        for line in published.splitlines():
            head = json.loads(line)
            cursor.execute(PUBLISHED, [head["chain"], head["sequence"], head["hash"]])
            if cursor.fetchone()[0] != 1:
                missing.append((head["chain"], head["sequence"], "was published as the head and is gone or changed"))
        return missing
