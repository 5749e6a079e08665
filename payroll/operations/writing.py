"""Writing a chunk of results set-wise: delete what was, insert from arrays.

The number of statements does not depend on the number of employees; see docs/adr/0009.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, models
from psycopg import sql

from payroll.models import JournalLine, PayrollRun, Payslip, PayslipLine
from payroll.rules.basis import PayslipBasis
from payroll.rules.canonical import canonical_text
from payroll.rules.digests import payslip_digest
from payroll.rules.journal import JournalLine as Entry
from payroll.rules.packing import PackedPayslip, figure_key, packed_payslip
from payroll.rules.payslip import ENGINE_VERSION
from payroll.rules.result import PayslipResult
from payroll.rules.vacation import days_left_after
from payroll.statutory import Figure
from timereporting.comp import comp_balances

COMP_BALANCES = """
UPDATE payroll_payslip slip SET comp_minutes = given.minutes
  FROM unnest(%s::uuid[], %s::integer[]) AS given (employee_id, minutes)
 WHERE slip.company_id = %s AND slip.run_id = %s AND slip.employee_id = given.employee_id
"""
TEXTS = ("jsonb", "uuid")
# In the statement of the rows that cite them, which thus costs no more; by key, so that nobody waits for each other.
CITED = """
WITH cited AS (
  INSERT INTO payroll_citedfigure (key, figure) SELECT unnest(%b::text[]), unnest(%b::text[])::jsonb
  ON CONFLICT DO NOTHING)
"""


def write_results(run: PayrollRun, computed: Sequence[tuple[PayslipBasis, str, PayslipResult]]) -> list[str]:
    """Store payslips and lines of some employees of a run; rows of an earlier calculation are replaced.

    `computed` has for each employee the basis, the pay form, and the result. Returns the digests of the results.
    """
    payslips, lines, digests = [], [], []
    cited: set[Figure] = set()
    for basis, pay_form, result in computed:
        packed = packed_payslip(result)
        digests.append(payslip_digest(result, packed))
        payslips.append(_payslip_row(basis, pay_form, result, packed, digests[-1]))
        own = {"employee_id": result.employee_id}
        lines += [{**own, "position": at, **line} for at, line in enumerate(packed.lines, start=1)]
        cited |= _cited_in(result)
    if run.calculation > 1:
        _delete_of(run, [result.employee_id for _, _, result in computed])
    key = {"company_id": run.company_id, "run_id": run.pk}
    same = {"period": run.period, "payday": run.payday, "engine_version": ENGINE_VERSION, "approved_at": None}
    _insert(Payslip, key | same, payslips)
    _insert(PayslipLine, key, lines, sorted((figure_key(one), canonical_text(one)) for one in cited))
    return digests


def write_journal(run: PayrollRun, entries: Iterable[Entry]) -> None:
    """Replace the run's journal."""
    if run.calculation > 1:
        JournalLine.objects.filter(run=run).delete()
    _insert(JournalLine, {"company_id": run.company_id, "run_id": run.pk}, [vars(entry) for entry in entries])


def write_comp_balances(run: PayrollRun, employees: Sequence[UUID]) -> None:
    """Note on the payslips of a run the comp balance after the deviations that they pay, of those who have one."""
    found = comp_balances(run.company_id, employees, run.deviation_last)
    if found:
        with connection.cursor() as cursor:
            cursor.execute(COMP_BALANCES, [list(found), list(found.values()), run.company_id, run.pk])


def remove_surplus(run: PayrollRun) -> None:
    """Remove payslips of people who were in an earlier calculation but are not in this one."""
    with connection.cursor() as cursor:
        for table in ("payroll_payslipline", "payroll_payslip"):
            cursor.execute(
                sql.SQL(
                    "DELETE FROM {} WHERE company_id = %s AND run_id = %s AND employee_id NOT IN ("
                    "SELECT jsonb_array_elements_text(employee_ids)::uuid FROM payroll_payrollrunchunk"
                    " WHERE company_id = %s AND run_id = %s)"
                ).format(sql.Identifier(table)),
                [run.company_id, run.pk] * 2,
            )


