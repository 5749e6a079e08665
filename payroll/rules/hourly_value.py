"""What an hour and a week are worth to someone with a monthly salary.

Hourly value: month × 12 / (52 × weekly hours), the form used for sick pay (lagen 1991:1047 om sjuklön, 6 §, by the
parties' usual reading). Overtime, additional time and leave go by the divisors of agreements.
"""

from decimal import Decimal
from typing import NamedTuple

from payroll.rules.basis import PayForm, PayslipBasis, Terms
from payroll.rules.lines import hours, krona_text, pay_input, text
from payroll.rules.result import Input, Unit
from payroll.statutory import Figure, Parameters


class ScheduleMissing(ValueError):
    """Without scheduled hours neither an hour of a monthly salary nor a week of an hourly wage has a value."""


def weekly_hours(basis: PayslipBasis) -> Decimal:
    """The hours of an ordinary week. Raises ScheduleMissing."""
    if basis.weekly_minutes <= 0:
        raise ScheduleMissing(basis.employee_id)
    return hours(basis.weekly_minutes)


def weekly_pay(terms: Terms, basis: PayslipBasis, parameters: Parameters) -> Decimal:
    """An average week's pay in exact öre. Raises ScheduleMissing."""
    if terms.pay_form == PayForm.MONTHLY:
        return Decimal(terms.monthly_salary) * 12 / parameters.value("average_weeks_a_year")
    return Decimal(terms.hourly_wage) * weekly_hours(basis)


def hourly_value(terms: Terms, basis: PayslipBasis, parameters: Parameters) -> Decimal:
    """An hour's pay in exact öre. Raises ScheduleMissing."""
    if terms.pay_form == PayForm.HOURLY:
        return Decimal(terms.hourly_wage)
    return weekly_pay(terms, basis, parameters) / weekly_hours(basis)


class Value(NamedTuple):
    """What a day or an hour is worth: exact öre, how it comes about, and what goes into it."""

    ore: Decimal
    formula: str
    inputs: tuple[Input, ...]


def divided(terms: Terms, divisor: Decimal) -> Value:
    """An hour's worth as agreements put it: the full-time salary by a number of hours."""
    rate = Input("employment_rate", text(terms.employment_rate), Unit.PER_CENT)
    of_agreement = Input("hourly_divisor", text(divisor), Unit.COUNT)
    formula = f"{krona_text(terms.full_time_salary)} / {text(divisor)}"
    return Value(terms.full_time_salary / divisor, formula, (pay_input(terms), rate, of_agreement))


def week_formula(terms: Terms, basis: PayslipBasis, parameters: Parameters) -> str:
    """How an average week's pay comes about, with its figures."""
    if terms.pay_form == PayForm.HOURLY:
        return f"{krona_text(Decimal(terms.hourly_wage))} × {text(weekly_hours(basis))}"
    weeks = text(parameters.value("average_weeks_a_year"))
    return f"{krona_text(Decimal(terms.monthly_salary))} × 12 / {weeks}"


def hour_formula(terms: Terms, basis: PayslipBasis, parameters: Parameters) -> str:
    """How an hour's pay comes about, with its figures."""
    if terms.pay_form == PayForm.HOURLY:
        return krona_text(Decimal(terms.hourly_wage))
    weeks = text(parameters.value("average_weeks_a_year"))
    return f"{krona_text(Decimal(terms.monthly_salary))} × 12 / ({weeks} × {text(weekly_hours(basis))})"


def value_inputs(terms: Terms, basis: PayslipBasis) -> tuple[Input, ...]:
    """Pay, and the hours that it is for."""
    return (pay_input(terms), Input("weekly_hours", text(weekly_hours(basis)), Unit.HOURS))


def value_figures(terms: Terms, parameters: Parameters) -> tuple[Figure, ...]:
    """What of the law goes into the value: nothing for an hourly wage."""
    return (parameters.figure("average_weeks_a_year"),) if terms.pay_form == PayForm.MONTHLY else ()
