"""The floor: the same result rows, COPYed into tables with nothing but a composite key."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection, transaction

TABLES = {
    "payroll_payslip": ("company_id", "run_id", "employee_id"),
    "payroll_payslipline": ("company_id", "run_id", "employee_id", "position"),
}
Rows = dict[str, list[tuple[Any, ...]]]


def stored_rows(run_id: UUID) -> Rows:
    """What the run has stored, as Python values; JSON as the text that it is written as."""
    found: Rows = {}
    for table in TABLES:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE lonsam_migrate")
            names = ", ".join(f"{name}::text" if kind == "jsonb" else name for name, kind in columns(table))
            cursor.execute(f"SELECT {names} FROM {table} WHERE run_id = %s", [run_id])
            found[table] = cursor.fetchall()
    return found


def columns(table: str) -> list[tuple[str, str]]:
    """Names, quoted, and types of a table's columns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(attname), format_type(atttypid, NULL) FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
            [table],
        )
        return list(cursor.fetchall())


def make_lean_tables() -> None:
    """Tables with the same columns, a key, and neither foreign keys, policies nor triggers."""
    with connection.cursor() as cursor:
        for table, key in TABLES.items():
            cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS lean_{table} (LIKE {table})")
            cursor.execute(f"ALTER TABLE lean_{table} ADD PRIMARY KEY ({', '.join(key)})")


def lean_copy(*runs: Rows) -> Callable[[], None]:
    """COPY the rows run by run, in one transaction; what an earlier time has left is emptied first."""

    def work() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"TRUNCATE lean_{table}")
            for rows in runs:
                for table, content in rows.items():
                    with cursor.copy(f"COPY lean_{table} FROM STDIN") as copy:
                        for row in content:
                            copy.write_row(row)

    return work
