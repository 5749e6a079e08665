"""The qualifying deduction: 20 % of the sick pay of an average week (lagen 1991:1047 om sjuklön, 6 §).

The average week of a monthly salary is the salary by the weeks of a year, that of an hourly wage the hours of the
schedule, or the hours really worked where the agreement says over how many weeks. The supplements of an average week's
unsocial hours are part of it, where they are known by the clock.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from common.money import Ore, round_to_ore
from payroll.rules.average_unsocial import unsocial_days
from payroll.rules.average_week import DAYS_A_WEEK, AverageWeek, average_week
from payroll.rules.basis import PayslipBasis, Terms
from payroll.rules.hourly_value import value_figures, value_inputs, week_formula, weekly_pay
from payroll.rules.lines import hours, krona_text, money_input, paid_line, pay_input, text
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.sick_periods import SickPeriod
from payroll.statutory import Parameters

LAW = "sick_pay_act.qualifying_deduction"


class Week(NamedTuple):
    """What an average week pays: exact öre, how it comes about, what goes into it, and what it rests on."""

    ore: Decimal
    formula: str
    inputs: tuple[Input, ...]
    law: str


def whole_deduction(day: date, terms: Terms, basis: PayslipBasis, parameters: Parameters) -> Ore:
    """20 % of an average week's sick pay, for an illness that begins on a day."""
    return _whole(_week(day, terms, basis, parameters), parameters)


def deduction_line(used: Ore, period: SickPeriod, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """What of it is taken on this payslip."""
    terms, day = period.first_terms(basis), period.registrations[0].day
    week = _week(day, terms, basis, parameters)
    whole = _whole(week, parameters)
    figures = (parameters.figure("qualifying_deduction_rate"), parameters.figure("sick_pay_rate"))
    rates = " × ".join(f"{text(figure.value * 100)} %" for figure in figures)
    formula = f"−{rates} × {week.formula}"
    return paid_line(
        "qualifying_deduction",
        quantity=Decimal(1),
        unit=Unit.NONE,
        rate=-Decimal(used),
        formula=formula if used == whole else f"{formula}, {krona_text(Decimal(used))}",
        law=week.law,
        inputs=(*week.inputs, money_input("whole_qualifying_deduction", whole)),
        figures=(*figures, *value_figures(terms, parameters)),
        registrations=period.within[:1],
    )


def _whole(week: Week, parameters: Parameters) -> Ore:
    exact = week.ore * parameters.value("sick_pay_rate")
    return round_to_ore(exact * parameters.value("qualifying_deduction_rate"))


def _week(day: date, terms: Terms, basis: PayslipBasis, parameters: Parameters) -> Week:
    week, unsocial = _week_of_wage(day, terms, basis, parameters), unsocial_days(basis)
    if unsocial is None:
        return week
    of_week = Decimal(unsocial.amount) * DAYS_A_WEEK / unsocial.days
    inputs = (
        money_input("unsocial_of_period", unsocial.amount),
        Input("days_of_period", str(unsocial.days), Unit.COUNT),
        Input("unsocial_period", f"{unsocial.first} {unsocial.last}", Unit.NONE),
    )
    supplements = f"{krona_text(Decimal(unsocial.amount))} × {DAYS_A_WEEK} / {unsocial.days}"
    formula = f"({week.formula} + {supplements})"
    return Week(week.ore + of_week, formula, (*week.inputs, *inputs), week.law)


def _week_of_wage(day: date, terms: Terms, basis: PayslipBasis, parameters: Parameters) -> Week:
    average = average_week(day, terms, basis)
    if average is not None and average.is_known:
        return _worked(average, terms)
    formula, inputs = week_formula(terms, basis, parameters), value_inputs(terms, basis)
    if average is None:
        return Week(weekly_pay(terms, basis, parameters), formula, inputs, LAW)
    short = (*inputs, *_reference(average))
    return Week(weekly_pay(terms, basis, parameters), formula, short, f"{LAW}_short_history")


def _worked(average: AverageWeek, terms: Terms) -> Week:
    worked, wage = hours(average.minutes), Decimal(terms.hourly_wage)
    inputs = (pay_input(terms), Input("hours_worked_before", text(worked), Unit.HOURS), *_reference(average))
    formula = f"{krona_text(wage)} × {text(worked)} / {average.weeks}"
    return Week(wage * average.minutes / (60 * average.weeks), formula, inputs, f"{LAW}_average")


def _reference(average: AverageWeek) -> tuple[Input, ...]:
    return (
        Input("reference_weeks", str(average.weeks), Unit.COUNT),
        Input("reference_period", f"{average.first} {average.last}", Unit.NONE),
    )