def _payslip_row(
    basis: PayslipBasis, pay_form: str, result: PayslipResult, packed: PackedPayslip, result_digest: str
) -> dict[str, Any]:
    past = basis.year_to_date
    return {
        "employee_id": result.employee_id,
        "pay_form": pay_form,
        "gross_pay": result.gross_pay,
        "taxable_pay": result.taxable_pay,
        "preliminary_tax": result.preliminary_tax,
        "benefits": result.benefits,
        "net_deductions": result.net_deductions,
        "reimbursements": result.reimbursements,
        "net_pay": result.net_pay,
        "contribution_cost": result.contribution_cost,
        "employer_premiums": result.employer_premiums,
        "contributions": packed.contributions,
        "shares": packed.shares,
        "year_gross": past.gross_pay + result.gross_pay,
        "year_tax": past.preliminary_tax + result.preliminary_tax,
        "year_net": past.net_pay + result.net_pay,
        "vacation_days_taken": result.vacation_days_taken,
        "vacation_days_before_turn": result.vacation_days_before_turn,
        "vacation_days_left": days_left_after(basis),
        "sick_state": packed.sick_state,
        "fingerprint": bytes.fromhex(result.fingerprint),
        "result_digest": bytes.fromhex(result_digest),
    }


def _cited_in(result: PayslipResult) -> set[Figure]:
    explanations = [*(one.explanation for one in result.lines), *(one.explanation for one in result.contributions)]
    return {figure for one in explanations for figure in one.figures}


def _delete_of(run: PayrollRun, employee_ids: Sequence[str]) -> None:
    for model in (PayslipLine, Payslip):
        model.objects.filter(run=run, employee_id__in=list(employee_ids)).delete()


def _insert(
    model: type[models.Model],
    shared: Mapping[str, Any],
    rows: Sequence[dict[str, Any]],
    cited: Sequence[tuple[str, str]] = (),
) -> None:
    """Insert rows with one statement, whose parameters are the columns as binary arrays.

    As quick as COPY into a stage table for hundreds of rows and twice as quick for a few, without making a table. What
    is the same in all rows, as `shared` is, is sent once. `cited` are figures that the rows name, by key and as JSON.
    """
    if not rows:
        return
    kinds = {field.column: str(field.db_type(connection)) for field in model._meta.concrete_fields}
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    once = {**shared, **{name: values[0] for name, values in columns.items() if _is_even(values)}}
    many = {name: values for name, values in columns.items() if name not in once}
    statement = sql.SQL("{before} INSERT INTO {table} ({names}) SELECT {values}").format(
        before=sql.SQL(CITED if cited else ""),
        table=sql.Identifier(model._meta.db_table),
        names=sql.SQL(", ").join(map(sql.Identifier, (*once, *many))),
        values=sql.SQL(", ").join(
            [
                *(_taken("%b::{}", kinds[name]) for name in once),
                *(_taken("unnest(%b::{}[])", kinds[name]) for name in many),
            ]
        ),
    )
    connection.ensure_connection()
    # A cursor of the driver's own kind: Django's would write the arrays into the text of the statement.
    with connection.make_cursor(psycopg.Cursor(connection.connection)) as cursor:  # type: ignore[arg-type]
        figures = [list(column) for column in zip(*cited, strict=True)]
        cursor.execute(statement, [*figures, *once.values(), *many.values()])


def _is_even(values: list[Any]) -> bool:
    """Whether several rows have one value."""
    return len(values) > 1 and values.count(values[0]) == len(values)


def _taken(sent: str, kind: str) -> sql.Composable:
    """JSON and ids are sent as the texts that they are; what is too long for its column is refused, not cut off."""
    if kind.startswith("varchar"):
        return sql.SQL(sent.format("text"))
    return sql.SQL(f"{sent.format('text')}::{kind}" if kind in TEXTS else sent.format(kind))
