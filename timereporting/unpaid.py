"""Reads of time that no payroll run has closed."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, Min, QuerySet, Sum

from employment.rules.pay_periods import Days
from timereporting.models import TimeEntry, TimeReport
from timereporting.rules.report_states import ReportState

CLOSED = (ReportState.IMPORTED, ReportState.LOCKED)


class OpenTime(NamedTuple):
    """Registrations of an employee that can still be changed: how long, and of which days."""

    employee_id: UUID
    minutes: int
    first: date
    last: date


def open_time_of(company_id: UUID, employee_ids: Iterable[UUID], days: Days) -> list[OpenTime]:
    """What is registered on the days in reports that no run has taken in: one query."""
    rows = TimeEntry.objects.filter(
        company_id=company_id, employee_id__in=list(employee_ids), worked_on__range=days, struck_at__isnull=True
    )
    sums = rows.exclude(report__state__in=CLOSED).order_by().values_list("employee_id")
    found = sums.annotate(minutes=Sum("minutes"), first=Min("worked_on"), last=Max("worked_on"))
    return [OpenTime(*row) for row in found]


def reports_touching(
    company_id: UUID, employee_ids: Iterable[UUID], days: Days, state: ReportState
) -> QuerySet[TimeReport]:
    """Reports in a state that have any of the days in them."""
    return TimeReport.objects.filter(
        company_id=company_id,
        employee_id__in=list(employee_ids),
        state=state,
        starts_on__lte=days.last,
        ends_on__gte=days.first,
    )
