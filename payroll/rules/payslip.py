"""The payslip, in reading order: what is earned, what absence takes, tax, net, and what the employer pays on top."""

from collections.abc import Sequence

from payroll.rules.absence import leave_deductions
from payroll.rules.basis import PayslipBasis
from payroll.rules.benefit_payments import PaymentNotCovered, refuse_uncovered
from payroll.rules.canonical import fingerprint_of
from payroll.rules.earnings import additional_time, hourly_vacation_pay, hours_worked, monthly_salary, overtime
from payroll.rules.employer_contributions import AgeGroupMissing, contributions
from payroll.rules.expert_tax import expert_exempt
from payroll.rules.fuel_benefit import fuel_outside_contributions
from payroll.rules.given_lines import (
    amount_in,
    made_lines,
    one_off_amount,
    outside_contributions,
    vacation_basis,
)
from payroll.rules.hourly_value import ScheduleMissing
from payroll.rules.item_lines import Made
from payroll.rules.net_deductions import net_deductions
from payroll.rules.pension import premium_lines
from payroll.rules.preliminary_tax import Payment, tax_lines
from payroll.rules.result import Group, PayslipLine, PayslipResult
from payroll.rules.sick_pay import sick_lines
from payroll.rules.unsocial_hours import unsocial_hours
from payroll.rules.vacation import (
    VacationPayMissing,
    compensation_in,
    days_before_turn,
    supplements_at_once,
    vacation_days,
    vacation_lines,
)
from payroll.statutory import FigureMissing, Parameters

ENGINE_VERSION = 10
"""Raised when the same inputs give another payslip: what was approved before is not computed again by newer rules."""


class NetBelowZero(ValueError):
    """Deductions are larger than the pay: a person has to decide what to do."""


PROBLEMS = (
    NetBelowZero,
    PaymentNotCovered,
    ScheduleMissing,
    AgeGroupMissing,
    FigureMissing,
    VacationPayMissing,
)
"""Why somebody cannot have a payslip."""


def calculate_payslip(basis: PayslipBasis, parameters: Parameters) -> PayslipResult:
    """One payslip. Gross − tax − net deductions + reimbursements = net, exactly, in öre.

    Raises ScheduleMissing, AgeGroupMissing, FigureMissing, VacationPayMissing, NetBelowZero, PaymentNotCovered.
    """
    sick, sick_state = sick_lines(basis, parameters)
    given = made_lines(basis, parameters)
    lines = _gross_lines(basis, sick, given)
    gross = sum(line.amount for line in lines)
    if gross < 0:
        raise NetBelowZero(basis.employee_id)
    benefits = amount_in(given, Group.BENEFIT)
    payment = Payment(
        taxable=gross + benefits,
        cash=gross,
        one_off=one_off_amount(given) + compensation_in(lines) + supplements_at_once(lines, parameters),
        earned=basis.year_to_date.taxable_pay,
        month=basis.payday.month,
        before=basis.month_to_date,
    )
    taxed = tax_lines(basis.tax, payment, parameters)
    tax = sum(line.amount for line in taxed)
    premiums = premium_lines(basis, gross, benefits, parameters)
    after = net_deductions(basis, gross + tax, parameters)
    refuse_uncovered(given, after)
    outside = outside_contributions(given) + fuel_outside_contributions(given, after, parameters)
    outside += expert_exempt(basis.tax, gross + benefits - outside, parameters)
    deducted, paid_back = amount_in(after, Group.DEDUCTION), amount_in(given, Group.REIMBURSEMENT)
    return PayslipResult(
        employee_id=basis.employee_id,
        lines=(
            *lines,
            *_in(given, Group.BENEFIT),
            *taxed,
            *_in(after, Group.DEDUCTION),
            *_in(given, Group.REIMBURSEMENT),
            *_in(premiums, Group.COST),
        ),
        gross_pay=gross,
        taxable_pay=gross + benefits,
        preliminary_tax=-tax,
        net_pay=gross + tax + deducted + paid_back,
        contributions=contributions(
            basis.birth_year,
            gross + benefits,
            parameters,
            outside,
            basis.year_to_date.taxable_pay,
            basis.month_to_date,
        ),
        vacation_days_taken=vacation_days(basis),
        sick_state=sick_state,
        fingerprint=fingerprint_of(basis, parameters, ENGINE_VERSION),
        benefits=benefits,
        net_deductions=-deducted,
        reimbursements=paid_back,
        employer_premiums=amount_in(premiums, Group.COST),
        shares=basis.shares,
        vacation_days_before_turn=days_before_turn(basis),
    )


def _gross_lines(basis: PayslipBasis, sick: Sequence[PayslipLine], given: Sequence[Made]) -> list[PayslipLine]:
    """What is earned and what absence takes, in reading order."""
    return [
        *monthly_salary(basis),
        *hours_worked(basis),
        *overtime(basis),
        *additional_time(basis),
        *unsocial_hours(basis),
        *vacation_lines(basis),
        *hourly_vacation_pay(basis, vacation_basis(given)),
        *sick,
        *leave_deductions(basis),
        *_in(given, Group.GROSS),
    ]


def _in(made: Sequence[Made], *groups: Group) -> list[PayslipLine]:
    return [one.line for one in made if one.item.group in groups]
