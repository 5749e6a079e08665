"""Days that a run pays the deviations of before they have been."""

from common import clock
from payroll.deviations import window_in
from payroll.findings.case import Case
from payroll.findings.kinds import Finding, FindingKind


def days_to_come(case: Case) -> list[Finding]:
    """The last day that the run takes deviations from, where it is after today: once approved it is closed too."""
    window_of = window_in(case.run)
    windows = [window_of(terms) for terms in case.terms.values()]
    last = max((days.last for days in windows if not days.is_empty), default=clock.today())
    return [Finding(FindingKind.DAYS_TO_COME, until=last)] if last > clock.today() else []
