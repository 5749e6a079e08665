"""Mails about payslips and runs: that there is one to read or to approve, never what it says."""

from uuid import UUID

from django.urls import reverse

from employment.models import Employee
from employment.queries import open_logins
from events import mail
from payroll.approvals import Approval, approval_of, people_of
from payroll.models import PayrollRun
from payroll.rules.approvals import Side


def send_payslip_notice(*, run_id: UUID, employee_id: UUID) -> str:
    """Send one mail; returns its Message-ID, empty for an employee without a login, who could not read it."""
    run = PayrollRun.objects.get(pk=run_id)
    employee = Employee.objects.select_related("user", "company").defer("personal_identity_number").get(pk=employee_id)
    user = employee.user
    if user is None or not open_logins(employee.company_id, [employee_id]):
        return ""
    return mail.send(
        template="payroll/mail/payslip",
        to=[user.email],
        dedupe_key=f"payslip:{run_id}:{employee_id}",
        context={"employee": employee, "run": run, "company": employee.company},
        language=user.language,
    )


def send_approval_request(*, run_id: UUID) -> str:
    """Ask those whose approval a run waits for; returns the last Message-ID, empty when it waits for none any more."""
    run = PayrollRun.objects.select_related("company", "first_approved_by").get(pk=run_id)
    approval = approval_of(run)
    people = people_of(approval.waits_for, run.company_id) if approval.given else []
    reference = ""
    for user in people:
        reference = mail.send(
            template="payroll/mail/to_approve",
            to=[user.email],
            # Calculated again and approved again it is another mail.
            dedupe_key=f"payroll-run:{run_id}:to-approve:{run.first_approved_at}:{user.pk}",
            context={"run": run, "company": run.company, "user": user, "page": _page(run, approval)},
            language=user.language,
        )
    return reference


def _page(run: PayrollRun, approval: Approval) -> str:
    side = "client_" if Side.CLIENT in approval.waits_for else ""
    return reverse(f"payroll:{side}run_show", args=[run.company_id, run.pk])
