"""What the payslips of a calculated run show that a person should look at."""

from uuid import UUID

from django.db.models import F, TextField
from django.db.models.functions import Cast

from common.money import ORE_IN_KRONA
from payroll.findings.case import Case
from payroll.findings.kinds import Finding, FindingKind
from payroll.models import PayrollRun, Payslip, PayslipLine
from payroll.rules.net_deductions import CUT
from payroll.rules.result import Group
from payroll.rules.run_states import RunState


def on_payslips(case: Case) -> list[Finding]:
    """Pay that tax and deductions took all of, and deductions that there was no pay for."""
    run = case.run
    if run.state != RunState.CALCULATED:
        return []
    slips = Payslip.objects.filter(run=run, taxable_pay__gt=0)
    paid_out = F("gross_pay") - F("preliminary_tax") - F("net_deductions")
    nothing = set(slips.alias(paid=paid_out).filter(paid__lt=ORE_IN_KRONA).values_list("employee_id", flat=True))
    cut = _with_cut(run)
    return [
        Finding(FindingKind.DEDUCTION_CUT if one.pk in cut else FindingKind.NOTHING_LEFT, one)
        for one in case.people.values()
        if one.pk in nothing | cut
    ]


def _with_cut(run: PayrollRun) -> set[UUID]:
    lines = PayslipLine.objects.filter(run=run, group=Group.DEDUCTION).alias(said=Cast("explanation", TextField()))
    return set(lines.filter(said__contains=CUT).order_by().values_list("employee_id", flat=True))
