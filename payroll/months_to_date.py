"""What employees were paid before in the month of a payday, read in bulk, where a month has more than one payday."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from common.money import Ore
from common.periods import Month
from payroll.models import PayrollRun, Payslip, PayslipLine
from payroll.operations.stored import contributions_of, explanation_of
from payroll.rules.month_to_date import EarlierPayslip, MonthToDate, month_to_date
from payroll.rules.result import Explanation, Group


def months_to_date(run: PayrollRun, history: Mapping[UUID, Sequence[Payslip]]) -> dict[UUID, MonthToDate]:
    """Of those who have earlier payslips with payday in the run's month: nothing is read where nobody has any."""
    month = Month.of(run.payday)
    of_month = [slip for slips in history.values() for slip in slips if Month.of(slip.payday) == month]
    if not of_month:
        return {}
    ids, runs = {slip.employee_id for slip in of_month}, {slip.run_id for slip in of_month}
    taxes: dict[tuple[UUID, UUID], list[tuple[Explanation, Ore]]] = defaultdict(list)
    own = {"company_id": run.company_id, "run_id__in": runs, "employee_id__in": ids}
    lines = PayslipLine.objects.filter(group=Group.TAX, **own)
    for run_id, employee_id, data, amount in lines.values_list("run_id", "employee_id", "explanation", "amount"):
        taxes[run_id, employee_id].append((explanation_of(data), -amount))
    found: dict[UUID, list[EarlierPayslip]] = defaultdict(list)
    for slip in Payslip.objects.filter(**own).only("taxable_pay", "contributions"):
        of_slip = taxes[slip.run_id, slip.employee_id]
        found[slip.employee_id].append(EarlierPayslip(slip.taxable_pay, contributions_of(slip), of_slip))
    return {one: month_to_date(slips) for one, slips in found.items()}


def bases_before(slip: Payslip) -> list[tuple[str, Ore]]:
    """What contributions of earlier payslips in the month of a payslip's payday were paid on, by group."""
    month = Month.of(slip.payday)
    earlier = Payslip.objects.filter(
        company_id=slip.company_id,
        employee_id=slip.employee_id,
        approved_at__isnull=False,
        payday__range=(month.first, month.last),
        period__lt=slip.period,
    )
    rows = earlier.values_list("contributions", flat=True)
    return [(one["group"], one["basis"]) for contributions in rows for one in contributions]
