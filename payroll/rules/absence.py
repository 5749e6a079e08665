"""Leave without pay: a deduction from the monthly salary, never more than the salary itself.

Short leave is deducted by the hour, leave of more than the agreement's number of scheduled days in a row by calendar
day, and no less than its first days by the hour. Those who do not work five days a week are always deducted by the
hour: their calendar days would weigh less than the hours. Hourly staff are not paid for hours not worked, so nothing
is deducted.
"""

from dataclasses import replace
from decimal import Decimal

from common.money import Ore, kronor
from payroll.rules.basis import Kind, PayForm, PayslipBasis, Registration, Terms
from payroll.rules.calendar_days import calendar_deduction, within_month, works_five_days
from payroll.rules.hourly_value import hour_formula, hourly_value, value_figures, value_inputs
from payroll.rules.lines import hours, paid_line, text
from payroll.rules.result import PayslipLine, Unit
from payroll.rules.spells import Spell, calendar_days, spells_of
from payroll.statutory import Parameters

LAW = {
    Kind.CARE_OF_CHILD: "parental_leave_act.care_of_child",
    Kind.PARENTAL_LEAVE: "parental_leave_act.leave",
    Kind.UNPAID_LEAVE: "agreement.unpaid_leave",
    Kind.OTHER_ABSENCE: "agreement.unpaid_leave",
}


def leave_deductions(basis: PayslipBasis, parameters: Parameters) -> list[PayslipLine]:
    """One line for each spell of leave; all of them together take no more than the salary."""
    lines = []
    left: dict[Terms, Ore] = {}
    for kind in LAW:
        for spell in spells_of(basis.registrations_of(kind), basis.planned):
            for terms, registrations in basis.by_terms(spell.registrations).items():
                if terms.pay_form != PayForm.MONTHLY:
                    continue
                room = left.get(terms, terms.monthly_salary)
                line = _at_most(room, _deduction(kind, spell, terms, registrations, basis, parameters))
                left[terms] = room + line.amount
                lines.append(line)
    return lines


def _deduction(
    kind: Kind,
    spell: Spell,
    terms: Terms,
    registrations: list[Registration],
    basis: PayslipBasis,
    parameters: Parameters,
) -> PayslipLine:
    longest = basis.agreement.calendar_day_absence_after
    if not works_five_days(basis) or len(spell.days) <= longest:
        return within_month(_by_hour(kind, terms, registrations, basis, parameters), basis, terms, registrations)
    counted = calendar_days(spell, basis.planned)
    days = sum((counted[day] for day in {one.day for one in registrations}), Decimal(0))
    line = calendar_deduction(f"{kind.lower()}_deduction", basis, terms, registrations, days=days, law=LAW[kind])
    if len(registrations) < len(spell.registrations):  # a raise lies within the leave
        return line
    first_days = [one for one in registrations if one.day in spell.days[:longest]]
    at_least = _by_hour(kind, terms, first_days, basis, parameters)
    return min(line, at_least, key=lambda one: one.amount)


def _by_hour(
    kind: Kind, terms: Terms, registrations: list[Registration], basis: PayslipBasis, parameters: Parameters
) -> PayslipLine:
    quantity = hours(sum(registration.minutes for registration in registrations))
    return paid_line(
        f"{kind.lower()}_deduction",
        quantity=quantity,
        unit=Unit.HOURS,
        rate=-hourly_value(terms, basis, parameters),
        formula=f"−{text(quantity)} × {hour_formula(terms, basis, parameters)}",
        law=LAW[kind],
        inputs=value_inputs(terms, basis),
        figures=value_figures(terms, parameters),
        registrations=registrations,
    )


def _at_most(room: Ore, line: PayslipLine) -> PayslipLine:
    """The line, taking no more than what is left of the salary."""
    if -line.amount <= room:
        return line
    why = replace(line.explanation, formula=f"{line.explanation.formula} → {kronor(-room)}")
    return replace(line, rate=-(room / line.quantity).quantize(line.rate), amount=-room, explanation=why)
