"""Sick pay of the first fourteen days, its qualifying deduction, and the deduction from day fifteen.

Lagen (1991:1047) om sjuklön: 80 % of lost pay (6 §), a qualifying deduction of 20 % of the sick pay of an average week,
never more than the sick pay itself (6 §), what is not used up goes on to the next sick day of the period; a new period
that begins within five calendar days goes on with the old one (7 §); at most ten qualifying deductions in twelve
months (6 §). From day fifteen there is no sick pay and a calendar-day deduction.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from common.money import Ore, round_to_ore
from payroll.rules.absence import calendar_day_deduction
from payroll.rules.basis import Kind, PayForm, PayslipBasis, Registration, Terms
from payroll.rules.hourly_value import hourly_value, weekly_pay
from payroll.rules.lines import hours, krona_text, money_input, paid_line, pay_input, text
from payroll.rules.result import PayslipLine, SickState, Unit
from payroll.rules.spells import only_days_off_between
from payroll.statutory import Parameters

LAW = "sick_pay_act"


@dataclass
class SickPeriod:
    """A sick period while it is walked through: which days are within the fourteen and which after."""

    started_before: bool
    days_counted: int
    deduction_left: Ore | None  # None: not worked out yet
    within: list[Registration] = field(default_factory=list)
    after: list[Registration] = field(default_factory=list)

    @property
    def registrations(self) -> list[Registration]:
        return [*self.within, *self.after]


def sick_lines(basis: PayslipBasis, parameters: Parameters) -> tuple[list[PayslipLine], SickState]:
    """Lines of every sick period of the deviation period, and how the last one stands afterwards."""
    history = basis.sick_history
    occasions = history.occasions
    lines: list[PayslipLine] = []
    last_day, left, deduction_days = history.last_day, history.deduction_left, []
    periods = sick_periods(basis, parameters)
    for period in periods:
        terms = basis.terms_on(period.registrations[0].day)
        if terms is None:
            continue
        if period.deduction_left is None:
            protected = occasions >= parameters.value("qualifying_deductions_a_year")
            period.deduction_left = 0 if protected else _qualifying_deduction(terms, basis, parameters)
            if not protected:
                occasions += 1
                deduction_days.append(period.registrations[0].day)
        made, left = _period_lines(period, terms, basis, parameters)
        lines += made
        last_day = period.registrations[-1].day
    counted = periods[-1].days_counted if periods else history.days_counted
    return lines, SickState(last_day, counted, left, tuple(deduction_days), len(basis.registrations_of(Kind.SICK)))


def sick_periods(basis: PayslipBasis, parameters: Parameters) -> list[SickPeriod]:
    """Walk through the sick days: each goes on with the period before it or begins a new one."""
    history, planned = basis.sick_history, basis.planned
    relapse = timedelta(days=int(parameters.value("sick_relapse_days")))
    last_paid_day = int(parameters.value("sick_pay_last_day"))
    periods: list[SickPeriod] = []
    before = history.last_day
    for registration in basis.registrations_of(Kind.SICK):
        gap = (registration.day - before) if before else None
        if gap is None or (gap > relapse and not only_days_off_between(before or date.min, registration.day, planned)):
            periods.append(SickPeriod(False, 0, None))
        elif not periods:
            periods.append(SickPeriod(True, history.days_counted, history.deduction_left))
        _count(periods[-1], registration, before, planned)
        kept = periods[-1].within if periods[-1].days_counted <= last_paid_day else periods[-1].after
        kept.append(registration)
        before = registration.day
    return periods


def _count(period: SickPeriod, registration: Registration, before: date | None, planned: dict[date, int]) -> None:
    """Days off inside one spell of illness count; the days of work before a relapse do not."""
    if before is None or (not period.registrations and not period.started_before):
        period.days_counted = 1
    elif registration.day == before:
        return
    elif only_days_off_between(before, registration.day, planned):
        period.days_counted += (registration.day - before).days
    else:
        period.days_counted += 1


def _qualifying_deduction(terms: Terms, basis: PayslipBasis, parameters: Parameters) -> Ore:
    """20 % of an average week's sick pay."""
    week = weekly_pay(terms, basis, parameters) * parameters.value("sick_pay_rate")
    return round_to_ore(week * parameters.value("qualifying_deduction_rate"))


def _period_lines(
    period: SickPeriod, terms: Terms, basis: PayslipBasis, parameters: Parameters
) -> tuple[list[PayslipLine], Ore]:
    lines: list[PayslipLine] = []
    left = period.deduction_left or 0
    if period.within:
        lines += _first_fourteen_days(period.within, terms, basis, parameters)
        sick_pay = lines[-1].amount
        used = min(left, sick_pay)
        left -= used
        if used:
            lines.append(_deduction_line(used, terms, basis, parameters, period.within))
    if period.after and terms.pay_form == PayForm.MONTHLY:
        days = (period.after[-1].day - period.after[0].day).days + 1
        lines.append(
            calendar_day_deduction("sick_deduction_day_15", terms.monthly_salary, days, period.after, f"{LAW}.day_15")
        )
    return lines, left


def _first_fourteen_days(
    registrations: list[Registration], terms: Terms, basis: PayslipBasis, parameters: Parameters
) -> list[PayslipLine]:
    """The pay that is lost, and 80 % of it back. The sick pay is the last line."""
    rate = hourly_value(terms, basis, parameters)
    quantity = hours(sum(registration.minutes for registration in registrations))
    share = parameters.value("sick_pay_rate")
    hour = _hour_formula(terms, basis)
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
                inputs=(money_input("monthly_salary", terms.monthly_salary),),
                figures=(parameters.figure("average_weeks_a_year"),),
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
            inputs=(pay_input(terms),),
            figures=(parameters.figure("sick_pay_rate"),),
            registrations=registrations,
        )
    )
    return lines


def _deduction_line(
    used: Ore, terms: Terms, basis: PayslipBasis, parameters: Parameters, registrations: list[Registration]
) -> PayslipLine:
    whole = _qualifying_deduction(terms, basis, parameters)
    formula = f"−20 % × 80 % × {krona_text(weekly_pay(terms, basis, parameters))}"
    return paid_line(
        "qualifying_deduction",
        quantity=Decimal(1),
        unit=Unit.NONE,
        rate=-Decimal(used),
        formula=formula if used == whole else f"{formula}, {krona_text(Decimal(used))}",
        law=f"{LAW}.qualifying_deduction",
        inputs=(pay_input(terms), money_input("whole_qualifying_deduction", whole)),
        figures=(parameters.figure("qualifying_deduction_rate"), parameters.figure("sick_pay_rate")),
        registrations=registrations[:1],
    )


def _hour_formula(terms: Terms, basis: PayslipBasis) -> str:
    if terms.pay_form == PayForm.HOURLY:
        return krona_text(Decimal(terms.hourly_wage))
    return f"{krona_text(Decimal(terms.monthly_salary))} × 12 / (52 × {text(hours(basis.weekly_minutes))})"
