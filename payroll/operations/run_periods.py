"""Open runs go with the company's periods; what is calculated has to be calculated again."""

from uuid import UUID

from common.periods import Month
from employment.queries import payroll_settings_of
from payroll.deviations import days_of_run
from payroll.models import PayrollRun
from payroll.rules.run_states import OPEN_STATES


def follow(company_id: UUID, _since: Month | None) -> None:
    """Give the open runs the days that they pay deviations of by the settings; approved runs keep theirs."""
    settings = payroll_settings_of(company_id)
    runs = PayrollRun.objects.filter(company_id=company_id, state__in=[one.value for one in OPEN_STATES])
    for run in runs.select_for_update(of=("self",), no_key=True).order_by("period"):
        run.deviation_first, run.deviation_last = days_of_run(company_id, run.month, settings)
        run.save(update_fields=["deviation_first", "deviation_last"])
