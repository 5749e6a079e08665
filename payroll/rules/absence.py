"""Leave without pay: a deduction from the monthly salary, never more than the salary itself.

As in the usual agreements: short leave takes the monthly salary by the agreement's number of workdays for each whole
day (21 for five days a week, fewer in proportion for fewer) and the full-time salary by its number of hours for a part
of a day; leave of more scheduled days in a row than the agreement says takes calendar days, and no less than its first
days one by one. Those who do not work five days a week have their workdays deducted however long the leave: their
calendar days would weigh less. Hourly staff are not paid for hours not worked, so nothing is deducted.
"""

from dataclasses import replace
from decimal import Decimal

from common.money import Ore, kronor
from employment.rules.pay_periods import Days
from payroll.rules.basis import Kind, PayForm, PayslipBasis, Registration, Terms
from payroll.rules.calendar_days import calendar_deduction, within_month
from payroll.rules.hourly_value import ScheduleMissing, Value, divided
from payroll.rules.lines import hours, krona_text, paid_line, pay_input, text
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.salary_months import ByMonth, by_month, calendar_days
from payroll.rules.spells import WHOLE, Spell, minutes_by_day, shares, spells_of

Lines = dict[tuple[Terms, Days], list[PayslipLine]]
ORDINARY_WEEK = 5
LAW = {
    Kind.CARE_OF_CHILD: "parental_leave_act.care_of_child",
    Kind.PARENTAL_LEAVE: "parental_leave_act.leave",
    Kind.CLOSE_RELATIVE_CARE: "close_relative_care_act.leave",
    Kind.CONTAGION: "social_insurance_code.contagion",
    Kind.MILITARY_SERVICE: "total_defence_service_act.leave",
    Kind.STUDY_LEAVE: "study_leave_act.leave",
    Kind.UNPAID_LEAVE: "agreement.unpaid_leave",
    Kind.OTHER_ABSENCE: "agreement.unpaid_leave",
}


def leave_deductions(basis: PayslipBasis) -> list[PayslipLine]:
    """The lines of each spell of leave; all together take no more than a month's salary. Raises ScheduleMissing."""
    lines = []
    left: dict[tuple[Terms, Days], Ore] = {}
    for kind in LAW:
        for spell in spells_of(basis.registrations_of(kind), basis.planned):
            monthly = _monthly(basis, spell)
            for month, made in _deductions(kind, spell, monthly, basis).items():
                for line in within_month(made, basis, month, monthly[month]):
                    room = left.get(month, month[0].monthly_salary)
                    lines.append(_at_most(room, line))
                    left[month] = room + lines[-1].amount
    return lines


def _monthly(basis: PayslipBasis, spell: Spell) -> ByMonth:
    """The registrations of a spell by the monthly salary of their day, and the month of it."""
    months: ByMonth = {}
    for terms, found in basis.by_terms(spell.registrations):
        if terms.pay_form == PayForm.MONTHLY:
            months |= by_month(basis, terms, found)
    return months


def _deductions(kind: Kind, spell: Spell, monthly: ByMonth, basis: PayslipBasis) -> Lines:
    """The lines of a spell by salary; long leave takes no less than its first days, also where a raise lies within."""
    longest = basis.agreement.calendar_day_absence_after
    if _days_a_week(basis) != ORDINARY_WEEK or len(spell.days) <= longest:
        return {month: _one_by_one(kind, month[0], found, basis) for month, found in monthly.items()}
    counted, first_days, pay_item = calendar_days(spell, basis), spell.days[:longest], f"{kind.lower()}_deduction"
    by_calendar_day, at_least = {}, {}
    for month, found in monthly.items():
        days = sum((counted[day] for day in {one.day for one in found}), Decimal(0))
        by_calendar_day[month] = [calendar_deduction(pay_item, month[0], found, days=days, law=LAW[kind])]
        first = [one for one in found if one.day in first_days]
        if first:
            at_least[month] = _one_by_one(kind, month[0], first, basis)
    return min(by_calendar_day, at_least, key=_amount)


def _amount(lines: Lines) -> Ore:
    return sum(one.amount for found in lines.values() for one in found)


def _days_a_week(basis: PayslipBasis) -> int:
    """How many days a week the schedule has. Raises ScheduleMissing."""
    days = len({day.weekday() for day, minutes in basis.planned_minutes if minutes})
    if days == 0:
        raise ScheduleMissing(basis.employee_id)
    return days


def _one_by_one(kind: Kind, terms: Terms, registrations: list[Registration], basis: PayslipBasis) -> list[PayslipLine]:
    """A line for the whole days and one for the parts of days; a part that would take more than a day is one."""
    day, hour = _workday(terms, basis), _hour(terms, basis)
    missed = shares(registrations, basis.planned)
    lost = minutes_by_day(registrations)
    whole = {one for one, share in missed.items() if share == WHOLE or hours(lost[one]) * hour.ore > day.ore}
    days = [one for one in registrations if one.day in whole]
    parts = [one for one in registrations if one.day not in whole]
    return [
        *([_line(kind, Decimal(len(whole)), Unit.DAYS, day, days)] if days else []),
        *([_line(kind, hours(sum(one.minutes for one in parts)), Unit.HOURS, hour, parts)] if parts else []),
    ]


def _workday(terms: Terms, basis: PayslipBasis) -> Value:
    """The monthly salary by the workdays of a month: the agreement's number is for five days a week."""
    workdays = basis.agreement.absence_day_divisor * _days_a_week(basis) / ORDINARY_WEEK
    salary = Decimal(terms.monthly_salary)
    inputs = (pay_input(terms), Input("day_divisor", text(workdays), Unit.COUNT))
    return Value(salary / workdays, f"{krona_text(salary)} / {text(workdays)}", inputs)


def _hour(terms: Terms, basis: PayslipBasis) -> Value:
    """The full-time salary by the agreement's hours of a month."""
    return divided(terms, basis.agreement.absence_hour_divisor)


def _line(kind: Kind, quantity: Decimal, unit: Unit, value: Value, registrations: list[Registration]) -> PayslipLine:
    return paid_line(
        f"{kind.lower()}_deduction",
        quantity=quantity,
        unit=unit,
        rate=-value.ore,
        formula=f"−{text(quantity)} × {value.formula}",
        law=LAW[kind],
        inputs=value.inputs,
        registrations=registrations,
    )


def _at_most(room: Ore, line: PayslipLine) -> PayslipLine:
    """The line, taking no more than what is left of the salary."""
    if -line.amount <= room:
        return line
    why = replace(line.explanation, formula=f"{line.explanation.formula} → {kronor(-room)}")
    return replace(line, rate=-(room / line.quantity).quantize(line.rate), amount=-room, explanation=why)
