"""Reads of schedules, registrations and reports, in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.reach import EVERYBODY, Reach, registering_in
from common.periods import Month
from employment.free_day_queries import free_days_of
from employment.models import Employee
from employment.queries import employees_of, employment_terms_during, payroll_settings_of
from employment.rules.pay_periods import Days
from timereporting.models import ReturnedDay, ScheduleAssignment, TimeEntry, TimeReport, WorkSchedule, WorkScheduleDay
from timereporting.periods import employed_in
from timereporting.rules.finding_kinds import Entry, Finding
from timereporting.rules.findings import Expected, findings
from timereporting.rules.quick_choices import QuickChoice
from timereporting.rules.report_states import ReportState
from timereporting.rules.schedules import Assigned, Hours, planned_hours, planned_minutes, weekly_minutes
from timereporting.sent_back import SentBack, sent_back_of

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
    sent_back: SentBack | None
    """What was asked for the last time it was sent back, if it was."""

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to look at: neither a remark nor what came of one's own words."""
        return not self.findings and self.sent_back is None

    @property
    def minutes(self) -> int:
        """Minutes that the schedule has in the period."""
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
    assignments = ScheduleAssignment.objects.filter(employee_id__in=list(employee_ids)).order_by("starts_on")
    rows = list(assignments.values_list("employee_id", "schedule_id", "starts_on", "ends_on"))
    minutes: dict[UUID, dict[int, int]] = defaultdict(dict)
    hours: dict[UUID, dict[int, Hours]] = defaultdict(dict)
    for day in WorkScheduleDay.objects.filter(schedule_id__in={schedule_id for _, schedule_id, _, _ in rows}):
        minutes[day.schedule_id][day.weekday] = day.minutes
        hours[day.schedule_id][day.weekday] = (day.starts_at, day.ends_at)
    found: dict[UUID, list[Assigned]] = defaultdict(list)
    for employee_id, schedule_id, starts_on, ends_on in rows:
        found[employee_id].append(Assigned(starts_on, ends_on, minutes[schedule_id], hours[schedule_id]))
    return found


def names_of_schedules(company_id: UUID) -> dict[str, UUID]:
    """The company's schedules by name."""
    return dict(WorkSchedule.objects.filter(company_id=company_id).order_by("name").values_list("name", "id"))


def schedules_by_name(company_id: UUID, on: date) -> dict[UUID, str]:
    """By which schedule each employee works on a day, or is to work when nothing applies yet."""
    assignments = ScheduleAssignment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), company_id=company_id)
    found = assignments.order_by("-starts_on").values_list("employee_id", "schedule__name")
    return dict(found)


def scheduled_days_for(company_id: UUID, employee_ids: Iterable[UUID], starts_on: date, ends_on: date) -> Schedules:
    """Planned minutes of each day for each employee, and of the week of the schedule at the end of the period.

    Nothing is planned on the company's free days.
    """
    ids = list(employee_ids)
    assigned = assignments_of(ids)
    free = free_days_of(company_id).between(starts_on, ends_on)
    return Schedules(
        {one: planned_minutes(assigned.get(one, []), free, starts_on, ends_on) for one in ids},
        {one: planned_hours(assigned.get(one, []), free, starts_on, ends_on) for one in ids},
        {one: weekly_minutes(assigned.get(one, []), ends_on) for one in ids},
    )


def entries_of(employee_ids: Iterable[UUID], starts_on: date, ends_on: date) -> QuerySet[TimeEntry]:
    """What is registered and not struck, by employee, day, kind and clock."""
    return TimeEntry.objects.filter(
        employee_id__in=list(employee_ids), worked_on__range=(starts_on, ends_on), struck_at__isnull=True
    ).order_by("employee_id", "worked_on", "quick_choice", "starts_at")


def sums_of(entries: Iterable[TimeEntry]) -> dict[QuickChoice, int]:
    """Minutes of each kind."""
    sums: dict[QuickChoice, int] = defaultdict(int)
    for entry in entries:
        sums[QuickChoice(entry.quick_choice)] += entry.minutes
    return dict(sums)


