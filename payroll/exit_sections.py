"""What payroll puts into the exit bundle: finished runs, their payslips as data and as PDF, and the journal."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts import exit_sections
from accounts.exit_sections import Documents, NotTaken, Table
from payroll.citations import with_figures, with_figures_of_contributions
from payroll.models import (
    JournalLine,
    OpeningBalance,
    OwnAccount,
    PayItem,
    PayLine,
    PayrollRun,
    PayrollRunChunk,
    Payslip,
    PayslipLine,
    VacationEntry,
    VacationPosting,
    VacationRuleChoice,
    VacationTerms,
    VacationYearClose,
)
from payroll.payslip_pdf import pdf_of
from payroll.queries import lines_of
from payroll.rules.run_states import RunState
from payroll.verification import changed_since_approval

FINISHED = (RunState.APPROVED, RunState.DISCARDED)
A_PART = 100
SUMMED = ("gross_pay", "preliminary_tax", "net_pay", "contribution_cost")


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


def insert_runs(runs: list[PayrollRun]) -> None:
    """Every run begins as a draft; a discarded one leaves the month to another at once."""
    for run in runs:
        state, period = run.state, run.period
        run.state = RunState.DRAFT
        if state == RunState.DISCARDED:
            run.period = date.min
        run.save_base(raw=True, force_insert=True)
        if state == RunState.DISCARDED:
            PayrollRun.objects.filter(pk=run.pk).update(state=state, period=period)


def freeze(company_id: UUID) -> None:
    """What was approved elsewhere is approved here, when it is what was approved. Raises NotTaken."""
    for run in PayrollRun.objects.filter(company_id=company_id, state=RunState.DRAFT):
        _refuse_changed(run)
        slips = Payslip.objects.filter(run=run).order_by("employee_id")
        named = [str(one) for one in slips.values_list("employee_id", flat=True)]
        PayrollRunChunk.objects.create(
            company_id=company_id, run=run, number=0, employee_ids=named, done_at=run.calculated_at
        )
        run.state = RunState.APPROVED
        run.save(update_fields=["state"])


def _refuse_changed(run: PayrollRun) -> None:
    """Payslips come to the digests that were approved, and run and journal to the payslips. Raises NotTaken."""
    try:
        is_changed = bool(changed_since_approval(run))
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise NotTaken("payroll/payslip_lines.jsonl") from error
    slips = list(Payslip.objects.filter(run=run).values_list(*SUMMED))
    sums = [sum(column) for column in zip(*slips, strict=True)] or [0] * len(SUMMED)
    stated = [run.employee_count, *(getattr(run, name) for name in SUMMED)]
    if is_changed or stated != [len(slips), *sums]:
        raise NotTaken("payroll/payslips.jsonl")
    journal = list(JournalLine.objects.filter(run=run).values_list("account", "amount"))
    paid = sum(amount for account, amount in journal if account == run.net_account)
    if sum(amount for _, amount in journal) or paid != -run.net_pay:
        raise NotTaken("payroll/journal.jsonl")


OF_FINISHED = Q(run__state__in=FINISHED)
SECTIONS = (
    Table(
        "payroll/runs.jsonl",
        PayrollRun,
        ["period", "created_at", "id"],
        _("Approved and discarded payroll runs with their totals. Unfinished runs are work, not history."),
        only=Q(state__in=FINISHED),
        insert=insert_runs,
        finish=freeze,
    ),
    Table(
        "payroll/payslips.jsonl",
        Payslip,
        ["period", "run_id", "employee__number", "employee_id"],
        _("Payslips: sums, employer contributions, sums of the year, vacation days."),
        only=OF_FINISHED,
        told=with_figures_of_contributions,
    ),
    Table(
        "payroll/payslip_lines.jsonl",
        PayslipLine,
        ["run__period", "run_id", "employee__number", "employee_id", "position"],
        _("The lines of the payslips: quantity times rate, and why: inputs, formula, figures of the law, sources."),
        only=OF_FINISHED,
        told=with_figures,
    ),
    Table(
        "payroll/accounts.jsonl",
        OwnAccount,
        ["standard"],
        _("Where the company posts on another account than the standard one of BAS."),
    ),
    Table(
        "payroll/pay_items.jsonl",
        PayItem,
        ["created_at", "id"],
        _("The company's own pay items: copies of the standard ones under another name and account."),
    ),
    Table(
        "payroll/opening_balances.jsonl",
        OpeningBalance,
        ["year", "employee__number"],
        _("What was paid in a year before the company's payroll came here: pay, benefits, tax, net."),
    ),
    Table(
        "payroll/pay_lines.jsonl",
        PayLine,
        ["employee__number", "starts_on", "id"],
        _("What is on the employees' payslips besides the pay: benefits, additions, deductions, with months."),
    ),
    Table(
        "payroll/journal.jsonl",
        JournalLine,
        ["run__period", "run_id", "account", "cost_centre", "project"],
        _("The journal of each run by account, cost centre and project. Debit is positive, credit negative."),
        only=OF_FINISHED,
    ),
    Table(
        "payroll/vacation_terms.jsonl",
        VacationTerms,
        ["starts_on", "id"],
        _("What vacation follows from a date: year, days, and the pay of a day. Rates are shares."),
    ),
    Table(
        "payroll/vacation_rules.jsonl",
        VacationRuleChoice,
        ["starts_on", "employee__number", "id"],
        _("The rule that an employee's vacation pay follows from a date, where one was chosen; empty ends a choice."),
    ),
    Table(
        "payroll/vacation_closes.jsonl",
        VacationYearClose,
        ["year", "closed_at", "id"],
        _("Vacation years that were closed, and closings that were undone."),
    ),
    Table(
        "payroll/vacation_account.jsonl",
        VacationEntry,
        ["created_at", "employee__number", "id"],
        _("The account of vacation days: what came and went, of which kind, and why. Balances are the sums."),
    ),
    Table(
        "payroll/vacation_postings.jsonl",
        VacationPosting,
        ["month", "posted_at", "id"],
        _("The vacation liability at the end of a month, employee by employee, and the posting of its change."),
    ),
    Documents("payroll/payslips_pdf", _("Each approved payslip on paper, one folder a month."), parts, files),
)
"""What a bundle has of this app; what points to what decides the order in which it is taken in."""


def register_all() -> None:
    """Called once, when the app is ready."""
    exit_sections.register(*SECTIONS)
