"""The way of a time report: submitted, attested, sent back, into payroll."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.reach import registering_in
from common import clock
from common.periods import Month
from employment.models import Employee
from employment.queries import employees_of
from events.models import AuditEvent
from events.operations import enqueue, record
from timereporting.models import ReturnedDay, TimeEntry, TimeReport
from timereporting.operations.registrations import OutsideEmployment, locked_report
from timereporting.periods import period_in, periods_of
from timereporting.queries import reports_of
from timereporting.rules.report_states import ReportAction, ReportState, TransitionNotAllowed, next_state

AS_IT_STANDS = (ReportState.OPEN, ReportState.SUBMITTED, ReportState.RETURNED)


class OwnReport(ValueError):
    """Nobody approves their own time."""


class ChangedSince(ValueError):
    """The report says something else than when it was opened for attestation."""


class CommentMissing(ValueError):
    """Sending back needs a word about why."""


class DayElsewhere(ValueError):
    """The day is not one of the report's."""


class NotYet(ValueError):
    """The period has not begun."""


def content_digest(report: TimeReport) -> str:
    """What the report says, as a digest: approval is bound to it."""
    rows = TimeEntry.objects.filter(report=report, struck_at__isnull=True)
    return digest_of(rows.order_by("worked_on", "quick_choice", "starts_at"))


def digest_of(entries: Iterable[TimeEntry]) -> str:
    """The digest of a report's registrations, given by day, kind and clock."""
    said = [f"{row.worked_on}|{row.quick_choice}|{row.minutes}|{row.starts_at}|{row.ends_at}" for row in entries]
    return sha256("\n".join(said).encode()).hexdigest()


@transaction.atomic
def submit(*, employee: Employee, month: Month, by: User, on: date | None = None) -> TimeReport:
    """Say that a month's period is complete, even with nothing in it; twice is as good as once.

    `on` is the day it is said, today when left out. Raises OutsideEmployment, NotYet for a period that has not begun,
    TransitionNotAllowed when it is approved or in payroll.
    """
    days = period_in(employee, month)
    if not employee.is_employed_during(*days):
        raise OutsideEmployment(days.first)
    if days.first > (on or clock.today()):
        raise NotYet
    report = locked_report(employee, days.last)
    was_waiting = report.state == ReportState.SUBMITTED
    report.submitted_at = clock.now()
    cause = _move(report, ReportAction.SUBMIT, by, "timereporting.report_submitted", "submitted_at")
    if not was_waiting:
        key = f"time-report:{report.pk}:submitted:{cause.pk}"
        enqueue("timereporting.send_submitted", dedupe_key=key, cause=cause, report_id=report.pk)
    ReturnedDay.objects.filter(report=report, resolved_at__isnull=True).update(resolved_at=clock.now())
    return report


@transaction.atomic
def approve(*, report_id: UUID, by: User, seen_digest: str = "") -> TimeReport:
    """Attest a submitted report. Raises OwnReport, ChangedSince (when `seen_digest` is given), TransitionNotAllowed."""
    report = _locked(report_id)
    if report.employee.user_id == by.pk:
        raise OwnReport
    digest = content_digest(report)
    if seen_digest and seen_digest != digest:
        raise ChangedSince
    report.approved_at, report.approved_by, report.approved_digest = clock.now(), by, digest
    fields = ("approved_at", "approved_by", "approved_digest")
    _move(report, ReportAction.APPROVE, by, "timereporting.report_approved", *fields)
    return report


@transaction.atomic
def approve_all(*, seen: Mapping[UUID, str], by: User) -> int:
    """Attest the submitted reports that still say what was seen (a digest each), but never one's own; returns how many.

    Those that have changed or are not waiting any more are left as they are.
    """
    approved = 0
    reports = TimeReport.objects.filter(pk__in=list(seen), state=ReportState.SUBMITTED)
    for report_id in reports.exclude(employee__user=by).order_by("pk").values_list("pk", flat=True):
        with suppress(ChangedSince, TransitionNotAllowed):
            approve(report_id=report_id, by=by, seen_digest=seen[report_id])
            approved += 1
    return approved


