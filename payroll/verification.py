"""The proof of approved runs: what is stored is what was approved, and computing it again gives the same bytes."""

from uuid import UUID

from payroll.basis import bases_for
from payroll.checks import employees_in
from payroll.models import PayrollRun
from payroll.operations.digests import input_digest_of
from payroll.operations.stored import stored_results
from payroll.parameters import parameters_for
from payroll.rules.digests import digest_again, digest_of_digests
from payroll.rules.payslip import ENGINE_VERSION, calculate_payslip
from payroll.rules.run_states import RunState


def faults_of_approved_runs(company_id: UUID) -> list[str]:
    """Payslips and runs of the company that do not come to their stored digests, in words."""
    runs = PayrollRun.objects.filter(company_id=company_id, state=RunState.APPROVED).order_by("period")
    return [fault for run in runs for fault in [*changed_since_approval(run), *_not_reproduced(run)]]


def changed_since_approval(run: PayrollRun) -> list[str]:
    """What is stored differs from what was approved. Payslips from before there were digests are left out."""
    stored = stored_results(run)
    faults = [
        f"run {run.pk}: the payslip of {slip.employee_id} was changed"
        for slip, result in stored
        if slip.result_digest and digest_again(result, slip.engine_version) != slip.result_digest
    ]
    digests = [slip.result_digest for slip, _ in stored]
    if all(digests) and digest_of_digests(digests) != run.result_digest:
        faults.append(f"run {run.pk}: the payslips are not those that were approved")
    return faults


def _not_reproduced(run: PayrollRun) -> list[str]:
    """Computing the run again gives something else though nothing that it was computed from has changed since."""
    if input_digest_of(run, run.statutory_version) != run.input_digest:
        return []
    parameters = parameters_for(run.payday, run.statutory_version)
    bases = bases_for(run, [one for one in employees_in(run) if not one.is_draft])
    known = dict(run.payslips.values_list("employee_id", "result_digest"))
    again = {
        UUID(basis.employee_id): digest_again(calculate_payslip(basis, parameters), ENGINE_VERSION) for basis in bases
    }
    return [
        f"run {run.pk}: the payslip of {employee_id} comes out differently"
        for employee_id, digest in again.items()
        if known.get(employee_id) not in ("", digest)
    ]
