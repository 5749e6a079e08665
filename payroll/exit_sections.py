"""What payroll puts into the exit bundle: finished runs, their payslips as data and as PDF, and the journal."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts import exit_sections
from accounts.exit_sections import Documents, Table
from payroll.models import JournalLine, PayrollRun, Payslip, PayslipLine
from payroll.payslip_pdf import pdf_of
from payroll.queries import lines_of
from payroll.rules.run_states import RunState

FINISHED = (RunState.APPROVED, RunState.DISCARDED)
A_PART = 100


def parts(company_id: UUID) -> list[str]:
    """A part is some payslips of one approved run."""
    runs = PayrollRun.objects.filter(company_id=company_id, state=RunState.APPROVED).order_by("period", "id")
    counted = ((run, Payslip.objects.filter(run=run).count()) for run in runs)
    return [f"{run.pk}:{start}" for run, number in counted for start in range(0, number, A_PART)]


def files(company_id: UUID, part: str) -> Iterator[tuple[str, bytes]]:
    """The payslips of a part on paper, in Swedish."""
    run_id, _colon, start = part.partition(":")
    slips = Payslip.objects.filter(company_id=company_id, run_id=UUID(run_id)).select_related("employee", "company")
    for slip in slips.order_by("employee__number", "employee_id")[int(start) : int(start) + A_PART]:
        with translation.override("sv"):
            content = pdf_of(slip, lines_of(slip))
        who = f"{slip.employee.number:05}-{slugify(slip.employee.full_name)}"
        yield f"payroll/payslips_pdf/{slip.period:%Y-%m}/{who}-{slip.run_id.hex[-8:]}.pdf", content


def register_all() -> None:
    """Called once, when the app is ready."""
    of_finished = Q(run__state__in=FINISHED)
    exit_sections.register(
        Table(
            "payroll/runs.jsonl",
            PayrollRun,
            ["period", "created_at", "id"],
            _("Approved and discarded payroll runs with their totals. Unfinished runs are work, not history."),
            only=Q(state__in=FINISHED),
        ),
        Table(
            "payroll/payslips.jsonl",
            Payslip,
            ["period", "run_id", "employee__number", "employee_id"],
            _("Payslips: sums, employer contributions, sums of the year, vacation days."),
            only=of_finished,
        ),
        Table(
            "payroll/payslip_lines.jsonl",
            PayslipLine,
            ["run__period", "run_id", "employee__number", "employee_id", "position"],
            _("The lines of the payslips: quantity times rate, and why: inputs, formula, figures of the law, sources."),
            only=of_finished,
        ),
        Table(
            "payroll/journal.jsonl",
            JournalLine,
            ["run__period", "run_id", "account"],
            _("The journal of each run by account. Debit is positive, credit negative."),
            only=of_finished,
        ),
        Documents("payroll/payslips_pdf", _("Each approved payslip on paper, one folder a month."), parts, files),
    )
