"""Payslips that nobody can read, since whom they are for cannot sign in."""

from common import clock
from employment.queries import open_logins
from payroll.findings.case import Case
from payroll.findings.kinds import Finding, FindingKind


def without_login(case: Case) -> list[Finding]:
    """Who has no open login; of who has left and cannot be invited any more, since when."""
    opened, today = open_logins(case.run.company_id, case.people), clock.today()
    return [
        Finding(FindingKind.NO_LOGIN, one, since=one.left_on if one.left_on and one.left_on < today else None)
        for one in case.people.values()
        if one.pk not in opened
    ]
