"""Reads of schedules, registrations and reports, in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.reach import EVERYBODY, Reach, registering_in
from common.periods import Month
from common.red_days import red_days
from employment.models import Employee
from employment.models.company_payroll_settings import DeviationPeriod
from employment.queries import employed_during, employment_terms_during, payroll_settings_of
from timereporting.models import ReturnedDay, ScheduleAssignment, TimeEntry, TimeReport, WorkSchedule, WorkScheduleDay
from timereporting.rules.finding_kinds import Entry, Finding
from timereporting.rules.findings import Expected, findings
from timereporting.rules.quick_choices import QuickChoice
from timereporting.rules.report_states import ReportState
from timereporting.rules.schedules import Assigned, Hours, planned_hours, planned_minutes, weekly_minutes

IN_PAYROLL = (ReportState.APPROVED, ReportState.IMPORTED, ReportState.LOCKED)


@dataclass(frozen=True)
class Schedules:
    """What is planned for some employees over a period."""

    planned: dict[UUID, dict[date, int]]
    hours: dict[UUID, dict[date, Hours]]
    weekly: dict[UUID, int]


@dataclass(frozen=True)
class ReportView:
    """A report with what an attestor needs to judge it."""

    report: TimeReport
    employee: Employee
    entries: list[TimeEntry]
    findings: list[Finding]
    returned: list[ReturnedDay]
    planned: dict[date, int]

    @property
    def minutes(self) -> int:
        """Minutes that the schedule has in the month."""
        return sum(self.planned.values())


def registers(employee: Employee) -> bool:
    """Whether the employee registers time, so that somebody approves it."""
    return registering_in(employee.company_id).covers(employee.group_id)


def schedules_of(company_id: UUID) -> QuerySet[WorkSchedule]:
    """A company's schedules with their days."""
    days = WorkScheduleDay.objects.order_by("weekday")
    return WorkSchedule.objects.filter(company_id=company_id).prefetch_related(Prefetch("days", days)).order_by("name")


def latest_schedule_of(employee: Employee) -> UUID | None:
    """The schedule that the employee works by last, if any."""
    rows = ScheduleAssignment.objects.filter(company_id=employee.company_id, employee=employee)
    return rows.order_by("-starts_on").values_list("schedule_id", flat=True).first()


def assignments_of(employee_ids: Iterable[UUID]) -> dict[UUID, list[Assigned]]:
    """The schedules in force for employees, as the rules see them: two queries."""
    rows = list(ScheduleAssignment.objects.filter(employee_id__in=list(employee_ids)).order_by("starts_on"))
    minutes: dict[UUID, dict[int, int]] = defaultdict(dict)
    hours: dict[UUID, dict[int, Hours]] = defaultdict(dict)
    for day in WorkScheduleDay.objects.filter(schedule_id__in={row.schedule_id for row in rows}):
        minutes[day.schedule_id][day.weekday] = day.minutes
        hours[day.schedule_id][day.weekday] = (day.starts_at, day.ends_at)
    found: dict[UUID, list[Assigned]] = defaultdict(list)
    for row in rows:
        assigned = Assigned(row.starts_on, row.ends_on, minutes[row.schedule_id], hours[row.schedule_id])
        found[row.employee_id].append(assigned)
    return found


def names_of_schedules(company_id: UUID) -> dict[str, UUID]:
    """The company's schedules by name."""
    return dict(WorkSchedule.objects.filter(company_id=company_id).order_by("name").values_list("name", "id"))


def schedules_by_name(company_id: UUID, on: date) -> dict[UUID, str]:
    """By which schedule each employee works on a day, or is to work when nothing applies yet."""
    assignments = ScheduleAssignment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), company_id=company_id)
    found = assignments.order_by("-starts_on").values_list("employee_id", "schedule__name")
    return dict(found)


