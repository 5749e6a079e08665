"""Leave without pay: a deduction from the monthly salary, never more than the salary itself.

Short leave is deducted by the hour, leave of more than the agreement's number of scheduled days in a row by
calendar day (month × 12 / 365). Hourly staff are not paid for hours not worked, so nothing is deducted.
"""

from datetime import date
from decimal import Decimal

from payroll.rules.basis import Kind, PayForm, PayslipBasis, Registration
from payroll.rules.hourly_value import hourly_value
from payroll.rules.lines import hours, krona_text, money_input, paid_line, text
from payroll.rules.result import PayslipLine, Unit
from payroll.rules.spells import Spell, spells_of
from payroll.statutory import Parameters

LAW = {
    Kind.CARE_OF_CHILD: "parental_leave_act.care_of_child",
    Kind.PARENTAL_LEAVE: "parental_leave_act.leave",
    Kind.UNPAID_LEAVE: "agreement.unpaid_leave",
    Kind.OTHER_ABSENCE: "agreement.unpaid_leave",
}
DAYS_IN_YEAR = 365


def leave_deductions(basis: PayslipBasis, parameters: Parameters) -> list[PayslipLine]:
    """One line for each spell of leave."""
    return [
        line
        for kind in LAW
        for spell in spells_of(basis.registrations_of(kind), basis.planned)
        for line in _deduction(kind, spell, basis, parameters)
    ]


def _deduction(kind: Kind, spell: Spell, basis: PayslipBasis, parameters: Parameters) -> list[PayslipLine]:
    terms = basis.terms_on(spell.first)
    if terms is None or terms.pay_form != PayForm.MONTHLY:
        return []
    pay_item = f"{kind.lower()}_deduction"
    if len(spell.registrations) > basis.agreement.calendar_day_absence_after and _is_whole(spell, basis.planned):
        days = (spell.last - spell.first).days + 1
        return [calendar_day_deduction(pay_item, terms.monthly_salary, days, spell.registrations, LAW[kind])]
    rate = hourly_value(terms, basis, parameters)
    quantity = hours(sum(registration.minutes for registration in spell.registrations))
    weekly = hours(basis.weekly_minutes)
    return [
        paid_line(
            pay_item,
            quantity=quantity,
            unit=Unit.HOURS,
            rate=-rate,
            formula=f"−{text(quantity)} × {krona_text(Decimal(terms.monthly_salary))} × 12 / (52 × {text(weekly)})",
            law=LAW[kind],
            inputs=(money_input("monthly_salary", terms.monthly_salary),),
            figures=(parameters.figure("average_weeks_a_year"),),
            registrations=spell.registrations,
        )
    ]


def calendar_day_deduction(
    pay_item: str, monthly_salary: int, days: int, registrations: list[Registration], law: str
) -> PayslipLine:
    """Monthly salary × 12 / 365 for each calendar day."""
    return paid_line(
        pay_item,
        quantity=Decimal(days),
        unit=Unit.DAYS,
        rate=-Decimal(monthly_salary) * 12 / DAYS_IN_YEAR,
        formula=f"−{days} × {krona_text(Decimal(monthly_salary))} × 12 / 365",
        law=law,
        inputs=(money_input("monthly_salary", monthly_salary),),
        registrations=registrations,
    )


def _is_whole(spell: Spell, planned: dict[date, int]) -> bool:
    return all(registration.minutes >= planned.get(registration.day, 0) for registration in spell.registrations)
