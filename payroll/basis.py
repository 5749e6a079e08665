"""The only way from rows to `PayslipBasis`: everything read in bulk, a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from common.periods import Month
from common.red_days import bank_day_on_or_before
from employment.models import CompanyPayrollSettings, Employee, EmploymentTerms, TaxTerms
from employment.models.company_payroll_settings import DeviationPeriod
from employment.queries import employment_terms_during, payroll_settings_of, tax_terms_on
from payroll.models import PayrollRun, Payslip
from payroll.rules.basis import (
    Agreement,
    Kind,
    PayForm,
    PayslipBasis,
    Registration,
    SickHistory,
    Tax,
    TaxMethod,
    Terms,
    YearToDate,
)
from timereporting.models import TimeEntry
from timereporting.queries import payroll_entries_for, scheduled_days_for

LOOK_BACK = timedelta(days=14)
VACATION_YEAR_STARTS = 4


def deviation_month(month: Month, settings: CompanyPayrollSettings) -> Month:
    """The month whose deviations a month's pay contains."""
    return month if settings.deviation_period == DeviationPeriod.CURRENT_MONTH else month.previous


def payday_of(month: Month, settings: CompanyPayrollSettings) -> date:
    """The company's payday in a month: the last bank day on or before the day of its settings."""
    return bank_day_on_or_before(month.first.replace(day=settings.payday_day))


def bases_for(run: PayrollRun, employees: Sequence[Employee]) -> list[PayslipBasis]:
    """The basis of each employee's payslip, in the order given."""
    settings = payroll_settings_of(run.company_id)
    ids = [employee.pk for employee in employees]
    first, last = run.deviation_first, run.deviation_last
    terms = _grouped(employment_terms_during(run.company_id, ids, min(first, run.period), run.month.last))
    taxes = tax_terms_on(run.company_id, ids, run.payday)
    entries = _grouped(payroll_entries_for(run.company_id, ids, first, last))
    schedules = scheduled_days_for(ids, first - LOOK_BACK, last)
    history = _history(run, ids)
    agreement = _agreement(settings)
    return [
        PayslipBasis(
            employee_id=str(employee.pk),
            birth_year=_birth_year(employee),
            month=run.month,
            payday=run.payday,
            deviation_first=first,
            deviation_last=last,
            employed_from=employee.hired_on,
            employed_to=employee.left_on,
            terms=tuple(_terms(row) for row in terms[employee.pk]),
            weekly_minutes=schedules.weekly[employee.pk],
            planned_minutes=tuple(schedules.planned[employee.pk].items()),
            registrations=tuple(_registration(row) for row in entries[employee.pk]),
            tax=_tax(taxes[employee.pk]),
            agreement=agreement,
            sick_history=_sick_history(history[employee.pk], run),
            year_to_date=_year_to_date(history[employee.pk], run),
            vacation_days_left=settings.vacation_days - _vacation_taken(history[employee.pk], run),
        )
        for employee in employees
    ]


Row = TypeVar("Row", EmploymentTerms, TimeEntry, Payslip)


def _grouped(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.employee_id].append(row)
    return found


def _history(run: PayrollRun, employee_ids: Iterable[UUID]) -> dict[UUID, list[Payslip]]:
    """Approved payslips of the last fourteen months before the run, oldest first."""
    since = run.payday - timedelta(days=430)
    payslips = Payslip.objects.filter(
        company_id=run.company_id,
        employee_id__in=list(employee_ids),
        approved_at__isnull=False,
        payday__gte=since,
        period__lt=run.period,
    )
    return _grouped(payslips.order_by("period"))


def _birth_year(employee: Employee) -> int:
    if employee.birth_date is None:
        raise ValueError(f"Employee {employee.pk} has no identity number; checks come before assembling.")
    return employee.birth_date.year


def _terms(row: EmploymentTerms) -> Terms:
    return Terms(
        row.starts_on,
        row.ends_on,
        PayForm(row.pay_form),
        row.monthly_salary or 0,
        row.hourly_wage or 0,
        row.employment_rate,
    )


def _tax(row: TaxTerms) -> Tax:
    return Tax(TaxMethod(row.method), row.tax_table or 0, row.tax_column or 0)


def _registration(row: TimeEntry) -> Registration:
    return Registration(row.worked_on, Kind(row.quick_choice), row.minutes, str(row.pk))


def _agreement(settings: CompanyPayrollSettings) -> Agreement:
    return Agreement(
        full_time_weekly_hours=settings.full_time_weekly_hours,
        vacation_supplement_rate=settings.vacation_supplement_rate,
        hourly_vacation_rate=settings.hourly_vacation_rate,
        overtime_simple_divisor=settings.overtime_simple_divisor,
        overtime_qualified_divisor=settings.overtime_qualified_divisor,
        additional_time_divisor=settings.additional_time_divisor,
        overtime_simple_factor=settings.overtime_simple_factor,
        overtime_qualified_factor=settings.overtime_qualified_factor,
        absence_day_divisor=settings.absence_day_divisor,
        absence_hour_divisor=settings.absence_hour_divisor,
    )


def _sick_history(payslips: list[Payslip], run: PayrollRun) -> SickHistory:
    """How the latest sick period stands, and the qualifying deductions of the last twelve months."""
    if not payslips:
        return SickHistory()
    latest = payslips[-1].sick_state
    since = (run.deviation_first - timedelta(days=365)).isoformat()
    occasions = sum(1 for slip in payslips for day in slip.sick_state["deduction_days"] if day >= since)
    last_day = date.fromisoformat(latest["last_day"]) if latest["last_day"] else None
    return SickHistory(last_day, latest["days_counted"], latest["deduction_left"], occasions)


def _year_to_date(payslips: list[Payslip], run: PayrollRun) -> YearToDate:
    this_year = [slip for slip in payslips if slip.payday.year == run.payday.year]
    return YearToDate(
        sum(slip.gross_pay for slip in this_year),
        sum(slip.preliminary_tax for slip in this_year),
        sum(slip.net_pay for slip in this_year),
    )


def _vacation_taken(payslips: list[Payslip], run: PayrollRun) -> Decimal:
    """Days taken since the vacation year began on 1 April (semesterlagen 3 §)."""
    started = run.payday.year if run.payday.month >= VACATION_YEAR_STARTS else run.payday.year - 1
    first = date(started, VACATION_YEAR_STARTS, 1)
    return sum((slip.vacation_days_taken for slip in payslips if slip.payday >= first), Decimal(0))
