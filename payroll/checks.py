"""What stands in the way of a run, found before anything is calculated: names and where to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from common.periods import Month
from employment.completeness import label_of, missing_fields_for
from employment.models import Employee
from employment.models.employee import EmploymentType
from employment.queries import employed_during, employees_of, employment_terms_during, tax_terms_on
from payroll.deviations import hours_of, months_by_employee, reach_of
from payroll.missing_figures import without_one_off_table
from payroll.models import PayrollRun
from payroll.parameters import parameters_for
from payroll.statutory import YearNotAvailable
from payroll.vacation_at_hand import payouts_before
from payroll.vacation_check import beyond_vacation
from timereporting.awaited import unapproved_for
from timereporting.queries import hourly_in, without_schedule


class CheckKind(StrEnum):
    """What is missing."""

    YEAR = "YEAR"
    NOBODY = "NOBODY"
    INCOMPLETE = "INCOMPLETE"
    TAX = "TAX"
    TERMS = "TERMS"
    FIGURE = "FIGURE"
    SCHEDULE = "SCHEDULE"
    UNAPPROVED = "UNAPPROVED"
    VACATION = "VACATION"


@dataclass(frozen=True)
class Check:
    """One thing that must be mended; `employee` is None when it concerns the run as a whole.

    `figures` are names of what the law's figures lack for the year, `month` is the one whose time is not approved.
    """

    kind: CheckKind
    employee: Employee | None = None
    detail: str = ""
    figures: tuple[str, ...] = ()
    month: Month | None = None


def employees_in(run: PayrollRun) -> list[Employee]:
    """The population of a run: everyone employed in its month or on days whose deviations it pays, or owed vacation
    pay.
    """
    first = min(run.period, run.deviation_first)
    employees = list(employed_during(run.company_id, min(first, reach_of(run).first), run.month.last))
    gone = [one.pk for one in employees if not one.is_employed_during(first, run.month.last)]
    hourly = hourly_in(run.company_id, dict.fromkeys(gone, hours_of(run)))
    present = [one for one in employees if one.pk not in gone or one.pk in hourly]
    owed = employees_of(run.company_id).filter(pk__in=payouts_before(run).order_by().values("employee_id"))
    others = owed.exclude(pk__in=[one.pk for one in present])
    return sorted([*present, *others], key=lambda one: (one.sort_key, one.pk))


def _unapproved_in(run: PayrollRun, employees: Sequence[Employee]) -> dict[UUID, Month]:
    """Those whose time of a month that the run pays for is not approved though it has to be, with the first such."""
    by_id = {one.pk: one for one in employees}
    found: dict[UUID, Month] = {}
    for month, ids in sorted(months_by_employee(run, list(by_id)).items()):
        for one in unapproved_for(run.company_id, [by_id[one] for one in ids], month):
            found.setdefault(one.pk, month)
    return found


def checks_of(run: PayrollRun, employees: Sequence[Employee]) -> list[Check]:
    """Everything that stops the run; a constant number of queries."""
    found, law = [], None
    try:
        law = parameters_for(run.payday)
    except YearNotAvailable as error:
        found.append(Check(CheckKind.YEAR, detail=str(error.year), figures=error.missing))
    if not employees:
        found.append(Check(CheckKind.NOBODY))
    ids = [employee.pk for employee in employees]
    incomplete = missing_fields_for(employees, on=run.payday)
    taxed = tax_terms_on(run.company_id, ids, run.payday)
    paid = {
        row.employee_id
        for row in employment_terms_during(run.company_id, ids, min(run.period, reach_of(run).first), run.month.last)
    }
    scheduled = [employee.pk for employee in employees if employee.employment_type == EmploymentType.COMPLETE]
    unscheduled = without_schedule(scheduled, run.month.last)
    unapproved = _unapproved_in(run, employees)
    beyond = beyond_vacation(run, employees)
    untaxable = without_one_off_table(run, taxed, law)
    for employee in employees:
        for kind, fails in (
            (CheckKind.INCOMPLETE, bool(incomplete[employee.pk]) or employee.is_draft),
            (CheckKind.TERMS, employee.pk not in paid),
            (CheckKind.TAX, employee.pk not in taxed),
            (CheckKind.FIGURE, employee.pk in untaxable),
            (CheckKind.SCHEDULE, employee.pk in unscheduled),
            (CheckKind.UNAPPROVED, employee.pk in unapproved),
            (CheckKind.VACATION, employee.pk in beyond),
        ):
            if fails:
                fields = incomplete[employee.pk] if kind == CheckKind.INCOMPLETE else []
                detail = ", ".join(label_of(field).lower() for field in fields)
                figures = (untaxable[employee.pk],) if kind == CheckKind.FIGURE else ()
                month = unapproved[employee.pk] if kind == CheckKind.UNAPPROVED else None
                found.append(Check(kind, employee, detail, figures, month))
                break
    return found
