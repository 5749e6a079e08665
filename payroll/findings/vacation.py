"""Vacation that is registered beyond the days with pay: it is deducted, which nobody may have meant."""

from payroll.findings.case import Case
from payroll.findings.kinds import Finding, FindingKind
from payroll.rules.basis import PayForm
from payroll.vacation_check import registered_vacation


def unpaid_vacation(case: Case) -> list[Finding]:
    """Who has a salary and takes vacation days without pay, and how many; more than there are at all is a check's."""
    salaried = [
        employee
        for one, employee in case.people.items()
        if any(row.pay_form == PayForm.MONTHLY for row in case.terms.get(one, ()))
    ]
    registered = registered_vacation(case.run, salaried)
    return [
        Finding(FindingKind.UNPAID_VACATION, one, number=found.without_pay)
        for one in salaried
        if (found := registered.get(one.pk)) is not None and found.without_pay and not found.is_beyond
    ]
