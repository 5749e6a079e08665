"""Open runs go with the company's periods; what is calculated has to be calculated again."""

from uuid import UUID

from common.periods import Month
from employment.queries import payroll_settings_of
from payroll.models import PayrollRun
from payroll.rules.run_states import OPEN_STATES
from payroll.run_dates import DAYS, run_before, set_days


def follow(company_id: UUID, _since: Month | None) -> None:
    """Give the open runs the days that they pay by the settings; approved runs keep theirs."""
    settings = payroll_settings_of(company_id)
    runs = PayrollRun.objects.filter(company_id=company_id, state__in=[one.value for one in OPEN_STATES])
    for run in runs.select_for_update(of=("self",), no_key=True).order_by("period"):
        set_days(run, settings, run_before(company_id, run.month))
        run.save(update_fields=DAYS)
