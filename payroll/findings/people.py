"""Whose pay begins or ends with a run, and what was paid before the payroll came here."""

from common.periods import Month
from employment.models.employee import EmploymentType
from payroll.findings.case import Case
from payroll.findings.kinds import Finding, FindingKind
from payroll.models import OpeningBalance, Payslip, VacationEntry
from payroll.rules.basis import PayForm
from payroll.rules.vacation_ledger import Cause


def first_salaries(case: Case) -> list[Finding]:
    """Who has never been paid here, where others have been."""
    if not case.earlier:
        return []
    slips = Payslip.objects.filter(company_id=case.run.company_id, run_id__in=[one.pk for one in case.earlier])
    paid = set(slips.order_by().values_list("employee_id", flat=True).distinct())
    return [
        Finding(FindingKind.FIRST_SALARY, one, since=one.employments[0].starts_on)
        for one in case.people.values()
        if one.pk not in paid
    ]


def last_salaries(case: Case) -> list[Finding]:
    """Who has a salary that ends, while nobody has decided about the vacation that is left."""
    leaving = {
        one.pk: one
        for one in case.people.values()
        if one.left_on
        and one.left_on <= case.run.month.last
        and one.employment_type == EmploymentType.COMPLETE
        and any(row.pay_form == PayForm.MONTHLY and row.days_in(one.left_on, one.left_on) for row in case.terms[one.pk])
    }
    if not leaving:
        return []
    rows = VacationEntry.objects.filter(
        company_id=case.run.company_id, employee_id__in=leaving, cause=Cause.COMPENSATED
    )
    decided = list(rows.values_list("pk", "about", "employee_id", "on"))
    taken_back = {about for _pk, about, _who, _on in decided}
    done = {(who, on) for pk, about, who, on in decided if about is None and pk not in taken_back}
    return [
        Finding(FindingKind.VACATION_LEFT, one, since=one.left_on)
        for one in leaving.values()
        if (one.pk, one.left_on) not in done
    ]


def without_opening(case: Case) -> list[Finding]:
    """Who was employed before the first run of a year, of whom nobody has said what was paid in the year before."""
    year, run = case.run.payday.year, case.run
    if run.payday.month == 1 or any(one.payday.year == year for one in case.earlier):
        return []
    rows = OpeningBalance.objects.filter(company_id=run.company_id, year=year)
    known = set(rows.values_list("employee_id", flat=True))
    return [
        Finding(FindingKind.NO_OPENING, one, number=year)
        for one in case.people.values()
        if one.pk not in known and one.employments[0].starts_on < run.period
    ]


def paid_twice_in_month(case: Case) -> list[Finding]:
    """Another month's salary with its payday in the same month."""
    run, paid_in = case.run, Month.of(case.run.payday)
    same = [one.month for one in case.others if Month.of(one.payday) == paid_in]
    months = tuple(sorted([*same, run.month]))
    return [Finding(FindingKind.TWO_SALARIES, months=months, since=run.payday)] if same else []
