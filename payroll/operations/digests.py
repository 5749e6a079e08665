"""Proofs: what a run was computed from, and that computing it again gives the same bytes."""

from payroll.basis import bases_for
from payroll.checks import employees_in
from payroll.models import PayrollRun
from payroll.parameters import parameters_for
from payroll.rules.canonical import fingerprint_of
from payroll.rules.digests import digest_of_digests
from payroll.rules.payslip import ENGINE_VERSION
from payroll.rules.run_states import RunState

LOOKED_INTO = 200
"""Employees of a run whose page still says at once that it has to be calculated again."""


def input_digest_of(run: PayrollRun, statutory_version: int | None = None) -> str:
    """The digest of everything that the run's payslips would be computed from now, or with older statutory data."""
    parameters = parameters_for(run.payday, statutory_version)
    bases = bases_for(run, [one for one in employees_in(run) if not one.is_draft])
    return digest_of_digests(fingerprint_of(basis, parameters, ENGINE_VERSION) for basis in bases)


def is_stale(run: PayrollRun) -> bool:
    """Whether something has changed since the calculation. Not looked into for runs too large for a page to wait."""
    if run.state != RunState.CALCULATED or run.employee_count > LOOKED_INTO:
        return False
    return input_digest_of(run) != run.input_digest
