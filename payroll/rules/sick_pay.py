"""Sick pay of the first fourteen days, its qualifying deduction, and the deduction from day fifteen.

Lagen (1991:1047) om sjuklön: 80 % of lost pay (6 §), a qualifying deduction of 20 % of the sick pay of an average week,
never more than the sick pay itself (6 §), what is not used up goes on to the next sick day of the period; a new period
that begins within five calendar days goes on with the old one (7 §); at most ten qualifying deductions in twelve
months (6 §), and none while a decision gives special protection (13 §). From day fifteen there is no sick pay but a
calendar-day deduction, and what an agreement adds.
"""

from datetime import date
from decimal import Decimal

from common.money import Ore
from employment.rules.pay_periods import Days
from payroll.rules.basis import PayForm, PayslipBasis, Registration, Terms
from payroll.rules.calendar_days import calendar_deduction, covers_month, within_month
from payroll.rules.hourly_value import hour_formula, hourly_value, value_figures, value_inputs
from payroll.rules.lines import hours, paid_line, text
from payroll.rules.qualifying_deduction import deduction_line, whole_deduction
from payroll.rules.result import PayslipLine, SickState, Unit
from payroll.rules.salary_months import by_month, month_of
from payroll.rules.sick_periods import SickPeriod, sick_periods
from payroll.rules.sick_supplement import sick_supplement
from payroll.rules.sick_unsocial import lost_unsocial_hours
from payroll.rules.spells import shares
from payroll.statutory import Parameters

LAW = "sick_pay_act"
SICK_PAY = frozenset({"sick_pay", "sick_pay_unsocial"})


def sick_lines(basis: PayslipBasis, parameters: Parameters) -> tuple[list[PayslipLine], SickState]:
    """Lines of every sick period of the deviation period, and how the last one stands afterwards."""
    history = basis.sick_history
    occasions = history.occasions
    lines: list[PayslipLine] = []
    state = SickState(history.last_day, history.days_counted, history.deduction_left, (), 0)
    periods = sick_periods(basis, parameters)
    deduction_days = []
    for period in periods:
        left = period.deduction_left
        if left is None:
            first = period.registrations[0].day
            is_special = is_protected(basis, first)
            protected = is_special or occasions >= parameters.value("qualifying_deductions_a_year")
            left = 0 if protected else whole_deduction(first, period.first_terms(basis), basis, parameters)
            if not protected:
                occasions += 1
                deduction_days.append(first)
        made, left = _period_lines(period, left, basis, parameters)
        lines += made
        state = _state_after(period, left, basis)
    days = len({one.day for period in periods for one in period.registrations})
    return lines, SickState(state.last_day, state.days_counted, state.deduction_left, tuple(deduction_days), days)


def is_protected(basis: PayslipBasis, day: date) -> bool:
    """Whether Försäkringskassan has decided that the employee has no qualifying deduction (special protection)."""
    return any(first <= day and (last is None or day <= last) for first, last in basis.sick_protection)


def _state_after(period: SickPeriod, left: Ore, basis: PayslipBasis) -> SickState:
    """Where the period stands; days off that end a month of which a salary was lost as a whole are sick days too."""
    last, counted = period.registrations[-1].day, period.days_counted
    terms = basis.terms_on(last)
    if terms is None or terms.pay_form != PayForm.MONTHLY:
        return SickState(last, counted, left, (), 0)
    days = month_of(basis, terms, last)
    if days.last == basis.deviation_last:
        of_month = [one for one in period.after if days.has(one.day)]
        is_even = len(set(shares(of_month, basis.planned).values())) == 1
        if is_even and covers_month(basis, days, of_month):
            counted += (basis.deviation_last - last).days
            last = basis.deviation_last
    return SickState(last, counted, left, (), 0)


def _period_lines(
    period: SickPeriod, left: Ore, basis: PayslipBasis, parameters: Parameters
) -> tuple[list[PayslipLine], Ore]:
    lines: list[PayslipLine] = []
    for terms, registrations in basis.by_terms(period.within):
        lines += _first_fourteen_days(registrations, terms, basis, parameters)
    lines += lost_unsocial_hours(basis, {one.day for one in period.within}, parameters)
    sick_pay = sum(line.amount for line in lines if line.pay_item in SICK_PAY)
    used = min(left, sick_pay)
    if used:
        lines.append(deduction_line(used, period, basis, parameters))
    for terms, registrations in basis.by_terms(period.after):
        if terms.pay_form == PayForm.MONTHLY:
            for month, found in by_month(basis, terms, registrations).items():
                lines += _from_day_fifteen(period, found, month, basis, parameters)
    return lines, left - used


def _first_fourteen_days(
    registrations: list[Registration], terms: Terms, basis: PayslipBasis, parameters: Parameters
) -> list[PayslipLine]:
    """The pay that is lost, and 80 % of it back."""
    rate = hourly_value(terms, basis, parameters)
    quantity = hours(sum(registration.minutes for registration in registrations))
    share = parameters.value("sick_pay_rate")
    hour = hour_formula(terms, basis, parameters)
    lines = []
    if terms.pay_form == PayForm.MONTHLY:
        lines.append(
            paid_line(
                "sick_deduction",
                quantity=quantity,
                unit=Unit.HOURS,
                rate=-rate,
                formula=f"−{text(quantity)} × {hour}",
                law=f"{LAW}.deduction",
                inputs=value_inputs(terms, basis),
                figures=value_figures(terms, parameters),
                registrations=registrations,
            )
        )
    lines.append(
        paid_line(
            "sick_pay",
            quantity=quantity,
            unit=Unit.HOURS,
            rate=rate * share,
            formula=f"{text(quantity)} × {hour} × {text(share * 100)} %",
            law=f"{LAW}.pay",
            inputs=value_inputs(terms, basis),
            figures=(parameters.figure("sick_pay_rate"), *value_figures(terms, parameters)),
            registrations=registrations,
        )
    )
    return lines


def _from_day_fifteen(
    period: SickPeriod,
    registrations: list[Registration],
    month: tuple[Terms, Days],
    basis: PayslipBasis,
    parameters: Parameters,
) -> list[PayslipLine]:
    terms, _days = month
    line = calendar_deduction(
        "sick_deduction_day_15",
        terms,
        registrations,
        days=sum((period.days_after[day] for day in {one.day for one in registrations}), Decimal(0)),
        law=f"{LAW}.day_15",
        figures=(parameters.figure("sick_pay_last_day"),),
    )
    taken = within_month([line], basis, month, registrations)
    amount = -sum(one.amount for one in taken)
    return [*taken, *sick_supplement(period, registrations, terms, amount, basis, parameters)]