def scheduled_days_for(employee_ids: Iterable[UUID], starts_on: date, ends_on: date) -> Schedules:
    """Planned minutes of each day for each employee, and of the week of the schedule at the end of the period."""
    ids = list(employee_ids)
    assigned = assignments_of(ids)
    red = red_days(starts_on, ends_on)
    return Schedules(
        {one: planned_minutes(assigned.get(one, []), red, starts_on, ends_on) for one in ids},
        {one: planned_hours(assigned.get(one, []), red, starts_on, ends_on) for one in ids},
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
    """What enters payroll: everything of those whom the firm registers, what is approved of those who do it."""
    entries = entries_of(employee_ids, starts_on, ends_on).filter(company_id=company_id)
    return entries.filter(Q(report__state__in=IN_PAYROLL) | ~registering_in(company_id).within("employee__group_id"))


def sick_days_before(company_id: UUID, employee_ids: Iterable[UUID], day: date, since: date) -> QuerySet[TimeEntry]:
    """Sick days from `since` up to the day before, by employee and day."""
    entries = TimeEntry.objects.filter(company_id=company_id, employee_id__in=list(employee_ids))
    return entries.filter(
        quick_choice=QuickChoice.SICK, worked_on__gte=since, worked_on__lt=day, struck_at__isnull=True
    ).order_by("employee_id", "worked_on")


def unapproved_for(company_id: UUID, employees: Sequence[Employee], month: Month) -> list[Employee]:
    """Employees whose time of the month is not approved though it has to be; who is not employed in it has none."""
    registering = registering_in(company_id)
    approved = TimeReport.objects.filter(
        company_id=company_id, starts_on=month.first, state__in=IN_PAYROLL
    ).values_list("employee_id", flat=True)
    done = set(approved)
    waited_for = [one for one in employees if registering.covers(one.group_id) and one.pk not in done]
    return [one for one in waited_for if touches_employment(one, month)]


def touches_employment(employee: Employee, month: Month) -> bool:
    """Whether the person is employed on some day of the month."""
    return employee.hired_on <= month.last and (employee.left_on is None or month.first <= employee.left_on)


def report_of(employee: Employee, month: Month) -> TimeReport | None:
    """The employee's report of a month, if anything was registered or submitted."""
    return TimeReport.objects.filter(employee=employee, starts_on=month.first).first()


def report_views(
    company_id: UUID, month: Month, reach: Reach, *, until: date, states: Iterable[ReportState] | None = None
) -> list[ReportView]:
    """The month's reports of those covered, with entries and findings, by name; a constant number of queries."""
    reports = TimeReport.objects.filter(reach.within("employee__group_id"), company_id=company_id)
    reports = reports.filter(starts_on=month.first)
    if states is not None:
        reports = reports.filter(state__in=list(states))
    found = list(reports.select_related("employee", "approved_by").order_by("employee__sort_key"))
    returned: dict[UUID, list[ReturnedDay]] = defaultdict(list)
    for day in ReturnedDay.objects.filter(report__in=found, resolved_at__isnull=True).order_by("day"):
        returned[day.report_id].append(day)
    contents = contents_of(company_id, [report.employee for report in found], month, until=until)
    return [
        ReportView(
            report, report.employee, contents[report.employee_id].entries, contents[report.employee_id].findings,
            returned[report.pk], contents[report.employee_id].planned,
        )
        for report in found
    ]  # fmt: skip


@dataclass(frozen=True)
class MonthContent:
    """What a person's month contains, held against the schedule."""

    entries: list[TimeEntry]
    findings: list[Finding]
    planned: dict[date, int]


def contents_of(
    company_id: UUID, employees: Sequence[Employee], month: Month, *, until: date
) -> dict[UUID, MonthContent]:
    """Registrations and findings of each employee's month; a constant number of queries.

    Nothing is planned outside the employment, and days after `until` cannot be missing yet.
    """
    ids = [employee.pk for employee in employees]
    entries: dict[UUID, list[TimeEntry]] = defaultdict(list)
    for entry in entries_of(ids, month.first, month.last):
        entries[entry.employee_id].append(entry)
    schedules = scheduled_days_for(ids, month.first, month.last)
    hourly = hourly_employees(company_id, ids, month)
    found = {}
    for one in employees:
        expected = _expected(one, schedules, one.pk in hourly, until)
        seen = [_seen(entry) for entry in entries[one.pk]]
        found[one.pk] = MonthContent(entries[one.pk], findings(seen, expected), dict(expected.planned))
    return found


def _expected(employee: Employee, schedules: Schedules, reports_hours: bool, until: date) -> Expected:
    start, end = employee.hired_on, employee.left_on or date.max
    return Expected(
        planned={day: minutes for day, minutes in schedules.planned[employee.pk].items() if start <= day <= end},
        hours={day: hours for day, hours in schedules.hours[employee.pk].items() if start <= day <= end},
        reports_hours=reports_hours,
        until=until,
        employed_from=employee.hired_on,
        employed_to=employee.left_on,
    )


def _seen(entry: TimeEntry) -> Entry:
    choice = QuickChoice(entry.quick_choice)
    return Entry(entry.worked_on, choice, entry.minutes, entry.starts_at, entry.ends_at)


def hourly_employees(company_id: UUID, employee_ids: Iterable[UUID], month: Month) -> set[UUID]:
    """Those who are paid by the hour in the month and so report every day."""
    terms = employment_terms_during(company_id, employee_ids, month.first, month.last)
    return {row.employee_id for row in terms if row.pay_form == "HOURLY"}


@dataclass(frozen=True)
class TimeStatus:
    """How far one employee's month has come; `sums` are minutes by quick choice."""

    employee: Employee
    report: TimeReport | None
    sums: dict[str, int]
    findings: list[Finding]
    planned: int


def time_status_of(company_id: UUID, month: Month, *, until: date) -> list[TimeStatus]:
    """Everyone employed in the month, by name; a constant number of queries."""
    employees = list(employed_during(company_id, month.first, month.last))
    reports = TimeReport.objects.filter(company_id=company_id, starts_on=month.first).select_related("approved_by")
    by_employee = {report.employee_id: report for report in reports}
    contents = contents_of(company_id, employees, month, until=until)
    found = []
    for one in employees:
        sums: dict[str, int] = defaultdict(int)
        for entry in contents[one.pk].entries:
            sums[entry.quick_choice] += entry.minutes
        content = contents[one.pk]
        planned = sum(content.planned.values())
        found.append(TimeStatus(one, by_employee.get(one.pk), dict(sums), content.findings, planned))
    return found


def without_schedule(employee_ids: Iterable[UUID], on: date) -> set[UUID]:
    """Employees that no schedule is assigned to on a date."""
    ids = set(employee_ids)
    assigned = ScheduleAssignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), employee_id__in=ids, starts_on__lte=on
    )
    return ids - set(assigned.values_list("employee_id", flat=True))


