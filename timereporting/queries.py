"""Reads of schedules, registrations and reports, in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from accounts.permissions import TimeMode
from accounts.queries import arrangement_of
from common.periods import Month
from common.red_days import red_days
from employment.models import Employee
from employment.queries import employed_during, employment_terms_during
from timereporting.models import ReturnedDay, ScheduleAssignment, TimeEntry, TimeReport, WorkSchedule, WorkScheduleDay
from timereporting.rules.findings import Entry, Finding, findings
from timereporting.rules.quick_choices import QuickChoice
from timereporting.rules.report_states import ReportState
from timereporting.rules.schedules import Assigned, planned_minutes, weekly_minutes

IN_PAYROLL = (ReportState.APPROVED, ReportState.IMPORTED, ReportState.LOCKED)


@dataclass(frozen=True)
class Schedules:
    """What is planned for some employees over a period."""

    planned: dict[UUID, dict[date, int]]
    weekly: dict[UUID, int]


@dataclass(frozen=True)
class ReportView:
    """A report with what an attestor needs to judge it."""

    report: TimeReport
    employee: Employee
    entries: list[TimeEntry]
    findings: list[Finding]
    returned: list[ReturnedDay]
    minutes: int


def employees_register(company_id: UUID) -> bool:
    """Whether the company's employees register themselves and attestors approve."""
    arrangement = arrangement_of(company_id)
    return arrangement is not None and arrangement.time_mode == TimeMode.EMPLOYEES_REGISTER


def schedules_of(company_id: UUID) -> QuerySet[WorkSchedule]:
    """A company's schedules with their days."""
    days = WorkScheduleDay.objects.order_by("weekday")
    return WorkSchedule.objects.filter(company_id=company_id).prefetch_related(Prefetch("days", days)).order_by("name")


def assignments_of(employee_ids: Iterable[UUID]) -> dict[UUID, list[Assigned]]:
    """The schedules in force for employees, as the rules see them: two queries."""
    rows = list(ScheduleAssignment.objects.filter(employee_id__in=list(employee_ids)).order_by("starts_on"))
    minutes: dict[UUID, dict[int, int]] = defaultdict(dict)
    for day in WorkScheduleDay.objects.filter(schedule_id__in={row.schedule_id for row in rows}):
        minutes[day.schedule_id][day.weekday] = day.minutes
    found: dict[UUID, list[Assigned]] = defaultdict(list)
    for row in rows:
        found[row.employee_id].append(Assigned(row.starts_on, row.ends_on, minutes[row.schedule_id]))
    return found


def scheduled_days_for(employee_ids: Iterable[UUID], starts_on: date, ends_on: date) -> Schedules:
    """Planned minutes of each day for each employee, and of the week of the schedule at the end of the period."""
    ids = list(employee_ids)
    assigned = assignments_of(ids)
    red = red_days(starts_on, ends_on)
    return Schedules(
        {one: planned_minutes(assigned.get(one, []), red, starts_on, ends_on) for one in ids},
        {one: weekly_minutes(assigned.get(one, []), ends_on) for one in ids},
    )


def entries_of(employee_ids: Iterable[UUID], starts_on: date, ends_on: date) -> QuerySet[TimeEntry]:
    """What is registered and not struck, by employee and day."""
    return TimeEntry.objects.filter(
        employee_id__in=list(employee_ids), worked_on__range=(starts_on, ends_on), struck_at__isnull=True
    ).order_by("employee_id", "worked_on", "quick_choice")


def payroll_entries_for(
    company_id: UUID, employee_ids: Iterable[UUID], starts_on: date, ends_on: date
) -> QuerySet[TimeEntry]:
    """What enters payroll: everything when the firm registers, what is approved when employees do."""
    entries = entries_of(employee_ids, starts_on, ends_on).filter(company_id=company_id)
    return entries.filter(report__state__in=IN_PAYROLL) if employees_register(company_id) else entries


def sick_days_before(company_id: UUID, employee_ids: Iterable[UUID], day: date, since: date) -> QuerySet[TimeEntry]:
    """Sick days from `since` up to the day before, by employee and day."""
    entries = TimeEntry.objects.filter(company_id=company_id, employee_id__in=list(employee_ids))
    return entries.filter(
        quick_choice=QuickChoice.SICK, worked_on__gte=since, worked_on__lt=day, struck_at__isnull=True
    ).order_by("employee_id", "worked_on")


