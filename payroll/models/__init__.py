"""Models, one a file."""

from payroll.models.journal_line import JournalLine
from payroll.models.payroll_run import PayrollRun, RunKind, RunOrigin
from payroll.models.payroll_run_chunk import PayrollRunChunk
from payroll.models.payslip import Payslip
from payroll.models.payslip_line import PayslipLine

__all__ = ["JournalLine", "PayrollRun", "PayrollRunChunk", "Payslip", "PayslipLine", "RunKind", "RunOrigin"]
