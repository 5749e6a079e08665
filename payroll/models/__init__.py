"""Models, one a file."""

from payroll.models.cited_figure import CitedFigure
from payroll.models.journal_line import JournalLine
from payroll.models.opening_balance import OpeningBalance
from payroll.models.own_account import OwnAccount
from payroll.models.pay_item import PayItem
from payroll.models.pay_line import PayLine
from payroll.models.payroll_run import PayrollRun, RunKind, RunOrigin
from payroll.models.payroll_run_chunk import PayrollRunChunk
from payroll.models.payslip import Payslip
from payroll.models.payslip_line import PayslipLine
from payroll.models.statutory_entry import EntryKind, StatutoryEntry
from payroll.models.statutory_table import StatutoryTable
from payroll.models.vacation_entry import VacationEntry
from payroll.models.vacation_posting import VacationPosting
from payroll.models.vacation_rule_choice import VacationRuleChoice
from payroll.models.vacation_terms import VacationTerms
from payroll.models.vacation_year_close import VacationYearClose

__all__ = [
    "CitedFigure",
    "EntryKind",
    "JournalLine",
    "OpeningBalance",
    "OwnAccount",
    "PayItem",
    "PayLine",
    "PayrollRun",
    "PayrollRunChunk",
    "Payslip",
    "PayslipLine",
    "RunKind",
    "RunOrigin",
    "StatutoryEntry",
    "StatutoryTable",
    "VacationEntry",
    "VacationPosting",
    "VacationRuleChoice",
    "VacationTerms",
    "VacationYearClose",
]