def unapproved_for(company_id: UUID, employees: Sequence[Employee], month: Month) -> list[Employee]:
    """Employees whose time of the month is not approved though it has to be."""
    if not employees_register(company_id):
        return []
    approved = TimeReport.objects.filter(
        company_id=company_id, starts_on=month.first, state__in=IN_PAYROLL
    ).values_list("employee_id", flat=True)
    done = set(approved)
    return [employee for employee in employees if employee.pk not in done]


def report_of(employee: Employee, month: Month) -> TimeReport | None:
    """The employee's report of a month, if anything was registered or submitted."""
    return TimeReport.objects.filter(employee=employee, starts_on=month.first).first()


def report_views(
    company_id: UUID, month: Month, *, until: date, states: Iterable[ReportState] | None = None
) -> list[ReportView]:
    """Every report of the month with entries and findings, by name; a constant number of queries."""
    reports = TimeReport.objects.filter(company_id=company_id, starts_on=month.first)
    if states is not None:
        reports = reports.filter(state__in=list(states))
    found = list(reports.select_related("employee", "approved_by").order_by("employee__sort_key"))
    ids = [report.employee_id for report in found]
    entries: dict[UUID, list[TimeEntry]] = defaultdict(list)
    for entry in entries_of(ids, month.first, month.last):
        entries[entry.employee_id].append(entry)
    returned: dict[UUID, list[ReturnedDay]] = defaultdict(list)
    for day in ReturnedDay.objects.filter(report__in=found, resolved_at__isnull=True).order_by("day"):
        returned[day.report_id].append(day)
    planned = scheduled_days_for(ids, month.first, month.last).planned
    hourly = hourly_employees(company_id, ids, month)
    return [
        ReportView(
            report,
            report.employee,
            entries[report.employee_id],
            findings_of(entries[report.employee_id], planned[report.employee_id], report.employee_id in hourly, until),
            returned[report.pk],
            sum(planned[report.employee_id].values()),
        )
        for report in found
    ]


def findings_of(
    entries: Sequence[TimeEntry], planned: dict[date, int], reports_hours: bool, until: date
) -> list[Finding]:
    """The findings of some registrations."""
    seen = [Entry(entry.worked_on, QuickChoice(entry.quick_choice), entry.minutes) for entry in entries]
    return findings(seen, planned, reports_hours=reports_hours, until=until)


def hourly_employees(company_id: UUID, employee_ids: Iterable[UUID], month: Month) -> set[UUID]:
    """Those who are paid by the hour in the month and so report every day."""
    terms = employment_terms_during(company_id, employee_ids, month.first, month.last)
    return {row.employee_id for row in terms if row.pay_form == "HOURLY"}


def time_status_of(company_id: UUID, month: Month) -> list[tuple[Employee, TimeReport | None]]:
    """Everyone employed in the month, with their report."""
    employees = list(employed_during(company_id, month.first, month.last))
    reports = {
        report.employee_id: report for report in TimeReport.objects.filter(company_id=company_id, starts_on=month.first)
    }
    return [(employee, reports.get(employee.pk)) for employee in employees]


def without_schedule(employee_ids: Iterable[UUID], on: date) -> set[UUID]:
    """Employees that no schedule is assigned to on a date."""
    ids = set(employee_ids)
    assigned = ScheduleAssignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), employee_id__in=ids, starts_on__lte=on
    )
    return ids - set(assigned.values_list("employee_id", flat=True))


def report_with(company_id: UUID, report_id: UUID) -> TimeReport | None:
    """One report of the company, with its employee."""
    return TimeReport.objects.select_related("employee").filter(company_id=company_id, pk=report_id).first()


def entry_with(employee_id: UUID, entry_id: UUID) -> TimeEntry | None:
    """One registration that is not struck, with its employee."""
    entries = TimeEntry.objects.filter(employee_id=employee_id, pk=entry_id, struck_at__isnull=True)
    return entries.select_related("employee").first()


def returned_days_of(report: TimeReport | None) -> list[ReturnedDay]:
    """Days that were sent back and not settled."""
    if report is None:
        return []
    return list(ReturnedDay.objects.filter(report=report, resolved_at__isnull=True).order_by("day"))


def waiting_reports(company_id: UUID) -> int:
    """How many reports wait for attestation."""
    return TimeReport.objects.filter(company_id=company_id, state=ReportState.SUBMITTED).count()
