"""Mails about time reports: that one waits or came back, never what it says."""

from uuid import UUID

from accounts.models import User
from accounts.permissions import GrantScope
from accounts.queries import arrangement_of, members_among, valid_grants
from events import mail
from timereporting.models import TimeReport
from timereporting.rules.report_states import ReportState
from timereporting.sides import Side, attestation_url


def send_submitted(*, report_id: UUID) -> str:
    """Tell those who approve the report that it waits; returns the last Message-ID, empty when it waits no more."""
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
    """Those who may attest the report by the row of the agreement that it falls under, and can sign in.

    Not the employee, and not the firm's staff where anybody in the company may.
    """
    arrangement = arrangement_of(report.company_id)
    group = report.employee.group_id
    apart = arrangement is not None and group is not None and str(group) in arrangement.groups
    grants = valid_grants().filter(company_id=report.company_id, scope=GrantScope.TIME_APPROVAL)
    people = User.objects.filter(grants__in=grants.filter(employee_group=group if apart else None), is_active=True)
    found = [one for one in people.distinct().order_by("pk") if one.pk != report.employee.user_id]
    inside = members_among([one.pk for one in found], report.company_id)
    return [one for one in found if one.pk in inside] or found


def side_of(report: TimeReport, user: User) -> Side:
    """The side on which the person approves."""
    return Side.CLIENT if members_among([user.pk], report.company_id) else Side.FIRM


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
            "month": report.month,
            "page": attestation_url(side_of(report, user), "report_list", report.company_id),
        },
        language=user.language,
    )
