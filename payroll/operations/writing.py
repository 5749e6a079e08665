"""Writing a chunk of results set-wise: COPY into a stage, upsert from there, delete what is no longer.

COPY straight into a table under row-level security is refused by PostgreSQL, so the stage is also what lets the
policies see every row. The number of statements does not depend on the number of employees.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, models
from psycopg import sql

from payroll.models import JournalLine, PayrollRun, Payslip, PayslipLine
from payroll.rules.basis import PayslipBasis
from payroll.rules.canonical import plain
from payroll.rules.journal import JournalLine as Entry
from payroll.rules.payslip import ENGINE_VERSION
from payroll.rules.result import PayslipResult

PAYSLIP_KEY = ("company_id", "run_id", "employee_id")
LINE_KEY = (*PAYSLIP_KEY, "position")


def write_results(run: PayrollRun, computed: Sequence[tuple[PayslipBasis, str, PayslipResult]]) -> None:
    """Store payslips and lines of some employees of a run; rows of an earlier calculation are replaced.

    `computed` has for each employee the basis, the pay form, and the result.
    """
    payslips = [_payslip_row(run, *one) for one in computed]
    lines = [row for _, _, result in computed for row in _line_rows(run, result)]
    _replace(Payslip, PAYSLIP_KEY, payslips)
    _delete_lines_of(run, [result.employee_id for _, _, result in computed])
    _replace(PayslipLine, LINE_KEY, lines)


def write_journal(run: PayrollRun, entries: Iterable[Entry]) -> None:
    """Replace the run's journal."""
    JournalLine.objects.filter(run=run).delete()
    JournalLine.objects.bulk_create(
        JournalLine(company_id=run.company_id, run=run, account=entry.account, amount=entry.amount) for entry in entries
    )


def _payslip_row(run: PayrollRun, basis: PayslipBasis, pay_form: str, result: PayslipResult) -> dict[str, Any]:
    past = basis.year_to_date
    return {
        "company_id": run.company_id,
        "run_id": run.pk,
        "employee_id": UUID(result.employee_id),
        "period": run.period,
        "payday": run.payday,
        "pay_form": pay_form,
        "gross_pay": result.gross_pay,
        "taxable_pay": result.taxable_pay,
        "preliminary_tax": result.preliminary_tax,
        "net_pay": result.net_pay,
        "contribution_cost": result.contribution_cost,
        "contributions": _json(result.contributions),
        "year_gross": past.gross_pay + result.gross_pay,
        "year_tax": past.preliminary_tax + result.preliminary_tax,
        "year_net": past.net_pay + result.net_pay,
        "vacation_days_taken": result.vacation_days_taken,
        "vacation_days_left": basis.vacation_days_left - result.vacation_days_taken,
        "sick_state": _json(result.sick_state),
        "fingerprint": result.fingerprint,
        "engine_version": ENGINE_VERSION,
        "approved_at": None,
    }


def _line_rows(run: PayrollRun, result: PayslipResult) -> list[dict[str, Any]]:
    return [
        {
            "company_id": run.company_id,
            "run_id": run.pk,
            "employee_id": UUID(result.employee_id),
            "position": position,
            "pay_item": line.pay_item,
            "group": str(line.group),
            "quantity": line.quantity,
            "unit": str(line.unit),
            "rate": line.rate,
            "amount": line.amount,
            "first_day": line.first_day,
            "last_day": line.last_day,
            "explanation": _json(line.explanation),
        }
        for position, line in enumerate(result.lines, start=1)
    ]


def _json(value: Any) -> str:
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False)


def _delete_lines_of(run: PayrollRun, employee_ids: Sequence[str]) -> None:
    PayslipLine.objects.filter(run=run, employee_id__in=list(employee_ids)).delete()


def _replace(model: type[models.Model], key: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Upsert rows by key through a stage table that lives until the transaction ends."""
    if not rows:
        return
    table = sql.Identifier(model._meta.db_table)
    stage = sql.Identifier(f"stage_{model._meta.db_table}")
    columns = list(rows[0])
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    assignments = sql.SQL(", ").join(
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in columns if name not in key
    )
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE TEMP TABLE IF NOT EXISTS {} (LIKE {}) ON COMMIT DROP").format(stage, table))
        cursor.execute(sql.SQL("TRUNCATE {}").format(stage))
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(stage, names)) as copy:
            for row in rows:
                copy.write_row([row[name] for name in columns])
        cursor.execute(
            sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} ON CONFLICT ({}) DO UPDATE SET {}").format(
                table, names, names, stage, sql.SQL(", ").join(map(sql.Identifier, key)), assignments
            )
        )
