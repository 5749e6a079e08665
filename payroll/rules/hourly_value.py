"""What an hour and a week are worth to someone with a monthly salary.

Hourly value: month × 12 / (52 × weekly hours), the form used for sick pay (lagen 1991:1047 om sjuklön, 6 §, by the
parties' usual reading).
"""

from decimal import Decimal

from payroll.rules.basis import PayForm, PayslipBasis, Terms
from payroll.rules.lines import hours
from payroll.statutory import Parameters


class ScheduleMissing(ValueError):
    """Without scheduled hours an hour of a monthly salary has no value."""


def weekly_pay(terms: Terms, basis: PayslipBasis, parameters: Parameters) -> Decimal:
    """An average week's pay in exact öre."""
    if terms.pay_form == PayForm.MONTHLY:
        return Decimal(terms.monthly_salary) * 12 / parameters.value("average_weeks_a_year")
    return Decimal(terms.hourly_wage) * hours(basis.weekly_minutes)


def hourly_value(terms: Terms, basis: PayslipBasis, parameters: Parameters) -> Decimal:
    """An hour's pay in exact öre. Raises ScheduleMissing."""
    if terms.pay_form == PayForm.HOURLY:
        return Decimal(terms.hourly_wage)
    if basis.weekly_minutes <= 0:
        raise ScheduleMissing(basis.employee_id)
    return weekly_pay(terms, basis, parameters) / hours(basis.weekly_minutes)
