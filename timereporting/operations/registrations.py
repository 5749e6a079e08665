"""Registering time and striking it: the same for the firm and for the employee."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from common import clock
from common.periods import ONE_DAY
from employment.models import Employee
from employment.rules.pay_periods import Days
from events.operations import record
from timereporting.models import EntrySource, TimeEntry, TimeReport
from timereporting.periods import Periods, periods_of
from timereporting.queries import entries_of, scheduled_days_for, sums_of
from timereporting.rules.absence import days_with_time, refuse_too_much
from timereporting.rules.durations import Span
from timereporting.rules.quick_choices import QuickChoice, minutes_registered
from timereporting.rules.report_states import ReportAction, ReportState, TransitionNotAllowed, next_state
from timereporting.rules.standing import replaced_by


class OutsideEmployment(ValueError):
    """The day lies before the employment began or after it ended."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day} is outside the employment.")
        self.day = day


class PeriodClosed(ValueError):
    """The day's period is in payroll already."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day} lies in a period that is in payroll.")
        self.day = day


@dataclass(frozen=True)
class Registration:
    """What a registration did: the rows it made, those it replaced, the days without time, periods opened again."""

    entries: list[TimeEntry]
    replaced: list[TimeEntry]
    skipped: list[date]
    has_reopened: bool


@transaction.atomic
def register(
    *,
    employee: Employee,
    days: Iterable[date],
    choice: QuickChoice,
    minutes: int | None,
    source: EntrySource,
    by: User,
    span: Span | None = None,
) -> Registration:
    """Register the same thing on some days: minutes, a span of clock times, or (neither) the whole scheduled day.

    A registration of the same kind on a day stands where its clock times do not overlap the new ones; else it is
    replaced: the old row is struck. Raises OutsideEmployment, PeriodClosed, NothingPlanned, MoreThanPlanned,
    TooMuchAbsence, LengthImpossible; then nothing is registered.
    """
    marked = sorted(set(days))
    _refuse_outside(employee, marked)
    planned = scheduled_days_for(employee.company_id, [employee.pk], marked[0], marked[-1]).planned[employee.pk]
    wanted = days_with_time(choice, span.minutes_by_the_clock if span else minutes, planned, marked)
    opened, has_reopened = _open_reports(employee, wanted)
    there = _there(employee, wanted)
    done = Registration([], [], [day for day in marked if day not in wanted], has_reopened)
    for day in wanted:
        length = span.minutes_on(day) if span else minutes
        amount = minutes_registered(choice, length, planned.get(day, 0), day)
        replaced = replaced_by(span, [one for one in there[day] if one.quick_choice == choice])
        refuse_too_much(choice, amount, sums_of(one for one in there[day] if one not in replaced), planned[day], day)
        done.replaced.extend(replaced)
        _strike(TimeEntry.objects.filter(pk__in=[one.pk for one in replaced]), by)
        done.entries.append(_entry(opened[day], day, choice, amount, source, by, span))
    # Why somebody was away is nobody's business in a log: the event tells days, not reasons.
    data = {"employee": employee.pk, "days": wanted}
    record("timereporting.time_registered", by=by.pk, subject=employee, company_id=employee.company_id, data=data)
    return done


def _refuse_outside(employee: Employee, days: Iterable[date]) -> None:
    for day in days:
        if not employee.is_employed_on(day):
            raise OutsideEmployment(day)


def _open_reports(employee: Employee, days: list[date]) -> tuple[dict[date, TimeReport], bool]:
    """The reports of the days, each locked and open, and whether any of them had been submitted or approved."""
    periods = periods_of(employee.company_id, [employee.pk], days[0], days[-1]) if days else None
    found: dict[date, TimeReport] = {}
    report, has_reopened = None, False
    for day in days:
        if report is None or not report.starts_on <= day <= report.ends_on:
            report, was_closed = open_report(employee, day, periods)
            has_reopened = has_reopened or was_closed
        found[day] = report
    return found, has_reopened


def _there(employee: Employee, days: list[date]) -> dict[date, list[TimeEntry]]:
    """What is registered on the days already. Read when the reports are locked, so that nobody adds to it."""
    found: dict[date, list[TimeEntry]] = {day: [] for day in days}
    for entry in entries_of([employee.pk], days[0], days[-1]).filter(worked_on__in=days):
        found[entry.worked_on].append(entry)
    return found


def _entry(
    report: TimeReport, day: date, choice: QuickChoice, minutes: int, source: EntrySource, by: User, span: Span | None
) -> TimeEntry:
    return TimeEntry.objects.create(
        company_id=report.company_id,
        report=report,
        employee_id=report.employee_id,
        worked_on=day,
        quick_choice=choice,
        minutes=minutes,
        starts_at=span.starts_at if span else None,
        ends_at=span.ends_at if span else None,
        source=source,
        author=by,
        recorded_at=clock.now(),
    )


@transaction.atomic
def strike(*, entry: TimeEntry, by: User) -> bool:
    """Take a registration back; the row stays, struck. Answers whether that opened the month again.

    Raises PeriodClosed.
    """
    _report, has_reopened = open_report(entry.employee, entry.worked_on)
    _strike(TimeEntry.objects.filter(pk=entry.pk), by)
    data = {"employee": entry.employee_id, "days": [entry.worked_on]}
    record("timereporting.time_struck", by=by.pk, subject=entry.employee, company_id=entry.company_id, data=data)
    return has_reopened


def _strike(entries: QuerySet[TimeEntry], by: User) -> None:
    entries.filter(struck_at__isnull=True).update(struck_at=clock.now(), struck_by=by)


def locked_report(employee: Employee, day: date, periods: Periods | None = None) -> TimeReport:
    """The employee's report that a day is in, made when there is none, and locked."""
    reports = TimeReport.objects.filter(employee=employee, starts_on__lte=day, ends_on__gte=day)
    found = reports.select_for_update(of=("self",)).first()
    if found is not None:
        return found
    known = periods or periods_of(employee.company_id, [employee.pk], day, day)
    days = _free_around(employee, day, known.of(employee.pk, known.month_of(employee.pk, day)))
    TimeReport.objects.get_or_create(
        employee=employee,
        starts_on=days.first,
        defaults={"company_id": employee.company_id, "ends_on": days.last},
    )
    return reports.select_for_update(of=("self",)).get()


def _free_around(employee: Employee, day: date, period: Days) -> Days:
    """The days of a period that no other report has: pay by the hour may have come or gone since it was made."""
    others = TimeReport.objects.filter(employee=employee, starts_on__lte=period.last, ends_on__gte=period.first)
    first, last = period
    for one in others:
        if one.ends_on < day:
            first = max(first, one.ends_on + ONE_DAY)
        elif one.starts_on > day:
            last = min(last, one.starts_on - ONE_DAY)
    return Days(first, last)


def open_report(employee: Employee, day: date, periods: Periods | None = None) -> tuple[TimeReport, bool]:
    """The report of the day, locked and opened for a change: an approval of what it said before is void.

    The second says whether it had been submitted or approved. Raises PeriodClosed when the report is in payroll.
    """
    report = locked_report(employee, day, periods)
    try:
        state = next_state(ReportState(report.state), ReportAction.CHANGE)
    except TransitionNotAllowed as error:
        raise PeriodClosed(day) from error
    has_reopened = state != report.state
    if has_reopened:
        report.state = state
        report.approved_at, report.approved_by, report.approved_digest = None, None, ""
        report.save(update_fields=["state", "approved_at", "approved_by", "approved_digest"])
    return report, has_reopened
