"""Time reports go with the company's cut-off day: those that nobody has handed in get the days of the new periods."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max

from common.periods import Month
from timereporting.models import ReturnedDay, TimeEntry, TimeReport
from timereporting.operations.registrations import locked_report
from timereporting.periods import Periods, periods_of
from timereporting.rules.report_states import ReportState

NOT_HANDED_IN = (ReportState.OPEN, ReportState.RETURNED)
EVER = date(2000, 1, 1)


def free_from(company_id: UUID) -> Month | None:
    """The month after the last that anybody has handed in time of; None when nobody has."""
    handed_in = TimeReport.objects.filter(company_id=company_id).exclude(state__in=NOT_HANDED_IN)
    last = handed_in.aggregate(last=Max("ends_on"))["last"]
    return None if last is None else Month.of(last).next


def follow(company_id: UUID, since: Month | None) -> None:
    """Give the reports of periods from a month on the days that they have by now, and each day's rows its report."""
    reports = TimeReport.objects.filter(
        company_id=company_id, state__in=NOT_HANDED_IN, ends_on__gte=since.first if since else EVER
    )
    found = list(reports.select_for_update(of=("self",)).order_by("ends_on", "pk"))
    if not found:
        return
    ids = {one.employee_id for one in found}
    periods = periods_of(company_id, ids, found[0].starts_on, found[-1].ends_on)
    moved = [one for one in found if (one.starts_on, one.ends_on) != periods.of(one.employee_id, one.month)]
    for report in _without_overlap(moved, periods):
        report.starts_on, report.ends_on = periods.of(report.employee_id, report.month)
        report.save(update_fields=["starts_on", "ends_on"])
    _move_rows(moved, periods)


def _without_overlap(reports: list[TimeReport], periods: Periods) -> Iterable[TimeReport]:
    """In the order in which none comes to lie over its neighbour: the last first where periods end later."""
    is_later = any(periods.of(one.employee_id, one.month).last > one.ends_on for one in reports)
    return reversed(reports) if is_later else reports


def _move_rows(reports: list[TimeReport], periods: Periods) -> None:
    """Let registrations and days that were sent back go with their days."""
    for report in reports:
        rows = TimeEntry.objects.filter(report=report, struck_at__isnull=True).select_related("employee")
        for entry in rows.exclude(worked_on__range=(report.starts_on, report.ends_on)).order_by("worked_on"):
            home = locked_report(entry.employee, entry.worked_on, periods)
            TimeEntry.objects.filter(pk=entry.pk).update(report=home)
        days = ReturnedDay.objects.filter(report=report, resolved_at__isnull=True).select_related("employee")
        for row in days.exclude(day__range=(report.starts_on, report.ends_on)):
            ReturnedDay.objects.filter(pk=row.pk).update(report=locked_report(row.employee, row.day, periods))