def has_time(employee: Employee) -> bool:
    """Whether anything was ever registered or reported for the employee, struck out or not."""
    entries, reports = TimeEntry.objects.filter(employee=employee), TimeReport.objects.filter(employee=employee)
    return entries.exists() or reports.exists()


def working_by(company_id: UUID, on: date) -> dict[UUID, list[ScheduleAssignment]]:
    """Who works by each schedule on a date or from a later one, by name."""
    rows = ScheduleAssignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        company_id=company_id,
        employee__removed_at__isnull=True,
    )
    found: dict[UUID, list[ScheduleAssignment]] = defaultdict(list)
    for row in rows.select_related("employee").order_by("employee__sort_key", "starts_on"):
        found[row.schedule_id].append(row)
    return found


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


def month_in_focus(company_id: UUID, on: date) -> Month:
    """The month whose deviations the coming payday pays for, by the company's settings."""
    settings = payroll_settings_of(company_id)
    paid = Month.of(on) if on.day <= settings.payday_day else Month.of(on).next
    return paid if settings.deviation_period == DeviationPeriod.CURRENT_MONTH else paid.previous


def month_to_attest(company_id: UUID, reach: Reach, on: date) -> Month:
    """The earliest month with reports of those covered that wait for attestation, or the one in focus."""
    waiting = _waiting(company_id, reach)
    first = waiting.order_by("starts_on").values_list("starts_on", flat=True).first()
    return Month.of(first) if first else month_in_focus(company_id, on)


def not_submitted_for(company_id: UUID, month: Month, reach: Reach) -> list[Employee]:
    """Those covered who register and have not said that the month is complete, by name.

    Those with a day to mend are not here.
    """
    handed_in = TimeReport.objects.filter(company_id=company_id, starts_on=month.first).exclude(state=ReportState.OPEN)
    employees = employed_during(company_id, month.first, month.last)
    employees = employees.filter(reach.within(), registering_in(company_id).within())
    return list(employees.exclude(pk__in=handed_in.values("employee_id")))


def waiting_reports(company_id: UUID, reach: Reach, *, besides: UUID | None = None) -> int:
    """How many reports of those covered wait for attestation, besides those of a person: nobody attests their own."""
    waiting = _waiting(company_id, reach)
    return waiting.exclude(employee__user_id=besides).count() if besides else waiting.count()


def waiting_by_group(company_id: UUID) -> dict[UUID | None, int]:
    """How many reports wait for attestation, by the group of the employee."""
    waiting = _waiting(company_id, EVERYBODY).values("employee__group_id").annotate(number=Count("pk")).order_by()
    return {row["employee__group_id"]: row["number"] for row in waiting}


def _waiting(company_id: UUID, reach: Reach) -> QuerySet[TimeReport]:
    reports = TimeReport.objects.filter(company_id=company_id, state=ReportState.SUBMITTED)
    return reports.filter(reach.within("employee__group_id"))