@transaction.atomic
def send_back(*, report_id: UUID, comment: str, by: User, day: date | None = None) -> TimeReport:
    """Send a report, or one day of it, back with a comment.

    Raises CommentMissing, DayElsewhere, OwnReport, TransitionNotAllowed.
    """
    if not comment.strip():
        raise CommentMissing
    report = _locked(report_id)
    if report.employee.user_id == by.pk:
        raise OwnReport
    if day is not None and not report.starts_on <= day <= report.ends_on:
        raise DayElsewhere
    report.approved_at, report.approved_by, report.approved_digest = None, None, ""
    is_back = report.state == ReportState.RETURNED
    if not is_back:
        report.sent_back_at, report.sent_back_by, report.comment = clock.now(), by, ""
    if day is None:
        report.comment = comment.strip()
    else:
        _return_day(report, day, comment.strip(), by)
    if is_back:
        report.save(update_fields=["comment"])
        return report
    fields = ("approved_at", "approved_by", "approved_digest", "comment", "sent_back_at", "sent_back_by")
    cause = _move(report, ReportAction.SEND_BACK, by, "timereporting.report_sent_back", *fields)
    key = f"time-report:{report.pk}:returned:{cause.pk}"
    enqueue("timereporting.send_returned", dedupe_key=key, cause=cause, report_id=report.pk)
    return report


def _return_day(report: TimeReport, day: date, comment: str, by: User) -> None:
    ReturnedDay.objects.update_or_create(
        report=report,
        day=day,
        resolved_at=None,
        defaults={
            "company_id": report.company_id,
            "employee_id": report.employee_id,
            "comment": comment,
            "returned_by": by,
            "returned_at": clock.now(),
        },
    )


@transaction.atomic
def undo_approval(*, report_id: UUID, by: User) -> TimeReport:
    """Take an approval back before payroll has it. Raises OwnReport, TransitionNotAllowed."""
    report = _locked(report_id)
    if report.employee.user_id == by.pk:
        raise OwnReport
    report.approved_at, report.approved_by, report.approved_digest = None, None, ""
    fields = ("approved_at", "approved_by", "approved_digest")
    _move(report, ReportAction.UNDO_APPROVAL, by, "timereporting.approval_undone", *fields)
    return report


@transaction.atomic
def import_reports(*, company_id: UUID, employee_ids: Iterable[UUID], month: Month, by: User) -> int:
    """Close the month's period for those whose pay it is in; nothing can be registered there afterwards. Returns how
    many.

    Where employees register, only approved reports are taken; where the firm does, every period as it stands, also
    one without registrations.
    """
    ids, registering = list(employee_ids), registering_in(company_id)
    registered_for = list(employees_of(company_id).filter(pk__in=ids).exclude(registering.within()))
    periods = periods_of(company_id, [one.pk for one in registered_for], month.first, month.last)
    made = [(one, periods.of(one.pk, month)) for one in registered_for]
    TimeReport.objects.bulk_create(
        [
            TimeReport(company_id=company_id, employee=one, starts_on=days.first, ends_on=days.last)
            for one, days in made
        ],
        ignore_conflicts=True,
    )
    reports = reports_of(company_id, month).select_for_update(of=("self",)).filter(
        Q(state=ReportState.APPROVED) | (Q(state__in=AS_IT_STANDS) & ~registering.within("employee__group_id")),
        employee_id__in=ids,
    )  # fmt: skip
    imported = 0
    for report in reports.order_by("pk"):
        _move(report, ReportAction.IMPORT, by, "timereporting.report_imported")
        imported += 1
    return imported


def _locked(report_id: UUID) -> TimeReport:
    return TimeReport.objects.select_for_update(of=("self",)).select_related("employee").get(pk=report_id)


def _move(report: TimeReport, action: ReportAction, by: User, kind: str, *fields: str) -> AuditEvent:
    report.state = next_state(ReportState(report.state), action)
    report.save(update_fields=["state", *fields])
    data = {"employee": report.employee_id, "month": f"{report.ends_on:%Y-%m}"}
    return record(kind, by=by.pk, subject=report, company_id=report.company_id, data=data)
