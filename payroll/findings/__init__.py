"""What does not stop a run and still has to be known before it is paid: warnings and notices (ADR 0037)."""

from collections.abc import Sequence
from uuid import UUID

from employment.models import Employee
from payroll.checks import employees_in
from payroll.findings.changes import changed_after_payment
from payroll.findings.kinds import Finding, FindingKind, digest_of_warnings
from payroll.findings.payslips import on_payslips
from payroll.findings.time import without_clock_times
from payroll.models import PayrollRun

ORDER = list(FindingKind)


def findings_of(run: PayrollRun, employees: Sequence[Employee]) -> list[Finding]:
    """Everything that is found about an open run, warnings first; a constant number of queries."""
    found = [
        *changed_after_payment(run),
        *on_payslips(run),
        *without_clock_times(run, employees),
    ]
    return sorted(found, key=lambda one: (not one.is_warning, ORDER.index(one.kind)))


def warnings_to_see(run_id: UUID) -> str:
    """What stands for having seen the warnings that there are now."""
    run = PayrollRun.objects.get(pk=run_id)
    return digest_of_warnings(findings_of(run, employees_in(run)))