def payroll_entries_for(
    company_id: UUID, employee_ids: Iterable[UUID], starts_on: date, ends_on: date
) -> QuerySet[TimeEntry]:
    """What enters payroll: everything of those whom the firm registers, what is approved of those who do it."""
    entries = entries_of(employee_ids, starts_on, ends_on).filter(company_id=company_id)
    registering = registering_in(company_id)
    if registering.is_nobody:  # neither reports nor employees have to be looked at
        return entries
    return entries.filter(Q(report__state__in=IN_PAYROLL) | ~registering.within("employee__group_id"))


def sick_days_before(company_id: UUID, employee_ids: Iterable[UUID], day: date, since: date) -> QuerySet[TimeEntry]:
    """Sick days from `since` up to the day before, by employee and day."""
    entries = TimeEntry.objects.filter(company_id=company_id, employee_id__in=list(employee_ids))
    return entries.filter(
        quick_choice=QuickChoice.SICK, worked_on__gte=since, worked_on__lt=day, struck_at__isnull=True
    ).order_by("employee_id", "worked_on")


def reports_of(company_id: UUID, month: Month) -> QuerySet[TimeReport]:
    """The reports of periods that end in a month."""
    return TimeReport.objects.filter(company_id=company_id, ends_on__range=(month.first, month.last))


def schedules_worked_by(employee: Employee) -> list[ScheduleAssignment]:
    """By which schedule the employee works or worked from when to when, the latest first."""
    rows = ScheduleAssignment.objects.filter(company_id=employee.company_id, employee=employee)
    return list(rows.select_related("schedule").prefetch_related("schedule__days").order_by("-starts_on"))


def latest_reports_of(employee: Employee, number: int) -> list[TimeReport]:
    """The employee's latest reports, the newest first."""
    reports = TimeReport.objects.filter(company_id=employee.company_id, employee=employee)
    return list(reports.select_related("approved_by").order_by("-ends_on")[:number])


def report_of(employee: Employee, month: Month) -> TimeReport | None:
    """The employee's report of a month's period, if anything was registered or submitted."""
    return reports_of(employee.company_id, month).filter(employee=employee).first()


def report_views(
    company_id: UUID, month: Month, reach: Reach, *, until: date, states: Iterable[ReportState] | None = None
) -> list[ReportView]:
    """The month's reports of those covered, with entries and findings, by name; a constant number of queries."""
    reports = reports_of(company_id, month).filter(reach.within("employee__group_id"))
    if states is not None:
        reports = reports.filter(state__in=list(states))
    people = Prefetch("employee", employees_of(company_id))
    users = reports.select_related("approved_by", "sent_back_by")
    found = list(users.prefetch_related(people).order_by("employee__sort_key"))
    returned: dict[UUID, list[ReturnedDay]] = defaultdict(list)
    for day in ReturnedDay.objects.filter(report__in=found, resolved_at__isnull=True).order_by("day"):
        returned[day.report_id].append(day)
    back = sent_back_of(found)
    periods = {report.employee: Days(report.starts_on, report.ends_on) for report in found}
    contents = contents_of(company_id, periods, until=until)
    return [
        ReportView(
            report, report.employee, contents[report.employee_id].entries, contents[report.employee_id].findings,
            returned[report.pk], contents[report.employee_id].planned, back.get(report.pk),
        )
        for report in found
    ]  # fmt: skip


@dataclass(frozen=True)
class PeriodContent:
    """What a person's period contains, held against the schedule."""

    entries: list[TimeEntry]
    findings: list[Finding]
    planned: dict[date, int]


def contents_of(company_id: UUID, periods: Mapping[Employee, Days], *, until: date) -> dict[UUID, PeriodContent]:
    """Registrations and findings of each employee's period; a constant number of queries.

    Nothing is planned outside the employment, and days after `until` cannot be missing yet.
    """
    if not periods:
        return {}
    days = {employee.pk: own for employee, own in periods.items()}
    reach = Days(min(one.first for one in days.values()), max(one.last for one in days.values()))
    entries: dict[UUID, list[TimeEntry]] = defaultdict(list)
    for entry in entries_of(days, *reach):
        if days[entry.employee_id].has(entry.worked_on):
            entries[entry.employee_id].append(entry)
    schedules, hourly = scheduled_days_for(company_id, days, *reach), hourly_in(company_id, days)
    found = {}
    for one, own in periods.items():
        expected = _expected(one, own, schedules, one.pk in hourly, until)
        seen = [_seen(entry) for entry in entries[one.pk]]
        found[one.pk] = PeriodContent(entries[one.pk], findings(seen, expected), dict(expected.planned))
    return found


