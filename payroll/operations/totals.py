"""The sums of a run, made in the database however many payslips there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from payroll.account_queries import accounts_of
from payroll.models import PayrollRun, Payslip
from payroll.rules.accounts import Accounts
from payroll.rules.basis import PayForm
from payroll.rules.result import Contribution, Explanation, Group, PayslipResult, SickState, Unit
from payroll.rules.result import PayslipLine as Line

SUMMED = Explanation(rule="sum", formula="")
# Nothing is joined: a table that was empty a moment ago has no statistics to join by.
LINES = """
SELECT pay_item, "group", account, sum(amount) FROM payroll_payslipline
 WHERE company_id = %s AND run_id = %s AND employee_id = ANY(%s) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
CONTRIBUTIONS = """
SELECT slip.pay_form, one->>0, one->>1, sum((one->>2)::bigint), sum((one->>3)::bigint)
  FROM payroll_payslip slip CROSS JOIN LATERAL json_array_elements(slip.contributions::json) one
 WHERE slip.company_id = %s AND slip.run_id = %s GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


class Outcome(NamedTuple):
    """What a run came to: results for the journal and the totals, whose they are, and the proofs of every payslip."""

    results: Sequence[tuple[PayForm, PayslipResult]]
    accounts: Accounts
    employees: Sequence[UUID]
    fingerprints: Sequence[str]
    digests: Sequence[str]


def stored_outcome(run: PayrollRun) -> Outcome:
    """The outcome of all chunks; its results are one for each pay form, with the sums of all.

    The journal of the sums is the journal of them all together.
    """
    paid_in: dict[str, list[UUID]] = defaultdict(list)
    fingerprints, digests = [], []
    proofs = Payslip.objects.filter(run=run).values_list("employee_id", "pay_form", "fingerprint", "result_digest")
    for employee_id, form, fingerprint, digest in proofs:
        paid_in[form].append(employee_id)
        fingerprints.append(fingerprint)
        digests.append(digest)
    employees = [one for ids in paid_in.values() for one in ids]
    return Outcome(_sums(run, paid_in), accounts_of(run.company_id), employees, fingerprints, digests)


def _sums(run: PayrollRun, employees: Mapping[str, Sequence[UUID]]) -> list[tuple[PayForm, PayslipResult]]:
    slips = Payslip.objects.filter(run=run).values("pay_form").order_by("pay_form")
    rows = slips.annotate(
        gross=Sum("gross_pay"), tax=Sum("preliminary_tax"), net=Sum("net_pay"), premiums=Sum("employer_premiums")
    )
    contributions = contributions_of_run(run)
    return [
        (
            PayForm(row["pay_form"]),
            PayslipResult(
                employee_id="",
                lines=_lines(run, employees[row["pay_form"]]),
                gross_pay=int(row["gross"]),
                taxable_pay=int(row["gross"]),
                preliminary_tax=int(row["tax"]),
                net_pay=int(row["net"]),
                contributions=tuple(contributions[row["pay_form"]]),
                vacation_days_taken=Decimal(0),
                sick_state=SickState(None, 0, 0, (), 0),
                employer_premiums=int(row["premiums"]),
            ),
        )
        for row in rows
    ]


def _lines(run: PayrollRun, employees: Sequence[UUID]) -> tuple[Line, ...]:
    with connection.cursor() as cursor:
        cursor.execute(LINES, [run.company_id, run.pk, list(employees)])
        return tuple(
            Line(item, Group(group), Decimal(0), Unit.NONE, Decimal(0), int(amount), SUMMED, account=account)
            for item, group, account, amount in cursor.fetchall()
        )


def contributions_of_run(run: PayrollRun) -> dict[str, list[Contribution]]:
    """By pay form the employer contributions of each group and rate, added up."""
    found: dict[str, list[Contribution]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(CONTRIBUTIONS, [run.company_id, run.pk])
        for form, group, rate, basis, amount in cursor.fetchall():
            found[form].append(Contribution(group, Decimal(rate), int(basis), int(amount), SUMMED))
    return found
