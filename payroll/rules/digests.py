"""Digests of what was computed: of a payslip as it is stored, and of a run."""

from collections.abc import Iterable

from payroll.rules.canonical import canonical_text, digest, without
from payroll.rules.packing import PackedPayslip, packed_payslip
from payroll.rules.result import PayslipResult

PACKED_SINCE = 9
"""The version of the rules whose payslips are digested as they are stored, see docs/adr/0042."""
LATER_IN_RESULTS = (
    *("benefits", "net_deductions", "reimbursements", "employer_premiums", "shares"),
    "vacation_days_before_turn",
)
LATER_IN_LINES = ("label", "account", "cost_centre", "project")


def payslip_digest(result: PayslipResult, packed: PackedPayslip) -> str:
    """The digest of one result, with what is packed of it as `packed_payslip` gives it."""
    return digest({**vars(result), **packed._asdict()})


def digest_again(result: PayslipResult, engine_version: int) -> str:
    """The digest of a payslip that was computed by a version of the rules."""
    if engine_version >= PACKED_SINCE:
        return payslip_digest(result, packed_payslip(result))
    lines = [
        {**without(LATER_IN_LINES, vars(line)), "explanation": canonical_text(line.explanation)}
        for line in result.lines
    ]
    return digest({**without(LATER_IN_RESULTS, vars(result)), "lines": lines})


def result_digest(results: Iterable[PayslipResult]) -> str:
    """The digest of a run's results, whatever order they came in."""
    return digest_of_digests(payslip_digest(result, packed_payslip(result)) for result in results)


def digest_of_digests(digests: Iterable[str]) -> str:
    """One digest for many, whatever their order."""
    return digest(sorted(digests))
