"""The floor: the same result rows, COPYed into tables with nothing but a composite key.

By names they are what was computed, before it is packed for the table (docs/adr/0042); as stored they are shorter.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from common.rls import as_system
from payroll.models import PayrollRun
from payroll.operations.stored import stored_results
from payroll.rules.canonical import canonical_text

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


def rows_by_names(run: PayrollRun) -> Rows:
    """What the run has stored, with the texts of what was packed: explanations, contributions, sick states."""
    rows = stored_rows(run.pk)
    with transaction.atomic(), as_system(reason="benchmark", company_id=run.company_id):
        results = {slip.employee_id: result for slip, result in stored_results(run)}
    slips, lines = TABLES
    of_line = {(one, at): line for one, each in results.items() for at, line in enumerate(each.lines, start=1)}
    employee, position = _places(lines, "employee_id", "position")
    (explanation,) = _places(lines, "explanation")
    for number, row in enumerate(rows[lines]):
        said = canonical_text(of_line[row[employee], row[position]].explanation)
        rows[lines][number] = (*row[:explanation], said, *row[explanation + 1 :])
    (employee,) = _places(slips, "employee_id")
    for name in ("contributions", "sick_state"):
        (place,) = _places(slips, name)
        for number, row in enumerate(rows[slips]):
            said = canonical_text(getattr(results[row[employee]], name))
            rows[slips][number] = (*row[:place], said, *row[place + 1 :])
    return rows


def _places(table: str, *names: str) -> tuple[int, ...]:
    known = [name.strip('"') for name, _ in columns(table)]
    return tuple(known.index(name) for name in names)


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
