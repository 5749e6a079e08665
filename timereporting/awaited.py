"""The reports that are waited for: of those who register themselves, of time when they could."""

from collections.abc import Container, Mapping, Sequence
from uuid import UUID

from accounts.reach import Reach, registering_in
from collaborations.queries.reporting import employees_report_since
from common.periods import Month
from employment.models import Employee
from employment.rules.pay_periods import Days
from timereporting.periods import employed_in, periods_of
from timereporting.queries import IN_PAYROLL, reports_of
from timereporting.rules.report_states import ReportState


def awaited(company_id: UUID, periods: Mapping[Employee, Days], reported: Container[UUID]) -> list[Employee]:
    """Those of people who register whose reports are waited for.

    A period that ended before anybody could report needs none, unless there is one: what is registered in it is not
    paid before it is approved. A period that goes on when reporting begins needs one.
    """
    since = None
    if any(one.pk not in reported for one in periods):
        since = employees_report_since(company_id)
    return [one for one, days in periods.items() if since is None or one.pk in reported or days.last >= since]


def unapproved_for(company_id: UUID, employees: Sequence[Employee], month: Month) -> list[Employee]:
    """Employees whose period of the month is not approved though it has to be; who is not employed in it has none."""
    registering = registering_in(company_id)
    states = list(reports_of(company_id, month).values_list("employee_id", "state"))
    done = {one for one, state in states if state in IN_PAYROLL}
    left = [one for one in employees if registering.covers(one.group_id) and one.pk not in done]
    if not left:
        return []
    periods = periods_of(company_id, [one.pk for one in left], month.first, month.last)
    own = {one: periods.of(one.pk, month) for one in left}
    employed = {one: days for one, days in own.items() if one.is_employed_during(*days)}
    return awaited(company_id, employed, {one for one, _ in states})


def not_submitted_for(company_id: UUID, month: Month, reach: Reach) -> list[Employee]:
    """Those covered who register and have not said that the month's period is complete, by name.

    Those with a day to mend are not here.
    """
    states = list(reports_of(company_id, month).values_list("employee_id", "state"))
    done, registering = {one for one, state in states if state != ReportState.OPEN}, registering_in(company_id)
    left = {
        one: days
        for one, days in employed_in(company_id, month).items()
        if reach.covers(one.group_id) and registering.covers(one.group_id) and one.pk not in done
    }
    return awaited(company_id, left, {one for one, _ in states})
