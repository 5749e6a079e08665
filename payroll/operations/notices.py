"""Mails about payslips: that there is one, never what it says."""

from uuid import UUID

from employment.models import Employee
from events import mail
from payroll.models import PayrollRun


def send_payslip_notice(*, run_id: UUID, employee_id: UUID) -> str:
    """Send one mail; returns its Message-ID, empty for an employee without an address."""
    run = PayrollRun.objects.get(pk=run_id)
    employee = Employee.objects.select_related("user", "company").defer("personal_identity_number").get(pk=employee_id)
    address = employee.user.email if employee.user else employee.email
    if not address:
        return ""
    return mail.send(
        template="payroll/mail/payslip",
        to=[address],
        dedupe_key=f"payslip:{run_id}:{employee_id}",
        context={"employee": employee, "run": run, "company": employee.company},
        language=employee.user.language if employee.user else "sv",
    )
