"""Proofs: what a run was computed from, and that computing it again gives the same bytes."""

from collections.abc import Iterable

from payroll.basis import bases_for
from payroll.checks import employees_in
from payroll.models import PayrollRun
from payroll.rules.canonical import digest, fingerprint_of
from payroll.rules.payslip import ENGINE_VERSION
from payroll.statutory import parameters_on


def input_digest_of(run: PayrollRun) -> str:
    """The digest of everything that the run's payslips would be computed from now."""
    parameters = parameters_on(run.payday)
    bases = bases_for(run, [one for one in employees_in(run) if not one.is_draft])
    return fingerprints_digest(fingerprint_of(basis, parameters, ENGINE_VERSION) for basis in bases)


def fingerprints_digest(fingerprints: Iterable[str]) -> str:
    """The digest of a run's fingerprints, whatever their order."""
    return digest(sorted(fingerprints))
