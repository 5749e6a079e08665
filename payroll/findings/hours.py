"""Time that is missing, that fills the whole period, or that no run takes."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from accounts.reach import registering_in
from common.periods import ONE_DAY
from employment.free_day_queries import own_free_days
from employment.models import FreeDay
from employment.rules.pay_periods import Days
from payroll.deviations import hours_of, reach_of, usual_of
from payroll.findings.case import Case
from payroll.findings.kinds import Finding, FindingKind
from payroll.rules.basis import PayForm
from timereporting.models import TimeReport
from timereporting.queries import entries_of, payroll_entries_for, scheduled_days_for
from timereporting.rules.quick_choices import ABSENCE
from timereporting.rules.report_states import ReportState
from timereporting.unpaid import open_time_of, reports_touching


def hourly_without_hours(case: Case) -> list[Finding]:
    """Who is paid by the hour and has nothing registered in the days whose hours the run pays.

    What is registered and waits for approval is a check's to tell, so it counts here.
    """
    days = hours_of(case.run)
    hourly = case.paid_by(PayForm.HOURLY, *days)
    if not hourly:
        return []
    entries = entries_of(hourly, *days).filter(company_id=case.run.company_id).order_by()
    with_time = set(entries.values_list("employee_id", flat=True).distinct())
    return [Finding(FindingKind.NO_HOURS, case.people[one]) for one in hourly if one not in with_time]


def away_all_days(case: Case) -> list[Finding]:
    """Who has a salary and is away on every scheduled day of the period."""
    days = usual_of(case.run)
    salaried = case.paid_by(PayForm.MONTHLY, *days) if not days.is_empty else []
    entries = payroll_entries_for(case.run.company_id, salaried, *days).filter(quick_choice__in=ABSENCE).order_by()
    away = dict(entries.values_list("employee_id").annotate(minutes=Sum("minutes"))) if salaried else {}
    planned = scheduled_days_for(case.run.company_id, away, *days).planned if away else {}
    return [
        Finding(FindingKind.ALWAYS_AWAY, case.people[one])
        for one, minutes in away.items()
        if minutes >= _employed_minutes(case, one, planned[one]) > 0
    ]


def _employed_minutes(case: Case, employee_id: UUID, planned: dict[date, int]) -> int:
    return sum(minutes for day, minutes in planned.items() if case.people[employee_id].is_employed_on(day))


def left_behind(case: Case) -> list[Finding]:
    """Time of days that earlier runs have paid, which was not in any of them and is not in this one."""
    if not case.earlier:
        return []
    before = reach_of(case.run).first - ONE_DAY
    days = Days(min(one.deviation_first for one in case.earlier), before)
    found = [] if days.is_empty else open_time_of(case.run.company_id, case.people, days)
    return [
        Finding(
            FindingKind.LEFT_BEHIND, case.people[one.employee_id], minutes=one.minutes, since=one.first, until=one.last
        )
        for one in found
    ]


def not_attested(case: Case) -> list[Finding]:
    """Time that waits for attestation and is paid all the same, since nobody registers their own any more."""
    registering = registering_in(case.run.company_id)
    waiting = _reports(case, ReportState.SUBMITTED).exclude(registering.within("employee__group_id"))
    return [
        Finding(FindingKind.NOT_ATTESTED, case.people[one]) for one in waiting.values_list("employee_id", flat=True)
    ]


def freed_after_attestation(case: Case) -> list[Finding]:
    """Days that became free after time was attested that has them in it."""
    reach = reach_of(case.run)
    freed = list(own_free_days(case.run.company_id).filter(day__range=reach))
    attested = list(_reports(case, ReportState.APPROVED)) if freed else []
    numbers = {row.pk: sum(1 for one in attested if _was_attested_before(one, row)) for row in freed}
    return [
        Finding(FindingKind.FREED_LATER, since=row.day, name=row.name, subject=row.pk, number=numbers[row.pk])
        for row in freed
        if numbers[row.pk]
    ]


def _was_attested_before(report: TimeReport, freed: FreeDay) -> bool:
    at = report.approved_at
    return report.starts_on <= freed.day <= report.ends_on and at is not None and at <= freed.created_at


def _reports(case: Case, state: ReportState) -> QuerySet[TimeReport]:
    return reports_touching(case.run.company_id, case.people, reach_of(case.run), state)
