"""The way of a time report: submitted, attested, sent back, into payroll."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from accounts.models import User
from common import clock
from common.periods import Month
from employment.models import Employee
from events.operations import record
from timereporting.models import ReturnedDay, TimeEntry, TimeReport
from timereporting.operations.registrations import open_report
from timereporting.rules.report_states import ReportAction, ReportState, next_state


class OwnReport(ValueError):
    """Nobody approves their own time."""


class ChangedSince(ValueError):
    """The report says something else than when it was opened for attestation."""


class CommentMissing(ValueError):
    """Sending back needs a word about why."""


def content_digest(report: TimeReport) -> str:
    """What the report says, as a digest: approval is bound to it."""
    rows = TimeEntry.objects.filter(report=report, struck_at__isnull=True).order_by("worked_on", "quick_choice")
    said = [f"{row.worked_on}|{row.quick_choice}|{row.minutes}" for row in rows]
    return sha256("\n".join(said).encode()).hexdigest()


@transaction.atomic
def submit(*, employee: Employee, month: Month, by: User) -> TimeReport:
    """Say that the month is complete, even with nothing in it. Raises PeriodClosed, TransitionNotAllowed."""
    report = open_report(employee, month.first)
    report.submitted_at = clock.now()
    report.comment = ""
    _move(report, ReportAction.SUBMIT, by, "timereporting.report_submitted", "submitted_at", "comment")
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
def approve_all(*, report_ids: Iterable[UUID], by: User) -> int:
    """Attest every submitted report of the list but one's own; returns how many."""
    approved = 0
    reports = TimeReport.objects.filter(pk__in=list(report_ids), state=ReportState.SUBMITTED)
    for report_id in reports.exclude(employee__user=by).values_list("pk", flat=True):
        approve(report_id=report_id, by=by)
        approved += 1
    return approved


@transaction.atomic
def send_back(*, report_id: UUID, comment: str, by: User, day: date | None = None) -> TimeReport:
    """Send a report, or one day of it, back with a comment. Raises CommentMissing, OwnReport, TransitionNotAllowed."""
    if not comment.strip():
        raise CommentMissing
    report = _locked(report_id)
    if report.employee.user_id == by.pk:
        raise OwnReport
    report.approved_at, report.approved_by, report.approved_digest = None, None, ""
    if day is None:
        report.comment = comment.strip()
    else:
        ReturnedDay.objects.update_or_create(
            report=report,
            day=day,
            resolved_at=None,
            defaults={
                "company_id": report.company_id,
                "employee_id": report.employee_id,
                "comment": comment.strip(),
                "returned_by": by,
                "returned_at": clock.now(),
            },
        )
    if report.state == ReportState.RETURNED:
        report.save(update_fields=["comment"])
        return report
    fields = ("approved_at", "approved_by", "approved_digest", "comment")
    _move(report, ReportAction.SEND_BACK, by, "timereporting.report_sent_back", *fields)
    return report


@transaction.atomic
def undo_approval(*, report_id: UUID, by: User) -> TimeReport:
    """Take an approval back before payroll has it. Raises TransitionNotAllowed."""
    report = _locked(report_id)
    report.approved_at, report.approved_by, report.approved_digest = None, None, ""
    fields = ("approved_at", "approved_by", "approved_digest")
    _move(report, ReportAction.UNDO_APPROVAL, by, "timereporting.approval_undone", *fields)
    return report


@transaction.atomic
def import_reports(*, company_id: UUID, employee_ids: Iterable[UUID], month: Month, by: User) -> int:
    """Mark the month's reports as taken into payroll; what is registered there is closed. Returns how many."""
    reports = TimeReport.objects.select_for_update(of=("self",)).filter(
        company_id=company_id, employee_id__in=list(employee_ids), starts_on=month.first
    )
    imported = 0
    for report in reports.filter(state__in=[ReportState.OPEN, ReportState.APPROVED]):
        _move(report, ReportAction.IMPORT, by, "timereporting.report_imported")
        imported += 1
    return imported


def _locked(report_id: UUID) -> TimeReport:
    return TimeReport.objects.select_for_update(of=("self",)).select_related("employee").get(pk=report_id)


def _move(report: TimeReport, action: ReportAction, by: User, kind: str, *fields: str) -> None:
    report.state = next_state(ReportState(report.state), action)
    report.save(update_fields=["state", *fields])
    data = {"employee": report.employee_id, "month": f"{report.starts_on:%Y-%m}"}
    record(kind, by=by.pk, subject=report, company_id=report.company_id, data=data)
