"""How far a company's days are paid for, as employment asks."""

from uuid import UUID

from django.db.models import Max

from common.periods import Month
from employment.paid_days import PaidDays
from payroll.models import PayrollRun
from payroll.operations.runs import hold_open_runs
from payroll.rules.run_states import RunState


def paid_days_of(company_id: UUID, *, holds: bool) -> PaidDays:
    """The last day of deviations and the latest month that are approved; held once an approval under way is done."""
    if holds:
        hold_open_runs(company_id)
    runs = PayrollRun.objects.filter(company_id=company_id, state=RunState.APPROVED)
    found = runs.aggregate(until=Max("deviation_last"), period=Max("period"))
    return PaidDays(found["until"], Month.of(found["period"]) if found["period"] else None)
