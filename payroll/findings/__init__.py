"""What does not stop a run and still has to be known before it is paid: warnings and notices (ADR 0037)."""

from collections.abc import Sequence
from uuid import UUID

from employment.models import Employee
from payroll.checks import employees_in
from payroll.findings.case import case_of
from payroll.findings.changes import changed_after_payment
from payroll.findings.clock_times import without_clock_times
from payroll.findings.days import days_to_come
from payroll.findings.hours import (
    away_all_days,
    freed_after_attestation,
    hourly_without_hours,
    left_behind,
    not_attested,
)
from payroll.findings.kinds import Finding, FindingKind, digest_of_warnings
from payroll.findings.logins import without_login
from payroll.findings.payslips import on_payslips
from payroll.findings.people import first_salaries, last_salaries, paid_twice_in_month, without_opening
from payroll.findings.tax_columns import columns_of_another_age
from payroll.findings.vacation import unpaid_vacation
from payroll.models import PayrollRun

ORDER = list(FindingKind)
SEARCHES = (
    days_to_come,
    changed_after_payment,
    on_payslips,
    columns_of_another_age,
    without_clock_times,
    hourly_without_hours,
    away_all_days,
    left_behind,
    not_attested,
    freed_after_attestation,
    first_salaries,
    unpaid_vacation,
    last_salaries,
    paid_twice_in_month,
    without_opening,
    without_login,
)


def findings_of(run: PayrollRun, employees: Sequence[Employee]) -> list[Finding]:
    """Everything that is found about an open run, warnings first; a constant number of queries."""
    case = case_of(run, employees)
    found = [one for search in SEARCHES for one in search(case)]
    return sorted(found, key=lambda one: (not one.is_warning, ORDER.index(one.kind)))


def warnings_to_see(run_id: UUID) -> str:
    """What stands for having seen the warnings that there are now."""
    run = PayrollRun.objects.get(pk=run_id)
    return digest_of_warnings(findings_of(run, employees_in(run)))
