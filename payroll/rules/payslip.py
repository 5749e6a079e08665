"""The payslip, in reading order: what is earned, what absence takes, tax, net, and what the employer pays on top."""

from payroll.rules.absence import leave_deductions
from payroll.rules.basis import PayslipBasis
from payroll.rules.canonical import fingerprint_of
from payroll.rules.earnings import additional_time, hourly_vacation_pay, hours_worked, monthly_salary, overtime
from payroll.rules.employer_contributions import AgeGroupMissing, contributions
from payroll.rules.hourly_value import ScheduleMissing
from payroll.rules.preliminary_tax import tax_lines
from payroll.rules.result import PayslipLine, PayslipResult
from payroll.rules.sick_pay import sick_lines
from payroll.rules.vacation import vacation_days, vacation_lines
from payroll.statutory import FigureMissing, Parameters

ENGINE_VERSION = 2


class NetBelowZero(ValueError):
    """Deductions are larger than the pay: a person has to decide what to do."""


PROBLEMS = (NetBelowZero, ScheduleMissing, AgeGroupMissing, FigureMissing)
"""Why somebody cannot have a payslip."""


def calculate_payslip(basis: PayslipBasis, parameters: Parameters) -> PayslipResult:
    """One payslip. Gross − tax = net, exactly, in öre.

    Raises ScheduleMissing, AgeGroupMissing, FigureMissing, NetBelowZero.
    """
    earned = [
        *monthly_salary(basis),
        *hours_worked(basis),
        *overtime(basis),
        *additional_time(basis),
        *vacation_lines(basis),
    ]
    sick, sick_state = sick_lines(basis, parameters)
    lines: list[PayslipLine] = [
        *earned,
        *hourly_vacation_pay(basis),
        *sick,
        *leave_deductions(basis),
    ]
    gross = sum(line.amount for line in lines)
    if gross < 0:
        raise NetBelowZero(basis.employee_id)
    taxed = tax_lines(basis.tax, gross, gross, basis.year_to_date.gross_pay, parameters)
    tax = sum(line.amount for line in taxed)
    lines += taxed
    return PayslipResult(
        employee_id=basis.employee_id,
        lines=tuple(lines),
        gross_pay=gross,
        taxable_pay=gross,
        preliminary_tax=-tax,
        net_pay=gross + tax,
        contributions=contributions(basis.birth_year, gross, parameters),
        vacation_days_taken=vacation_days(basis),
        sick_state=sick_state,
        fingerprint=fingerprint_of(basis, parameters, ENGINE_VERSION),
    )
