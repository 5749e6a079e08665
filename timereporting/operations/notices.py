"""Mails about time reports: that one waits or came back, never what it says."""

from uuid import UUID

from accounts.models import User
from accounts.permissions import GrantScope
from accounts.queries import valid_grants
from common.periods import Month
from events import mail
from timereporting.models import TimeReport
from timereporting.rules.report_states import ReportState


def send_submitted(*, report_id: UUID) -> str:
    """Tell the company's attestors that a report waits; returns the last Message-ID, empty when it waits no more."""
    report = _report(report_id)
    reference = ""
    if report.state == ReportState.SUBMITTED:
        for user in attestors_of(report):
            reference = _send("submitted", report, user)
    return reference


def send_returned(*, report_id: UUID) -> str:
    """Tell an employee that a report came back; returns the Message-ID, empty when it is mended or nobody is there."""
    report = _report(report_id)
    user = report.employee.user
    if report.state != ReportState.RETURNED or user is None or not user.is_active:
        return ""
    return _send("returned", report, user)


def attestors_of(report: TimeReport) -> list[User]:
    """Those in the company who may attest the report and can sign in; not the employee, and not the firm's staff."""
    people = User.objects.filter(
        grants__in=valid_grants().filter(company_id=report.company_id, scope=GrantScope.TIME_APPROVAL),
        company_memberships__company_id=report.company_id,
        company_memberships__ended_at__isnull=True,
        is_active=True,
    )
    return [one for one in people.distinct().order_by("pk") if one.pk != report.employee.user_id]


def _report(report_id: UUID) -> TimeReport:
    rows = TimeReport.objects.select_related("employee__user", "company").defer("employee__personal_identity_number")
    return rows.get(pk=report_id)


def _send(occasion: str, report: TimeReport, user: User) -> str:
    # Handed in or sent back a second time it is another mail.
    moment = report.submitted_at.isoformat() if report.submitted_at else ""
    return mail.send(
        template=f"timereporting/mail/{occasion}",
        to=[user.email],
        dedupe_key=f"time-report:{report.pk}:{occasion}:{moment}",
        context={
            "report": report,
            "employee": report.employee,
            "company": report.company,
            "user": user,
            "month": Month.of(report.starts_on),
        },
        language=user.language,
    )
