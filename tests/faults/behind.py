"""Looking and reaching behind the application: what is stored, who waits, which connections there are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, transaction
from psycopg import sql

OF_A_RUN = ("payroll_payslip", "payroll_payslipline", "payroll_journalline", "payroll_payrollrunchunk")


def asked(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask as the owner, past row-level security."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lonsam_migrate")
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []


def contents(run_id: UUID) -> list[tuple[Any, ...]]:
    """Everything stored for a run, with the transaction that wrote each row: equal only when nothing was written."""
    return [
        row
        for table in OF_A_RUN
        for row in asked(f"SELECT xmin::text, t::text FROM {table} t WHERE run_id = %s ORDER BY 2", run_id)
    ]


def broken_invariants() -> dict[str, int]:
    """Rows of every view that must have none, and of the verification of the audit log."""
    views = [row[0] for row in asked("SELECT viewname FROM pg_views WHERE viewname LIKE 'inv\\_%%'")]
    counts = {name: asked(f"SELECT count(*) FROM {name}")[0][0] for name in [*views, "broken_audit_events()"]}
    return {name: count for name, count in counts.items() if count}


def end_connections() -> None:
    """End every connection of the application but ours, whatever it is doing."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = 'lonsam_app' AND datname = current_database() AND pid <> pg_backend_pid()"
        )
        cursor.execute("SET ROLE lonsam_app")


@contextmanager
def writing_held_up(table: str) -> Iterator[None]:
    """Nobody writes to the table during the block: whoever tries stands in the middle of their work."""
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"], dbname=settings["NAME"]
    ) as holder:
        holder.execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(sql.Identifier(table)))
        yield
        holder.rollback()


def held_up(table: str) -> int:
    """How many stand there."""
    return int(asked("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass", table)[0][0])
