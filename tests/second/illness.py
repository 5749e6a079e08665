"""Sick pay, walked through day by day as lagen (1991:1047) om sjuklön tells it."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from payroll.rules.basis import Kind, PayForm, PayslipBasis, Terms
from tests.second.days_away import (
    ONE_DAY,
    Piece,
    by_calendar_day,
    free_between,
    kept_with,
    minutes_of,
    missed,
    terms_of,
    within_month,
)
from tests.second.figures import figure, ore
from tests.second.unsocial import lost_to_illness, unsocial_of_a_week

Line = tuple[str, int]


@dataclass
class Period:
    """One illness: what was lost in its first fourteen days, and the days after them."""

    last_day: date
    number: int
    deduction_left: int
    lost: list[tuple[date, int]] = field(default_factory=list)
    after: dict[date, Fraction] = field(default_factory=dict)
    weights: dict[date, Fraction] = field(default_factory=dict)
    supplemented: dict[date, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """How the latest illness stands afterwards."""

    last_day: date | None
    days_counted: int
    deduction_left: int


def illness(basis: PayslipBasis) -> tuple[list[Line], Standing]:
    """Lines of every illness, and how the last one stands."""
    history, lines = basis.sick_history, []
    standing = Standing(history.last_day, history.days_counted, history.deduction_left)
    for period in _periods(basis):
        first_days = _first_fourteen(basis, period)
        lost = lost_to_illness(basis, {day for day, _ in period.lost}, figure("sick_pay_rate", basis.payday))
        first_days += [("sick_pay_unsocial", amount) for amount in lost]
        sick_pay = sum(amount for name, amount in first_days if name.startswith("sick_pay"))
        taken = min(sick_pay, period.deduction_left)
        by_day = by_calendar_day(basis, period.weights)
        later = within_month(basis, period.after, by_day)
        lines += [*first_days, ("qualifying_deduction", -taken)]
        for piece, exact in later:
            lines.append(("sick_deduction_day_15", -ore(exact)))
            lines.append(("sick_supplement", _supplement(basis, period, piece, ore(exact))))
        at_the_end = [one for one in later if one[0].last == basis.deviation_last]
        by_month = any(one not in by_day for one in at_the_end)
        standing = _standing(basis, period, period.deduction_left - taken, by_month)
    return lines, standing


def _periods(basis: PayslipBasis) -> list[Period]:
    history, periods = basis.sick_history, []
    occasions, period = history.occasions, None
    if history.last_day is not None:
        period = Period(history.last_day, history.days_counted, history.deduction_left)
    for day, minutes in minutes_of(basis, Kind.SICK).items():
        gap = None if period is None else _goes_on(basis, period.last_day, day)
        if period is None or gap is None:
            counts = occasions < figure("qualifying_deductions_a_year", basis.payday) and not _protected(basis, day)
            occasions += counts
            period, gap = Period(day, 0, _deduction(basis, day) if counts else 0), 1
        if period not in periods:
            periods.append(period)
        _one_more(basis, period, day, minutes, gap)
    return periods


def _protected(basis: PayslipBasis, day: date) -> bool:
    """Försäkringskassan has decided that there is no qualifying deduction."""
    return any(first <= day <= (last or date.max) for first, last in basis.sick_protection)


def _goes_on(basis: PayslipBasis, last: date, day: date) -> int | None:
    """How many days of the illness there are more with this day; None when it is a new one."""
    if free_between(basis, last, day):
        return (day - last).days
    return 1 if (day - last).days <= figure("sick_relapse_days", basis.payday) else None


def _one_more(basis: PayslipBasis, period: Period, day: date, minutes: int, gap: int) -> None:
    last_paid = int(figure("sick_pay_last_day", basis.payday))
    period.last_day = day
    period.number += gap
    if period.number <= last_paid:
        period.lost.append((day, minutes))
        return
    share = missed(basis, day, minutes)
    period.after[day] = share
    before = max(period.number - gap, last_paid)
    until = min(period.number, basis.agreement.sick_supplement_last_day)
    for number in range(before + 1, period.number + 1):
        kept = kept_with(basis, list(period.weights), day, day - (period.number - number) * ONE_DAY)
        period.weights[kept] = period.weights.get(kept, Fraction(0)) + share
        paid = share if number <= until else Fraction(0)
        period.supplemented[kept] = period.supplemented.get(kept, Fraction(0)) + paid


def _week(basis: PayslipBasis, terms: Terms) -> Fraction:
    if terms.pay_form == PayForm.HOURLY:
        return Fraction(terms.hourly_wage * basis.weekly_minutes, 60)
    return Fraction(terms.monthly_salary * 12) / figure("average_weeks_a_year", basis.payday)


def _deduction(basis: PayslipBasis, day: date) -> int:
    terms = terms_of(basis, day)
    assert terms is not None
    shares = figure("qualifying_deduction_rate", basis.payday) * figure("sick_pay_rate", basis.payday)
    week = _worked_week(basis, terms, day) or _week(basis, terms)
    return ore((week + unsocial_of_a_week(basis)) * shares)


def _worked_week(basis: PayslipBasis, terms: Terms, day: date) -> Fraction | None:
    """The average of the hours of an hourly wage, where there are hours for all the weeks (payroll-rules.md 4)."""
    weeks, known = basis.agreement.qualifying_weeks, basis.hours_before
    if not weeks or known is None or terms.pay_form != PayForm.HOURLY or (day - known.since).days < 7 * weeks:
        return None
    minutes = sum(number for on, number in known.minutes if 0 < (day - on).days <= 7 * weeks)
    return Fraction(terms.hourly_wage * minutes, 60 * weeks)


def _first_fourteen(basis: PayslipBasis, period: Period) -> list[Line]:
    lines = []
    for terms in basis.terms:
        minutes = sum(number for day, number in period.lost if terms_of(basis, day) == terms)
        if not minutes:
            continue
        pay = _week(basis, terms) * minutes / basis.weekly_minutes
        if terms.pay_form == PayForm.MONTHLY:
            lines.append(("sick_deduction", -ore(pay)))
        lines.append(("sick_pay", ore(pay * figure("sick_pay_rate", basis.payday))))
    return lines


def _supplement(basis: PayslipBasis, period: Period, piece: Piece, taken: int) -> int:
    """The agreement's share of what was taken, for the days that it reaches: more of pay above ten base amounts."""
    days = sum(number for day, number in period.weights.items() if piece.holds(basis, day))
    paid = sum(number for day, number in period.supplemented.items() if piece.holds(basis, day))
    salary, agreement = Fraction(piece.terms.monthly_salary), basis.agreement
    below = min(salary, figure("price_base_amount", basis.payday) * 100 * 10 / 12)
    above = (salary - below) * Fraction(agreement.sick_supplement_above_rate)
    return ore(taken * (below * Fraction(agreement.sick_supplement_rate) + above) / salary * paid / days)


def _standing(basis: PayslipBasis, period: Period, left: int, by_month: bool) -> Standing:
    """Days off that end a month are days of the illness where a part of the month was taken in place of days."""
    if by_month:
        rest = (basis.deviation_last - period.last_day).days
        return Standing(basis.deviation_last, period.number + rest, left)
    return Standing(period.last_day, period.number, left)
