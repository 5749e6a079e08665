"""Vacation taken by someone with a monthly salary: pay goes on, and each paid day gives a supplement.

Semesterlagen (1977:480) 16 a §: the same-pay rule with 0.43 % of the monthly salary a day; agreements often give 0.8 %.
Days beyond those that are left are refused by the checks of a run, not here. Hourly staff have their vacation pay with
each payment (`earnings.hourly_vacation_pay`).
"""

from decimal import Decimal

from payroll.rules.basis import Kind, PayForm, PayslipBasis
from payroll.rules.lines import krona_text, paid_line, pay_input, text
from payroll.rules.result import Input, PayslipLine, Unit


def vacation_days(basis: PayslipBasis) -> Decimal:
    """Days taken in the deviation period: one for each scheduled day on leave."""
    days = {registration.day for registration in basis.registrations_of(Kind.VACATION)}
    return Decimal(len(days))


def vacation_supplement(basis: PayslipBasis) -> list[PayslipLine]:
    """The supplement for each day, by the salary of that day."""
    rate = basis.agreement.vacation_supplement_rate
    lines = []
    for terms, registrations in basis.by_terms(basis.registrations_of(Kind.VACATION)).items():
        if terms.pay_form != PayForm.MONTHLY:
            continue
        days = Decimal(len({registration.day for registration in registrations}))
        salary = krona_text(Decimal(terms.monthly_salary))
        lines.append(
            paid_line(
                "vacation_supplement",
                quantity=days,
                unit=Unit.DAYS,
                rate=terms.monthly_salary * rate,
                formula=f"{text(days)} × {salary} × {text(rate * 100)} %",
                law="vacation_act.same_pay",
                inputs=(pay_input(terms), Input("vacation_supplement_rate", text(rate * 100), Unit.PER_CENT)),
                registrations=registrations,
            )
        )
    return lines