def _expected(employee: Employee, period: Days, schedules: Schedules, reports_hours: bool, until: date) -> Expected:
    planned = {day for day in schedules.planned[employee.pk] if period.has(day) and employee.is_employed_on(day)}
    return Expected(
        planned={day: minutes for day, minutes in schedules.planned[employee.pk].items() if day in planned},
        hours={day: hours for day, hours in schedules.hours[employee.pk].items() if day in planned},
        reports_hours=reports_hours,
        until=until,
        employments=employee.employments,
    )


def _seen(entry: TimeEntry) -> Entry:
    choice = QuickChoice(entry.quick_choice)
    return Entry(entry.worked_on, choice, entry.minutes, entry.starts_at, entry.ends_at)


def hourly_employees(company_id: UUID, employee_ids: Iterable[UUID], month: Month) -> set[UUID]:
    """Those who are paid by the hour in the month."""
    return hourly_in(company_id, dict.fromkeys(employee_ids, Days(month.first, month.last)))


def hourly_in(company_id: UUID, periods: Mapping[UUID, Days]) -> set[UUID]:
    """Those who are paid by the hour in their periods and so report every day."""
    if not periods:
        return set()
    reach = min(one.first for one in periods.values()), max(one.last for one in periods.values())
    return {
        row.employee_id
        for row in employment_terms_during(company_id, periods, *reach)
        if row.pay_form == "HOURLY"
        and row.starts_on <= periods[row.employee_id].last
        and (row.ends_on is None or periods[row.employee_id].first <= row.ends_on)
    }


@dataclass(frozen=True)
class TimeStatus:
    """How far one employee's period has come; `sums` are minutes by quick choice."""

    employee: Employee
    period: Days
    report: TimeReport | None
    sums: dict[QuickChoice, int]
    findings: list[Finding]
    planned: int


def time_status_of(company_id: UUID, month: Month, *, until: date) -> list[TimeStatus]:
    """Everyone employed in the month's period, by name; a constant number of queries."""
    periods = employed_in(company_id, month)
    by_employee = {one.employee_id: one for one in reports_of(company_id, month).select_related("approved_by")}
    contents = contents_of(company_id, periods, until=until)
    found = []
    for one, days in periods.items():
        content = contents[one.pk]
        planned = sum(content.planned.values())
        found.append(
            TimeStatus(one, days, by_employee.get(one.pk), sums_of(content.entries), content.findings, planned)
        )
    return found


def without_schedule(employee_ids: Iterable[UUID], on: date) -> set[UUID]:
    """Employees that no schedule is assigned to on a date."""
    ids = set(employee_ids)
    assigned = ScheduleAssignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), employee_id__in=ids, starts_on__lte=on
    )
    return ids - set(assigned.values_list("employee_id", flat=True))


def has_time(employee: Employee, since: date | None = None) -> bool:
    """Whether anything was ever registered or reported for the employee, struck out or not; of a day or later ones."""
    entries, reports = TimeEntry.objects.filter(employee=employee), TimeReport.objects.filter(employee=employee)
    if since is not None:
        entries, reports = entries.filter(worked_on__gte=since), reports.filter(starts_on__gte=since)
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
    return entries.select_related("employee", "report").first()


def returned_days_of(report: TimeReport | None) -> list[ReturnedDay]:
    """Days that were sent back and not settled."""
    if report is None:
        return []
    return list(ReturnedDay.objects.filter(report=report, resolved_at__isnull=True).order_by("day"))


def month_in_focus(company_id: UUID, on: date) -> Month:
    """The month whose period the coming payday pays for, by the company's settings."""
    settings = payroll_settings_of(company_id)
    paid = Month.of(on) if on.day <= settings.payday_day else Month.of(on).next
    return settings.pay_rule.last_period(settings.pay_rule.salary_paid_in(paid))


def month_to_attest(company_id: UUID, reach: Reach, on: date) -> Month:
    """The earliest month with reports of those covered that wait for attestation, or the one in focus."""
    waiting = _waiting(company_id, reach)
    first = waiting.order_by("ends_on").values_list("ends_on", flat=True).first()
    return Month.of(first) if first else month_in_focus(company_id, on)


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
